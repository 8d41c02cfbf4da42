import pytest

import trialign

pa = pytest.importorskip("pyarrow")


def batch(**columns):
    return pa.RecordBatch.from_pydict(columns)


def test_a_batch_gives_a_row_a_bead(aligner):
    out = aligner.map_batches(
        batch(
            id=["a", "b", None],
            en=["It rained. We stayed.", "Alone.", "It snows."],
            zh_hans=["下雨了。我们没走。", None, "下雪了。"],
        )
    )
    assert out.schema == trialign.schema()
    rows = out.to_pylist()
    assert [row["article"] for row in rows] == ["a", "a", "b", "line-3"]
    assert rows[1]["zh_hans"] == "我们没走。" and rows[1]["row"] == 2 and rows[1]["zh_hant"] is None
    assert rows[2]["bead_id"] is None and "fewer than two editions" in rows[2]["error"]


def test_bad_batches(aligner):
    assert aligner.map_batches(batch(id=pa.array([], pa.string()), en=pa.array([], pa.string()), zh_hant=pa.array([], pa.string()))).num_rows == 0
    with pytest.raises(trialign.TrialignError, match="the column en is double"):
        aligner.map_batches(batch(id=["a"], en=[1.5], zh_hans=["一。"]))
    with pytest.raises(trialign.TrialignError, match="at least two"):
        aligner.map_batches(batch(id=["a"], en=["One."]))
    paragraphs = batch(id=[5], en=[["One cat.", "Two dogs."]], zh_hant=[["一隻貓。", "兩隻狗。"]])
    assert len(aligner.map_batches(paragraphs)) == 2


def test_tables_of_an_alignment(aligner):
    done = aligner.align(en="It rained.", zh_hans="下雨了。")
    assert done.to_arrow().num_rows == 1
    pd = pytest.importorskip("pandas")
    frame = done.to_pandas()
    assert isinstance(frame, pd.DataFrame) and frame["en"][0] == "It rained."
