"""Alignment of documents on Spark: a data frame in, a data frame out.

Needs ``pyspark`` and ``pyarrow`` on the driver and the executors, and this wheel. A document is aligned by itself, so the
rows do not depend on how the data frame is partitioned, nor on executors that were lost and tasks that ran twice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Iterator, Mapping

from . import Aligner, TrialignError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["align", "records"]

SCHEMA = (
    "article string, bead_id string, row int, n_en int, n_hans int, n_hant int, en string, zh_hans string, "
    "zh_hant string, confidence double, flags string, error string"
)
"""The columns of :func:`align`: those of ``Aligner.map_batches``."""

_COLUMNS = ("id", "en", "zh_hans", "zh_hant")


def align(documents: DataFrame, *, config: Mapping[str, Any] | None = None, batch: int = 64) -> DataFrame:
    """A row a bead, from documents with ``id`` and at least two of ``en``, ``zh_hans``, ``zh_hant``.

    A document that cannot be aligned gives one row whose ``error`` says why. ``batch`` documents are in memory at once
    in each task; ``config`` has the keys of ``trialign.toml``.
    """
    aligner = _Lazy(config)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for whole in batches:
            for start in range(0, whole.num_rows, batch):
                yield aligner.get().map_batches(whole.slice(start, batch))

    return _of(documents).mapInArrow(work, SCHEMA)


def records(documents: DataFrame, *, config: Mapping[str, Any] | None = None, batch: int = 64) -> DataFrame:
    """The record of each document in the column ``value``, byte for byte as ``trialign stream`` writes it.

    Written with ``.write.text(…)``, the files together are an input of ``trialign build``.
    """
    aligner = _Lazy(config)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for whole in batches:
            for start in range(0, whole.num_rows, batch):
                some = whole.slice(start, batch).to_pylist()
                lines = [json.dumps(document, ensure_ascii=False).encode() for document in some]
                done = [line.decode() for line in aligner.get().align_lines(lines, threads=1)]
                yield pa.RecordBatch.from_pydict({"value": pa.array(done, pa.string())})

    return _of(documents).mapInArrow(work, "value string")


def _of(documents: DataFrame) -> DataFrame:
    names = [name for name in _COLUMNS if name in documents.columns]
    if "id" not in names or len(names) < 3:
        raise TrialignError("the documents need the column id and at least two of en, zh_hans, zh_hant")
    return documents.select(*names)


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
