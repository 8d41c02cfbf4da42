"""Documents become rows, or records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Iterator, Mapping

from .. import Aligner, TrialignError, _line, document_columns, without_line

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

SCHEMA = (
    "article string, bead_id string, row int, n_en int, n_hans int, n_hant int, en string, zh_hans string, "
    "zh_hant string, confidence double, flags string, error string"
)
"""The columns of :func:`align`: those of ``Aligner.map_batches``."""


def align(documents: DataFrame, *, config: Mapping[str, Any] | None = None, batch: int = 64) -> DataFrame:
    """A row a bead, from documents with ``id`` and at least two of ``en``, ``zh_hans``, ``zh_hant``.

    An edition is a string, or an array of strings (its paragraphs). A document that cannot be aligned gives one row whose
    ``error`` says why. ``batch`` documents are in memory at once in each task; ``config`` has the keys of ``trialign.toml``.
    """
    aligner = _Lazy(config)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for whole in batches:
            for start in range(0, whole.num_rows, batch):
                yield aligner.get().map_batches(whole.slice(start, batch))

    return _of(documents).mapInArrow(work, SCHEMA)


def records(documents: DataFrame, *, config: Mapping[str, Any] | None = None, batch: int = 64) -> DataFrame:
    """The record of each document: ``article``, ``error`` (null where it was aligned), and ``value``, byte for byte what
    ``trialign stream`` writes; of a document that failed, without the number of its line. A document without an id is called by
    the hash of its texts.

    Written with ``.select("value").write.text(…)``, the files together are an input of ``trialign build``;
    :func:`trialign.spark.build` takes the data frame. In as for :func:`align`.
    """
    aligner = _Lazy(config)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for whole in batches:
            for start in range(0, whole.num_rows, batch):
                lines = [_line(document) for document in whole.slice(start, batch).to_pylist()]
                done = [line.decode() for line in aligner.get().align_lines(lines, threads=1)]
                heads = [json.loads(line) for line in done]
                for at, head in enumerate(heads):
                    if head.get("error") is not None:
                        head["error"] = without_line(head["error"])
                        done[at] = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
                columns = {
                    "article": pa.array([head["article"] for head in heads], pa.string()),
                    "error": pa.array([head.get("error") for head in heads], pa.string()),
                    "value": pa.array(done, pa.string()),
                }
                yield pa.RecordBatch.from_pydict(columns)

    return _of(documents).mapInArrow(work, "article string, error string, value string")


def _of(documents: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    names = document_columns(documents.columns)
    if "id" not in names:
        raise TrialignError("documents need the column id: a data frame has no order to name them by")
    columns = {name: f.col(f"`{own}`") for name, own in names.items()}
    texts = [column for name, column in columns.items() if name != "id"]
    unnamed = f.concat(f.lit("document-"), f.lower(f.hex(f.xxhash64(*texts))))
    columns["id"] = f.coalesce(columns["id"].cast("string"), unnamed)
    return documents.select(*(column.alias(name) for name, column in columns.items()))


class _Lazy:
    """An aligner that each worker process opens once."""

    _open: dict[str, Aligner] = {}

    def __init__(self, config: Mapping[str, Any] | None) -> None:
        self._config = json.dumps(dict(config or {}), sort_keys=True)
        Aligner(config=config)  # A wrong setting is an error of the call, not of a thousand tasks.

    def get(self) -> Aligner:
        if self._config not in _Lazy._open:
            _Lazy._open[self._config] = Aligner(config=json.loads(self._config))
        return _Lazy._open[self._config]
