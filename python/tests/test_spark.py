"""On a real cluster of two executors: one is killed half-way, and the rows are those of one machine."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("java is not installed", allow_module_level=True)

SCHEMA = "id string, en string, zh_hans string, zh_hant string"


@pytest.fixture(scope="module")
def spark():
    # `spark.pyspark.python` is not enough for executors of their own.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .getOrCreate()
    )
    yield session
    session.stop()


def parent(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rsplit(")", 1)[1].split()[1])


def executors():
    """The executors that this process started, and no other's."""
    found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True)
    own = []
    for pid in map(int, found.stdout.split()):
        at = pid
        while at > 1 and at != os.getpid():
            at = parent(at)
        if at == os.getpid():
            own.append(pid)
    return own


class Killer(threading.Thread):
    """Kills one of the executors that are there now, once ``when()`` is true."""

    def __init__(self, when):
        super().__init__(daemon=True)
        self.when, self.mine, self.killed = when, set(executors()), []
        self.start()

    def run(self):
        until = time.monotonic() + 3600
        while not self.when():
            if time.monotonic() > until:
                return
            time.sleep(0.1)
        for pid in list(set(executors()) & self.mine)[:1]:
            os.kill(pid, signal.SIGKILL)
            self.killed.append(pid)


def rows_of(documents):
    for document in documents:
        text = lambda edition: "\n\n".join(t) if isinstance(t := document.get(edition), list) else t  # noqa: E731
        yield str(document["id"]), text("en"), text("zh-Hans"), text("zh-Hant")


def test_the_rows_of_one_machine(spark, aligner, documents):
    from trialign.spark import align, records

    rows = list(rows_of(documents[:400]))
    frame = spark.createDataFrame(rows, SCHEMA).repartition(16)
    one = [
        (bead.id, bead.en, bead.confidence)
        for done in aligner.align_many(
            {"id": row[0], "en": row[1], "zh_hans": row[2], "zh_hant": row[3]} for row in rows
        )
        for bead in done.beads
    ]
    start = time.monotonic()
    killer = Killer(lambda: time.monotonic() > start + 3)
    found = align(frame).collect()
    killer.join()
    assert killer.killed
    assert sorted((r.bead_id, r.en, r.confidence) for r in found if r.bead_id) == sorted(one)
    assert {r.article for r in found if r.error} == {str(d["id"]) for d in documents[:400] if "zh-Hans" not in d}
    assert records(frame.repartition(3)).count() == 400


TOWNS = ["Oslo", "Lima", "Cairo", "Perth", "Turin", "Quito", "Dakar", "Sofia", "Minsk", "Hanoi"]
HAN = ["奥斯陆", "利马", "开罗", "珀斯", "都灵", "基多", "达喀尔", "索非亚", "明斯克", "河内"]


def corpus(count):
    """Documents that share a footer, near duplicates, and sentences with two translations."""
    for number in range(count):
        a, b = number % 10, number // 10 % 10
        en = [f"The road from {TOWNS[a]} to {TOWNS[b]} was closed for {number + 3} days last winter because of heavy snow.",
              f"Nobody in the town of {TOWNS[b]} remembers a colder spring than the one of that{' very' * (number % 2)} year.",
              "This text is free for everyone to copy, print and share in any form whatever."]  # fmt: skip
        zh = [f"去年冬天，从{HAN[a]}到{HAN[b]}的公路因大雪封闭了{number + 3}天。",
              f"{HAN[b]}镇上没有人记得有比那年更冷的春天。" if number % 3 else f"{HAN[b]}镇的人都说，那一年的春天是最冷的。",
              "本文可供所有人以任何形式自由复制、印刷和分享。"]  # fmt: skip
        yield {"id": f"article-{number}", "en": "\n\n".join(en), "zh_hans": "\n\n".join(zh), "zh_hant": None}
    yield {"id": "alone", "en": "Nothing else.", "zh_hans": None, "zh_hant": None}


def test_the_corpus_of_one_machine(spark, command, tmp_path):
    from trialign.spark import build, records

    documents = list(corpus(int(os.environ.get("TRIALIGN_DOCUMENTS", "300"))))
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    (tmp_path / "d.jsonl").write_text(lines, "utf-8")
    limits = ["--held-out", "150,150", "--min-confidence", "0.5", "--max-len-ratio", "8"]
    call = [command, "build", "--isolated", "d.jsonl", "-o", "out", *limits, "-q"]
    assert subprocess.run(call, cwd=tmp_path).returncode == 1  # one document is alone
    expected = {}
    for split in ("train", "dev", "test"):
        with open(tmp_path / "out" / f"{split}.tsv", encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                expected[row["bead_id"]] = {**row, "split": split}

    frame = spark.createDataFrame([tuple(d.values()) for d in documents], SCHEMA).repartition(5)
    done = records(frame)
    # An id that stands twice costs its second article alone.
    twice = done.where("article = 'article-7'").withColumn("value", done.value.substr(1, 1 << 20))
    config = {"build": {"min-confidence": 0.5, "max-len-ratio": 8}}
    killer = Killer((tmp_path / "work" / "exact" / "_SUCCESS").exists)  # half-way
    made = build(done.unionByName(twice), str(tmp_path / "work"), config=config, held_out=(150, 150))
    found = made.rows.collect()
    killer.join()
    assert killer.killed
    assert len(found) == len(expected) > 800
    number = lambda value, form: "" if value is None else format(value, form)  # noqa: E731
    for row in (row.asDict() for row in found):
        own = expected[row["bead_id"]]
        for name in ("confidence", "len_ratio", "num_overlap", "letters"):
            assert number(row[name], ".6f" if name == "confidence" else ".3f") == own[name]
        for name, value in row.items():
            if name not in ("confidence", "len_ratio", "num_overlap", "letters", "place"):
                text = "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)
                assert text == own[name], (name, row, own)
    every = " ".join(row["en_zh_hans"] for row in expected.values()).split()
    assert {"kept", "dup_exact", "dup_near", "leak"} <= set(every), set(every)
    assert {row.article: row.error[:7] for row in made.failed.collect()} == {"alone": "fewer t", "article-7": "another"}
    assert made.leak.count() == 0


def test_a_long_document_stops_no_other(spark):
    from trialign.spark import align

    long = ("long", "It rained on the hills of Oslo. " * 20_000, "奥斯陆的山上下了雨。" * 20_000, None)
    others = [(f"d{n}", f"It rained for {n} days.", f"下了{n}天雨。", None) for n in range(200)]
    unnamed = (None, "It snowed in Oslo.", "奥斯陆下雪了。", None)
    frame = spark.createDataFrame([*others[:100], long, *others[100:], unnamed], SCHEMA).repartition(8)
    counts = {row.article: row["count"] for row in align(frame).groupBy("article").count().collect()}
    assert len(counts) == 202 and counts["long"] > 1000
    assert sum(article.startswith("document-") for article in counts) == 1


def test_wrong_calls_are_named(spark):
    import trialign
    from trialign.spark import align, build

    frame = spark.createDataFrame([("a", "One.")], "id string, en string")
    with pytest.raises(trialign.TrialignError, match="at least two of the columns en, zh_hans, zh_hant"):
        align(frame)
    records = spark.createDataFrame([("{}",)], "value string")
    with pytest.raises(ValueError, match="min-confidence is 7"):
        build(records, "work", config={"build": {"min-confidence": 7}})
    with pytest.raises(ValueError, match="is not a pair"):
        build(records, "work", pairs=["en-fr"])
