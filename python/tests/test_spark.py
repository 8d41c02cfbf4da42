"""On a real cluster of two executors: one is killed half-way, and the rows are those of one machine."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")


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


def test_the_rows_of_one_machine(spark, aligner, documents):
    from trialign.spark import align, records

    rows = []
    for document in documents[:400]:
        text = lambda edition: "\n\n".join(t) if isinstance(t := document.get(edition), list) else t  # noqa: E731
        rows.append((str(document["id"]), text("en"), text("zh-Hans"), text("zh-Hant")))
    frame = spark.createDataFrame(rows, "id string, en string, zh_hans string, zh_hant string").repartition(16)
    one = [
        (bead.id, bead.en, bead.confidence)
        for done in aligner.align_many(
            {"id": row[0], "en": row[1], "zh_hans": row[2], "zh_hant": row[3]} for row in rows
        )
        for bead in done.beads
    ]
    mine = set(executors())

    def kill():
        time.sleep(3)
        for pid in list(set(executors()) & mine)[:1]:
            os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = align(frame).collect()
    killer.join()
    assert sorted((r.bead_id, r.en, r.confidence) for r in found if r.bead_id) == sorted(one)
    assert {r.article for r in found if r.error} == {str(d["id"]) for d in documents[:400] if "zh-Hans" not in d}
    assert records(frame.repartition(3)).count() == 400
