"""Aligns the English, Simplified and Traditional Chinese editions of articles sentence by sentence.

>>> import trialign
>>> aligner = trialign.Aligner()
>>> done = aligner.align(en="It rained. We stayed.", zh_hans="下雨了。我们没走。")
>>> [bead.zh_hans for bead in done.beads]
['下雨了。', '我们没走。']
"""

from __future__ import annotations

import json
import re
from itertools import islice
from os import fspath
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Mapping, NamedTuple, Sequence, Union

from ._trialign import Engine, TrialignError, __version__
from ._trialign import check as _check
from ._trialign import read as _read
from ._trialign import segment as _segment

if TYPE_CHECKING:
    from os import PathLike

    import pandas as pd
    import pyarrow as pa

__all__ = [
    "AlignError",
    "Aligner",
    "Alignment",
    "Bead",
    "TrialignError",
    "__version__",
    "check",
    "read",
    "segment",
]

Text = Union[str, Sequence[str]]
_EDITIONS = ("en", "zh-Hans", "zh-Hant")
_COLUMNS = ("en", "zh_hans", "zh_hant")
_CHINESE_JOINS = ("zh-Hans", "zh-Hant")
# Keys that the program takes for an edition; which one, it tells.
_ALIAS = re.compile(r"(en|eng|english|zh|zho|cmn|chs|cht|hans|hant)(_(hans|hant|chs|cht|latn|cn|sg|my|tw|hk|mo|us|gb|uk|au|ca))*")


class AlignError(TrialignError):
    """A document could not be aligned; the message says why."""


class Bead(NamedTuple):
    """Sentences that say the same, one run an edition."""

    id: str
    en: str | None
    """The English text; ``None`` where the article has no such edition, ``""`` where nothing stands for the others."""
    zh_hans: str | None
    zh_hant: str | None
    indices: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    """Segments from 0, for en, zh-Hans, zh-Hant."""
    confidence: float | None
    """The probability, 0 to 1, that the bead is right on all its sides."""
    flags: tuple[str, ...]


