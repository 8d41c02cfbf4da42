import re

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


def test_batches_of_many_kinds(aligner):
    nothing = pa.array([], pa.string())
    assert aligner.map_batches(batch(id=nothing, en=nothing, zh_hant=nothing)).num_rows == 0
    nulls = pa.array([None, None])
    refused = aligner.map_batches(batch(id=["a", "b"], en=nulls, zh_hans=nulls)).to_pylist()
    assert [row["article"] for row in refused] == ["a", "b"] and all(row["error"] for row in refused)
    paragraphs = batch(id=[5], en=[["One cat.", "Two dogs."]], zh_hant=[["一隻貓。", "兩隻狗。"]])
    assert len(aligner.map_batches(paragraphs)) == 2
    assert aligner.map_batches(batch(**{"id": ["a"], "en": ["One cat."], "zh-Hant": ["一隻貓。"]})).num_rows == 1
    large = pa.array(["One cat."], pa.large_string())
    coded = pa.array(["一只猫。"]).dictionary_encode()
    listed = pa.array([["One cat."]], pa.list_view(pa.string())) if hasattr(pa, "list_view") else pa.array([["One cat."]])
    assert aligner.map_batches(batch(id=["a"], en=listed, zh_hans=coded)).num_rows == 1
    assert aligner.map_batches(batch(id=["a"], en=large, zh_hans=coded)).num_rows == 1


def test_columns_by_other_names(aligner):
    for name, text, edition in [("zh", "我們說過這裡會變慢。", "zh_hant"), ("zh-CN", "一只猫。", "zh_hans"), ("zho_Hant", "一隻貓。", "zh_hant")]:
        (row,) = aligner.map_batches(batch(ID=["a"], eng_Latn=["One cat."], zh_title=[5], **{name: [text]})).to_pylist()
        assert row[edition] == text and row["en"] == "One cat.", row
    both = batch(id=["a"], en=["One cat."], zh=["一只猫。"], zh_cn=["一只猫。"])
    assert "are both zh-Hans" in aligner.map_batches(both).to_pylist()[0]["error"]


@pytest.mark.parametrize(
    "columns, message",
    [
        ({"id": ["a"], "en": [1.5], "zh_hans": ["一。"]}, "the column en is double"),
        ({"id": ["a"], "en": [b"One."], "zh_hans": ["一。"]}, "the column en is binary"),
        ({"id": [["a"]], "en": ["One."], "zh_hans": ["一。"]}, "the column id is list"),
        ({"id": ["a"], "en": [[1, 2]], "zh_hans": ["一。"]}, "the column en is list<item: int64>"),
        ({"id": ["a"], "en": ["One."]}, "at least two of the columns"),
        ({"id": ["a"], "english_text": ["One."], "chinese": ["一。"]}, "there are: id, english_text, chinese"),
        ({}, "there are: none"),
        ({"en": ["One."], "zh-Hans": ["一。"], "zh_hans": ["一。"]}, "zh-Hans and zh_hans mean the same"),
    ],
)
def test_wrong_batches_are_named(aligner, columns, message):
    with pytest.raises(trialign.TrialignError, match=re.escape(message)):
        aligner.map_batches(batch(**columns))
    with pytest.raises(TypeError):
        aligner.map_batches([columns])


def test_a_document_of_ten_megabytes_stops_no_other(aligner):
    en, zh = "It rained on the hills. " * 420_000, "山上下了雨。" * 420_000
    assert len(en) > 10_000_000
    done = aligner.map_batches(batch(id=["large", "small"], en=[en, "It snows."], zh_hans=[zh, "下雪了。"]))
    assert [bool(row["error"]) for row in done.to_pylist()] == [True, False]


def test_the_arrow_interface_is_enough(aligner):
    class Foreign:
        """What a library other than pyarrow hands over."""

        def __init__(self, own):
            self.own = own

        def __arrow_c_array__(self, requested_schema=None):
            return self.own.__arrow_c_array__(requested_schema)

    assert aligner.map_batches(Foreign(batch(id=["a"], en=["It rained."], zh_hans=["下雨了。"]))).num_rows == 1


def test_tables_of_an_alignment(aligner):
    done = aligner.align(en="It rained.", zh_hans="下雨了。")
    assert done.to_arrow().num_rows == 1
    pd = pytest.importorskip("pandas")
    frame = done.to_pandas()
    assert isinstance(frame, pd.DataFrame) and frame["en"][0] == "It rained."
