"""Records become a corpus: filters, duplicates, leaks and splits, as joins by key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Mapping, NamedTuple, Sequence

from .. import _trialign
from .._trialign import FILTERS

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

SPLITS = ("train", "dev", "test")
PAIRS = ("en_zh_hans", "en_zh_hant", "zh_hans_zh_hant")
# The pairs that each edition stands in.
_PAIRS_OF = ((0, 1), (0, 2), (1, 2))
_EXACT, _NEAR, _LEAK = (1 << FILTERS.index(name) for name in ("dup_exact", "dup_near", "leak"))

_BEAD = "article string, bead_id string"
_BEADS = (
    f"{_BEAD}, place int, split int, error string, en string, zh_hans string, zh_hant string, confidence double, "
    "len_ratio double, num_overlap double, words int, letters double, taken array<int>, keys binary"
)
_ROWS = (
    f"split string, {_BEAD}, place int, en string, zh_hans string, zh_hant string, confidence double, "
    "len_ratio double, num_overlap double, words int, letters double, "
    + ", ".join(f"{FILTERS[at]} boolean" for at in _trialign.COLUMNS)
    + ", "
    + ", ".join(f"{pair} string" for pair in PAIRS)
    + ", taken_by string"
)

Batches = Iterator["pa.RecordBatch"]


class Corpus(NamedTuple):
    """What :func:`build` makes."""

    rows: DataFrame
    """Every bead, with the columns of the tables of ``trialign build``: ``taken_by`` is empty where a pair is kept; the
    columns ``en_zh_hans``, ``en_zh_hant``, ``zh_hans_zh_hant`` say ``kept``, name the filters that took the pair, or are null
    where it is not judged. ``place`` counts the beads of an article from 0."""
    failed: DataFrame
    """Articles without a ladder, or with an id that another has: ``article``, ``error``."""
    leak: DataFrame
    """Sides of kept rows of dev and test that still stand in an earlier split, searched by other keys than those that took
    the others: ``article``, ``bead_id``, ``edition``. As in the card of ``trialign build``; to be empty."""


def build(
    records: DataFrame,
    work: str,
    *,
    config: Mapping[str, Any] | None = None,
    pairs: Sequence[str] = (),
    held_out: tuple[int, int] = (10, 10),
    batch: int = 256,
) -> Corpus:
    """The rows that ``trialign build`` makes of the same records.

    ``records`` has the column ``value``: records of ``trialign stream``, as :func:`records` gives them. Write them before: they
    are gone through twice. ``work`` is a folder on storage that all executors see: what one step finds is written there for the
    next, and can be removed when the rows are written. ``config`` has the keys of ``trialign.toml``, the limits of the filters in ``build``;
    ``pairs`` are such as ``en-zh-Hans``, all without them; ``held_out`` the thousandths of the articles for dev and test.

    Of articles with one id the one whose record is smallest in the order of its bytes stands; ``trialign build`` lets the first
    stand, and a data frame has no first.
    """
    call = (json.dumps(dict(config or {})), list(pairs), list(held_out))
    _trialign.Corpus(*call)  # A wrong setting is an error of the call.
    records, doubled = _one_each(records)
    beads = records.select("value").mapInArrow(_judge(call, batch), _BEADS)
    failed = beads.where("error is not null").select("article", "error").unionByName(doubled)

    def done(frame: DataFrame, name: str) -> DataFrame:
        # Each step asks the ones before it. Files outlive an executor, and a plan that begins with them is short.
        frame.write.mode("overwrite").parquet(f"{work}/{name}")
        return frame.sparkSession.read.parquet(f"{work}/{name}")

    beads = done(beads.where("error is null").drop("error"), "beads")
    exact = done(_exact(beads), "exact")
    alive = _without(_passed(beads), exact)
    near = done(_near(alive), "near")
    alive = _without(alive, near)
    leaking = done(_leaking(_sides(alive), measure=False), "leaking")
    marks = exact.selectExpr("*", f"{_EXACT} as bit").unionByName(near.selectExpr("*", f"{_NEAR} as bit"))
    marks = marks.unionByName(_pairs_of(leaking).selectExpr("*", f"{_LEAK} as bit"))
    left = _leaking(_sides(_without(alive, _pairs_of(leaking))), measure=True)
    return Corpus(_finish(beads, marks), failed, left)


def _one_each(records: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The records with one of each id, and the articles that are left out."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    if "article" not in records.columns:
        records = records.withColumn("article", f.get_json_object("value", "$.article"))
    records = records.select("article", "value")
    # Ids alone go over the network, and those that stand more than once are few.
    again = f.broadcast(records.select("article").groupBy("article").count().where("count > 1").select("article"))
    once = records.join(again, "article", "left_anti")
    order = Window.partitionBy("article").orderBy("value")
    rest = records.join(again, "article", "left_semi").withColumn("number", f.row_number().over(order))
    doubled = rest.where("number > 1").select(
        "article", f.lit("another article has this id too: give every article an id of its own").alias("error")
    )
    return once.unionByName(rest.where("number = 1").drop("number")), doubled


def _judge(call: tuple[str, list[str], list[int]], batch: int) -> Callable[[Batches], Batches]:
    def work(batches: Batches) -> Batches:
        corpus = _trialign.Corpus(*call)
        for whole in batches:
            for start in range(0, whole.num_rows, batch):
                rows: list[tuple[Any, ...]] = []
                for article, split, error, beads in corpus.rows(whole.slice(start, batch)["value"].to_pylist()):
                    if error is not None:
                        rows.append((article, None, None, split, error, *[None] * 10))
                    for place, (bead, texts, confidence, measured, taken, keys) in enumerate(beads):
                        rows.append((article, bead, place, split, None, *texts, confidence, *measured, list(taken), keys))
                yield _batch(rows, _BEADS)

    return work


def _passed(beads: DataFrame) -> DataFrame:
    """A row for each pair that no filter took."""
    from pyspark.sql import functions as f

    pairs = beads.select("article", "bead_id", "split", "keys", f.posexplode("taken").alias("pair", "bits"))
    return pairs.where("bits = 0").drop("bits")


def _without(pairs: DataFrame, gone: DataFrame) -> DataFrame:
    return pairs.join(gone, ["article", "bead_id", "pair"], "left_anti")


def _exact(beads: DataFrame) -> DataFrame:
    """The pairs with the same two sides as a better one."""
    from pyspark.sql import functions as f

    def keyed(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            keys, pair = row["keys"], row["pair"]
            yield row["article"], row["bead_id"], pair, _trialign.exact_key(keys, pair), _trialign.rank(keys)

    pairs = _map(_passed(beads), keyed, f"{_BEAD}, pair int, key bigint, rank string")
    best = pairs.groupBy("key").agg(f.min("rank").alias("best"))
    return pairs.join(best, "key").where("rank > best").select("article", "bead_id", "pair")


def _near(pairs: DataFrame) -> DataFrame:
    """The pairs that resemble a better one with the same numbers."""

    def keyed(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            keys, pair = row["keys"], row["pair"]
            rank = _trialign.rank(keys)
            for key in _trialign.near_keys(keys, pair):
                yield row["article"], row["bead_id"], pair, key, rank

    def decide(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        near = _trialign.NearDuplicates()
        for row in rows:
            if near.push(row["key"], row["keys"], row["pair"]):
                yield row["article"], row["bead_id"], row["pair"]

    keys = _map(pairs, keyed, f"{_BEAD}, pair int, key bigint, rank string")
    # What is alone with its key, and that is nearly all, needs no signature.
    crowded = keys.groupBy("key").count().where("count > 1").select("key")
    some = keys.join(crowded, "key", "left_semi")
    some = some.join(pairs.select("article", "bead_id", "pair", "keys"), ["article", "bead_id", "pair"])
    some = some.repartition("key").sortWithinPartitions("key", "rank")
    return _map(some, decide, f"{_BEAD}, pair int").distinct()


def _sides(pairs: DataFrame) -> DataFrame:
    """The sides of pairs, each once."""
    from pyspark.sql import functions as f

    editions = f.when(f.col("pair") == 0, f.array(f.lit(0), f.lit(1)))
    editions = editions.when(f.col("pair") == 1, f.array(f.lit(0), f.lit(2))).otherwise(f.array(f.lit(1), f.lit(2)))
    sides = pairs.select("article", "bead_id", "split", "keys", f.explode(editions).alias("edition"))
    return sides.dropDuplicates(["article", "bead_id", "edition"])


def _leaking(sides: DataFrame, *, measure: bool) -> DataFrame:
    """The sides of dev and test that stand in a split before theirs, exactly or nearly."""
    from pyspark.sql import functions as f

    def keyed(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            for key in _trialign.side_keys(row["keys"], row["edition"], measure):
                yield row["article"], row["bead_id"], row["edition"], row["split"], key

    def decide(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        at, before = None, list[Mapping[str, Any]]()
        for row in rows:
            if row["key"] != at:
                at, before = row["key"], []
            own, edition = row["keys"], row["edition"]
            earlier = (other for other in before if other["split"] < row["split"])
            if any(_trialign.leaks(own, edition, other["keys"], other["edition"]) for other in earlier):
                yield row["article"], row["bead_id"], edition
            before.append(row)

    side = ["article", "bead_id", "edition"]
    keys = _map(sides, keyed, f"{_BEAD}, edition int, split int, key bigint")
    # Keys that no side of dev or test has are most of all; those that one has are few enough to be sent to every executor.
    keys = keys.join(keys.where("split > 0").select("key").distinct(), "key", "left_semi")
    spread = keys.groupBy("key").agg(f.min("split").alias("first"), f.max("split").alias("last"))
    shared = keys.join(spread.where("last > first"), "key")
    even = f.col("key") % 2 == 0
    exactly = shared.where(even & (f.col("split") > f.col("first"))).select(*side)
    some = shared.where(~even).drop("first", "last").join(sides.select(*side, "keys"), side)
    some = some.repartition("key").sortWithinPartitions("key", "split")
    return exactly.unionByName(_map(some, decide, f"{_BEAD}, edition int")).distinct()


def _pairs_of(sides: DataFrame) -> DataFrame:
    """The pairs that sides stand in."""
    from pyspark.sql import functions as f

    pairs = f.array(*[f.array(*[f.lit(pair) for pair in own]) for own in _PAIRS_OF])
    return sides.select("article", "bead_id", f.explode(pairs[f.col("edition")]).alias("pair")).distinct()


def _finish(beads: DataFrame, marks: DataFrame) -> DataFrame:
    """The beads with all that is said of them."""
    from pyspark.sql import functions as f

    def finish(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            found = row["marks"] or []
            # A mark counts for a pair that the other filters let through.
            taken = [
                own if own != 0 else sum({mark["bit"] for mark in found if mark["pair"] == pair})
                for pair, own in enumerate(row["taken"])
            ]
            judged = [own for own in taken if own is not None]
            every = 0
            for own in judged:
                every |= own
            flags = (bool(every >> at & 1) != FILTERS[at].endswith("_ok") for at in _trialign.COLUMNS)
            said = (None if own is None else _names(own) or "kept" for own in taken)
            kept = 0 in judged
            yield (
                SPLITS[row["split"]], row["article"], row["bead_id"], row["place"],
                row["en"], row["zh_hans"], row["zh_hant"], row["confidence"],
                row["len_ratio"], row["num_overlap"], row["words"], row["letters"],
                *flags, *said, "" if kept else _names(every) or "no_pair",
            )  # fmt: skip

    found = marks.groupBy("article", "bead_id").agg(f.collect_list(f.struct("pair", "bit")).alias("marks"))
    return _map(beads.drop("keys").join(found, ["article", "bead_id"], "left"), finish, _ROWS)


def _names(taken: int) -> str:
    return " ".join(name for at, name in enumerate(FILTERS) if taken >> at & 1)


def _map(
    frame: DataFrame, work: Callable[[Iterable[Mapping[str, Any]]], Iterator[tuple[Any, ...]]], schema: str
) -> DataFrame:
    """Rows through a function, in the order of each partition, some thousand in memory at once."""

    def rows(batches: Batches) -> Iterator[Mapping[str, Any]]:
        for batch in batches:
            yield from batch.to_pylist()

    def through(batches: Batches) -> Batches:
        out: list[tuple[Any, ...]] = []
        for row in work(rows(batches)):
            out.append(row)
            if len(out) == 4096:
                yield _batch(out, schema)
                out = []
        yield _batch(out, schema)

    return frame.mapInArrow(through, schema)


def _batch(rows: list[tuple[Any, ...]], schema: str) -> pa.RecordBatch:
    import pyarrow as pa

    kinds = {
        "string": pa.string(), "int": pa.int32(), "bigint": pa.int64(), "double": pa.float64(),
        "boolean": pa.bool_(), "binary": pa.binary(), "array<int>": pa.list_(pa.int32()),
    }  # fmt: skip
    columns = [column.split(" ") for column in schema.split(", ")]
    cells = list(zip(*rows)) if rows else [()] * len(columns)
    arrays = [pa.array(own, kinds[kind]) for own, (_, kind) in zip(cells, columns)]
    return pa.RecordBatch.from_arrays(arrays, [name for name, _ in columns])