class Alignment:
    """The beads of one document, in order."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._record = record

    @property
    def id(self) -> str:
        """The id of the document."""
        return str(self._record["article"])

    @property
    def error(self) -> str | None:
        """Why there are no beads, where there are none."""
        error = self._record.get("error")
        return None if error is None else str(error)

    @property
    def signature(self) -> str:
        """What made it: version, weights, settings."""
        return str(self._record["signature"])

    @property
    def segments(self) -> dict[str, list[str]]:
        """The sentences of each edition that is there."""
        return {
            name: [segment["text"] for segment in edition["segments"]]
            for name, edition in self._record["editions"].items()
        }

    @property
    def beads(self) -> list[Bead]:
        """The beads; every segment stands in exactly one."""
        segments = self.segments

        def bead(own: Mapping[str, Any]) -> Bead:
            en, hans, hant = (tuple(own.get(edition, ())) for edition in _EDITIONS)
            return Bead(
                id=own["id"],
                en=_text(segments, "en", en),
                zh_hans=_text(segments, "zh-Hans", hans),
                zh_hant=_text(segments, "zh-Hant", hant),
                indices=(en, hans, hant),
                confidence=own["confidence"],
                flags=tuple(own.get("flags", ())),
            )

        return [bead(own) for own in self._record["beads"]]

    def to_dict(self) -> dict[str, Any]:
        """The complete record, as `trialign stream` writes it."""
        return dict(self._record)

    def to_arrow(self) -> pa.Table:
        """A table with a row a bead; the columns are those of :meth:`Aligner.map_batches`."""
        return _arrow().Table.from_batches([_batch([self])])

    def to_pandas(self) -> pd.DataFrame:
        """As :meth:`to_arrow`, for pandas."""
        table = self.to_arrow()
        try:
            return table.to_pandas()
        except ModuleNotFoundError as error:
            raise ImportError("this needs pandas: pip install 'trialign[pandas]'") from error

    def __len__(self) -> int:
        return len(self._record["beads"])

    def __repr__(self) -> str:
        what = self.error or f"{len(self)} beads"
        return f"<Alignment {self.id!r}: {what}>"


def _text(segments: Mapping[str, list[str]], edition: str, run: Iterable[int]) -> str | None:
    own = segments.get(edition)
    return None if own is None else _join(edition, [own[i] for i in run])


def _join(edition: str, segments: Iterable[str]) -> str:
    """Running text of segments: a space in English; none in Chinese, unless Latin meets Latin."""
    out = ""
    for segment in segments:
        if not segment:
            continue
        latin = out[-1:].isascii() and segment[0].isascii()
        if out and (edition not in _CHINESE_JOINS or latin):
            out += " "
        out += segment
    return out


class Aligner:
    """Finds which sentences say the same. Made once; safe in threads, after ``fork()``, and to pickle.

    ``weights`` is a file made by ``trialign train``. ``vectors`` is ``"off"``, ``"auto"`` (those added with ``trialign
    vectors add``, else none) or the path of a package. ``config`` has the keys of ``trialign.toml``, which is not read
    by itself. A document of more than ``max_document`` bytes (as a line of JSON) cannot be aligned. The GIL is released while
    it works; Ctrl+C is heard.

    Pickled, it is its arguments: the files of ``weights`` and ``vectors`` have to be where it is opened again, else that
    raises :class:`TrialignError`.
    """

    def __init__(
        self,
        *,
        weights: str | PathLike[str] | None = None,
        vectors: str | PathLike[str] = "off",
        config: Mapping[str, Any] | None = None,
        max_document: int = 32 << 20,
    ) -> None:
        own: dict[str, Any] = {"vectors": fspath(vectors), **(config or {})}
        if weights is not None:
            own["weights"] = fspath(weights)
        self._call = (json.dumps(own), max_document)
        self._engine = Engine(*self._call)

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopen, self._call

    @property
    def signature(self) -> str:
        """What its records are made by: version, weights, settings."""
        return self._engine.signature

    def align(
        self,
        en: Text | None = None,
        zh_hans: Text | None = None,
        zh_hant: Text | None = None,
        *,
        id: str = "doc",
        segmented: bool = False,
    ) -> Alignment:
        """Aligns one document of at least two editions.

        An edition is a text, a list of paragraphs, or with ``segmented`` a list of sentences that are kept as they are.

        Raises :class:`AlignError` where it cannot be aligned.
        """
        document = {"id": id, "en": en, "zh-Hans": zh_hans, "zh-Hant": zh_hant, "segmented": segmented}
        (alignment,) = self._records([_line(document)], 0, 1)
        if alignment.error is not None:
            raise AlignError(without_line(alignment.error))
        return alignment

    def align_many(
        self, docs: Iterable[Mapping[str, Any]], *, threads: int = 0, batch: int = 256
    ) -> Iterator[Alignment]:
        """Aligns documents such as ``{"id": "a", "en": "…", "zh-Hans": "…"}``, in order, ``batch`` in memory at once.

        ``threads`` is 0 to 1024; 0 means as many as there are cores.

        A document that cannot be aligned comes as an :class:`Alignment` whose ``error`` says why. Records of pandas are taken
        as they are (``frame.to_dict("records")``): a missing text, NaN there, is no edition.
        """
        if batch < 1 or threads < 0:
            raise ValueError("batch is at least 1, threads at least 0")
        docs, done = iter(docs), 0
        while some := list(islice(docs, batch)):
            yield from self._records([_line(doc) for doc in some], done, threads)
            done += len(some)

    def align_lines(self, lines: Sequence[bytes], *, first: int = 0, threads: int = 0) -> list[bytes]:
        """The records of lines of JSONL, byte for byte as ``trialign stream`` writes them, without line ends."""
        return self._engine.records(list(lines), first, threads)

    def map_batches(self, batch: pa.RecordBatch, *, threads: int = 1) -> pa.RecordBatch:
        """Aligns a batch of documents; gives a row a bead.

        In: ``id``, and at least two of ``en``, ``zh_hans``, ``zh_hant`` (text, or list of texts; null: no such edition);
        ``zh-Hans``, ``zh``, ``zh_TW`` and the like are taken as well.
        Out: ``article``, ``bead_id``, ``row`` (from 1), ``n_en``, ``n_hans``, ``n_hant``, ``en``, ``zh_hans``,
        ``zh_hant``, ``confidence``, ``flags``, ``error``. A document that cannot be aligned gives one row, with
        ``error``. For ``mapInArrow`` of Spark and ``map_batches`` of Ray. Anything with the Arrow C interface is taken.
        """
        if not hasattr(batch, "__arrow_c_array__"):
            raise TypeError(f"a record batch of Arrow is wanted, this is {type(batch).__name__} (of a table: to_batches())")
        batch = _arrow().record_batch(batch)
        names = document_columns(batch.schema.names)
        for own in names.values():
            _check_type(own, batch.schema.field(own).type)
        columns = [batch.column(batch.schema.get_field_index(own)) for own in names.values()]
        documents = _arrow().RecordBatch.from_arrays(columns, list(names)).to_pylist()
        return _batch(self._records([_line(document) for document in documents], 0, threads))

    def _records(self, lines: list[bytes], first: int, threads: int) -> list[Alignment]:
        return [Alignment(json.loads(record)) for record in self._engine.records(lines, first, threads)]


def _reopen(config: str, max_document: int) -> Aligner:
    return Aligner(config=json.loads(config), max_document=max_document)


def document_columns(columns: Iterable[str]) -> dict[str, str]:
    """The columns of a table of documents: ``id``, ``en``, ``zh_hans``, ``zh_hant``, and what each is called there.

    Other names that the keys of a document may have (``zh``, ``zh-CN``, ``eng_Latn``) are taken as well, as they are.

    Raises :class:`TrialignError` where fewer than two editions are there, or two columns mean the same.
    """
    found: dict[str, str] = {}
    columns = list(columns)
    for own in columns:
        name = own.lower().replace("-", "_")
        if name in ("id", *_COLUMNS) or _ALIAS.fullmatch(name):
            if name in found:
                raise TrialignError(f"the columns {found[name]} and {own} mean the same")
            found[name] = own
    if len(found) - ("id" in found) < 2:
        there = ", ".join(columns) or "none"
        raise TrialignError(f"documents need at least two of the columns en, zh_hans, zh_hant, and id; there are: {there}")
    return found


def without_line(error: str) -> str:
    """What is wrong with a document, without its place among others, which depends on how they are dealt out."""
    return re.sub(r"^line \d+: ", "", error)


def _line(document: Any) -> bytes:
    """A document as a line of JSON; what has no JSON becomes a fault of the document, not of the run."""
    for ascii_only in (False, True):
        try:
            return json.dumps(document, ensure_ascii=ascii_only, allow_nan=False).encode()
        except UnicodeEncodeError:
            continue  # Lone surrogates have no UTF-8; escaped, they are read and refused.
        except (TypeError, ValueError, RecursionError):
            break
    if not isinstance(document, Mapping):
        return b"{}"
    return json.dumps({str(key): _plain(key, value) for key, value in document.items()}).encode()


def _plain(key: Any, value: Any) -> Any:
    """A value of NumPy or pandas as JSON has it, a missing one as null; what has no JSON is an object, which is no text."""
    if type(value).__name__ in ("NAType", "NaTType") or isinstance(value, float) and value != value:
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return str(value) if key == "id" else {}
    return value


# Those that the oldest pyarrow has not are left out there.
_LISTS = ("list", "large_list", "fixed_size_list", "list_view", "large_list_view")


def _check_type(name: str, kind: Any) -> None:
    types = _arrow().types

    def is_text(own: Any) -> bool:
        plain = own.value_type if types.is_dictionary(own) else own
        return any(is_kind(plain) for is_kind in (types.is_string, types.is_large_string, types.is_string_view, types.is_null))

    is_list = any(getattr(types, f"is_{form}", lambda _: False)(kind) for form in _LISTS)
    fits = is_text(kind) or (types.is_integer(kind) if name == "id" else is_list and is_text(kind.value_type))
    if not fits:
        raise TrialignError(f"the column {name} is {kind}; it has to be string{'' if name == 'id' else ' or list<string>'}")


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError("this needs pyarrow: pip install 'trialign[arrow]'") from error
    return pyarrow


def _batch(alignments: Sequence[Alignment]) -> pa.RecordBatch:
    rows: dict[str, list[Any]] = {name: [] for name in schema().names}

    def add(*cells: Any) -> None:
        for column, cell in zip(rows.values(), cells):
            column.append(cell)

    for done in alignments:
        if done.error is not None:
            add(done.id, *[None] * 10, without_line(done.error))
        for row, bead in enumerate(done.beads, 1):
            texts = bead[1:4]
            counts = (None if text is None else len(own) for text, own in zip(texts, bead.indices))
            add(done.id, bead.id, row, *counts, *texts, bead.confidence, " ".join(bead.flags), None)
    return _arrow().RecordBatch.from_pydict(rows, schema=schema())


def schema() -> pa.Schema:
    """The columns of :meth:`Aligner.map_batches`."""
    pa = _arrow()
    return pa.schema(
        [("article", pa.string()), ("bead_id", pa.string())]
        + [(name, pa.int32()) for name in ("row", "n_en", "n_hans", "n_hant")]
        + [(name, pa.string()) for name in _COLUMNS]
        + [("confidence", pa.float64()), ("flags", pa.string()), ("error", pa.string())]
    )


def segment(text: str, lang: str) -> list[tuple[int, int]]:
    """The sentences of a text in ``en``, ``zh-Hans`` or ``zh-Hant``, as ``(start, end)`` for ``text[start:end]``."""
    return _segment(text, lang)


def check(*paths: str | PathLike[str], config: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Whether the translations in some folders are whole and true.

    The report of ``trialign check --format json`` (``findings``, each with rule, level, place and message; ``articles``),
    and ``problems``: what could not be read. ``config`` has the keys of ``trialign.toml``; no lock file and no git history is
    looked at.
    """
    report, problems = _check([fspath(path) for path in paths], json.dumps(config or {}))
    own: dict[str, Any] = json.loads(report)
    return {**own, "problems": problems}


def read(path: str | PathLike[str], *, format: str | None = None) -> list[Alignment]:
    """The alignments in a file of any format that ``trialign convert`` reads.

    ``format`` is ``csv``, ``tsv``, ``xlsx``, ``jsonl``, ``tmx``, ``intertext`` or ``xces``; without it the name of the file
    tells. From formats without confidences the beads have none.
    """
    return [Alignment(json.loads(record)) for record in _read(path, format)]
