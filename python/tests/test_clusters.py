"""What docs/clusters.md shows runs, and gives what one machine gives. Skipped where a package is not installed."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "clusters.md"


def snippet(start):
    """The block of the page that begins so."""
    blocks = re.findall(r"^```(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (found,) = [block for block in blocks if block.startswith(start)]
    return found.split("\n", 1)[1]


@pytest.fixture
def desk(tmp_path, documents, command):
    """A folder with documents in one file and in eight, and the records of one machine."""
    some = [document for document in documents[:300] if "zh-Hans" in document]
    lines = [json.dumps(document, ensure_ascii=False) + "\n" for document in some]
    (tmp_path / "documents.jsonl").write_text("".join(lines), "utf-8")
    (tmp_path / "documents").mkdir()
    for part in range(8):
        (tmp_path / "documents" / f"{part}.jsonl").write_text("".join(lines[part::8]), "utf-8")
    done = subprocess.run(
        [command, "stream", "--isolated"], input="".join(lines).encode(), capture_output=True, check=True
    )
    tmp_path.joinpath("one.jsonl").write_bytes(done.stdout)
    return tmp_path


def run(call, desk, **more):
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(call, cwd=desk, env={**env, **more}, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def script(name, desk):
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed")
    return script_of(name, desk)


def records(paths):
    return sorted(line for path in paths for line in path.read_bytes().splitlines())


def test_an_array_of_slurm_and_the_merge(desk, command):
    desk.joinpath("job.sh").write_text(snippet("sh\n#!/bin/sh\n#SBATCH"), "utf-8")
    for part in "312":
        run(["sh", "job.sh"], desk, SLURM_ARRAY_TASK_ID=part, SLURM_ARRAY_TASK_COUNT="3")
    merge = [command, "build", "--isolated", "--merge", *[f"part-{part}" for part in (1, 2, 3)], "-o", "merged", "-f", "parquet"]
    run(merge, desk)
    run([command, "build", "--isolated", "documents.jsonl", "-o", "whole", "-f", "parquet"], desk)
    for path in (desk / "whole").rglob("*"):
        if path.is_file() and path.suffix in (".tsv", ".parquet"):
            assert path.read_bytes() == (desk / "merged" / path.relative_to(desk / "whole")).read_bytes(), path


def test_gnu_parallel(desk):
    if shutil.which("parallel") is None:
        pytest.skip("GNU parallel is not installed")
    run(["sh", "-ec", snippet("sh\nseq 8")], desk)
    assert (desk / "corpus" / "train.tsv").is_file()
    shutil.rmtree(desk / "corpus")
    run(["sh", "-ec", snippet("sh\nparallel --pipe")], desk)
    assert records([desk / "records.jsonl"]) == records([desk / "one.jsonl"])


def test_datatrove(desk):
    script("datatrove", desk)
    assert records((desk / "records").glob("*.jsonl")) == records([desk / "one.jsonl"])


def test_ray(desk):
    # A column has one type: paragraphs as one text.
    for path in (desk / "documents").iterdir():
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        plain = [{key: "\n\n".join(own) if isinstance(own, list) else own for key, own in line.items()} for line in lines]
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in plain), "utf-8")
    script("ray", desk)
    import pyarrow.parquet as pq

    ids = pq.read_table(desk / "rows").column("bead_id").to_pylist()
    one = [bead["id"] for line in (desk / "one.jsonl").open(encoding="utf-8") for bead in json.loads(line)["beads"]]
    assert sorted(ids) == sorted(one)


def test_spark(desk):
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("pyspark or java is not installed")
    assert "0 articles failed, 0 sides leak" in script_of("spark", desk)
    assert any((desk / "corpus").rglob("*.parquet"))


def script_of(name, desk):
    desk.joinpath("snippet.py").write_text(snippet(f"python {name}\n"), "utf-8")
    return run([sys.executable, "snippet.py"], desk)
