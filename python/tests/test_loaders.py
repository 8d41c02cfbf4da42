"""What pandas and `datasets` make of a corpus, by the lines that docs/corpora.md gives."""

import json
import re
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("pandas")
PAGE = Path(__file__).parents[2] / "docs" / "corpora.md"
# Each would be read as something else by a reader that is not told.
ROWS = [
    ('She said "no" and left.', "她说“不”，然后走了。"),
    ('"Opened here, and never closed', "“开了头，没有收尾"),
    ("NA", "无数据"),
    ("null", "空值"),
    ("# This is no comment.", "#这不是注释。"),
    ("A back\\slash and a \\t", "反斜线\\和\\t"),
    ("A tab\there, a break\rthere", "这里有制表符\t，那里有换行\r"),
    ("1,5 or 2;5", "1,5或2;5"),
    ("True", "真"),
    ("A line\u2028within and\u0085one more", "其中有一行\u2028还有一行\u0085"),
]


@pytest.fixture
def corpus(tmp_path, command, monkeypatch):
    """A folder with a corpus of one row an article, and the place of the program that makes it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    lines = [{"id": f"d{n}", "segmented": True, "en": [en], "zh-Hans": [zh]} for n, (en, zh) in enumerate(ROWS)]
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    def build(*more):
        call = [command, "build", "--isolated", "d.jsonl", "-o", "corpus", "--min-confidence", "0", "-q", *more]
        subprocess.run(call, check=True, capture_output=True)
        with open("corpus/train.tsv", encoding="utf-8", newline="") as table:
            return [line.rstrip("\n").split("\t") for line in table][1:]

    return build


def test_the_table_as_the_page_says(corpus, tmp_path):
    (block,) = re.findall(r"^```python\n(import csv.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    cells = corpus("--min-words", "0")
    assert len(cells) == len(ROWS) and cells[2][2:4] == list(ROWS[2]) and {len(row) for row in cells} == {22}
    if_there = pytest.importorskip("datasets")
    if_there.config.HF_DATASETS_CACHE = tmp_path / "cache"
    names: dict = {}
    exec(block, names)  # noqa: S102
    rows, table = names["rows"], names["table"]["train"]
    for column, at in (("en", 2), ("zh_hans", 3)):
        assert list(rows[column]) == list(table[column]) == [row[at] for row in cells]
    assert [f"{p:.6f}" for p in rows["confidence"]] == [row[5] for row in cells]


@pytest.mark.parametrize("formats", [(), ("-f", "jsonl"), ("-f", "parquet"), ("-f", "parquet,jsonl,moses,tmx")])
def test_a_loader_finds_kept_rows_alone(corpus, tmp_path, formats):
    datasets = pytest.importorskip("datasets")
    cells = corpus(*formats)  # Rows of one word are taken out.
    kept = [row for row in cells if row[-1] == ""]
    assert 0 < len(kept) < len(cells)
    found = datasets.load_dataset("corpus", cache_dir=str(tmp_path / "cache"))
    assert list(found) == ["train"]  # There is no dev and no test, and the card names none.
    texts = [row["translation"]["en"] if "translation" in row else row["en"] for row in found["train"]]
    assert texts == [row[2] for row in kept]


def test_parquet_and_lines_by_pandas(corpus):
    import pandas as pd

    kept = [row for row in corpus("-f", "parquet,jsonl") if row[-1] == ""]
    lines = pd.read_json("corpus/train.jsonl", lines=True, dtype=False)
    assert [list(row) for row in lines[["id", "en", "zh-Hans"]].to_numpy()] == [[row[0], *row[2:4]] for row in kept]
    parquet = pd.read_parquet("corpus/data/train-00000-of-00001.parquet")
    assert [texts["en"] for texts in parquet["translation"]] == [row[2] for row in kept]
