import copy
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import trialign

EN = "It rained. We stayed at home."
HANS = "下雨了。我们待在家里。"
HANT = "下雨了。我們待在家裡。"


def test_beads(aligner):
    done = aligner.align(en=EN, zh_hans=HANS, zh_hant=HANT, id="rain")
    assert done.id == "rain" and len(done) == 2
    first = done.beads[0]
    assert (first.en, first.zh_hans, first.zh_hant) == ("It rained.", "下雨了。", "下雨了。")
    assert first.indices == ((0,), (0,), (0,)) and 0 <= first.confidence <= 1
    assert aligner.align(en=EN, zh_hans=HANS).beads[0].zh_hant is None
    assert done.segments["en"] == ["It rained.", "We stayed at home."]
    assert "version" not in done.to_dict() and done.to_dict()["article"] == "rain"


def test_sentences_that_are_cut_already(aligner):
    done = aligner.align(en=["It rained. We stayed."], zh_hans=["下雨了，", "我们没走。"], segmented=True)
    assert done.segments["en"] == ["It rained. We stayed."]
    assert sum(len(bead.indices[1]) for bead in done.beads) == 2


def test_what_is_wrong_is_said(aligner):
    with pytest.raises(trialign.AlignError, match="fewer than two editions"):
        aligner.align(en=EN)
    with pytest.raises(trialign.AlignError, match="^`en` is neither"):
        aligner.align(en=b"One.", zh_hans=HANS)
    with pytest.raises(trialign.AlignError):
        aligner.align(en="a\ud800b", zh_hans=HANS)
    with pytest.raises(ValueError, match="no-such-key"):
        trialign.Aligner(config={"no-such-key": 1})
    with pytest.raises(trialign.TrialignError):
        trialign.Aligner(weights="no/such/file.toml")
    faults = list(aligner.align_many([{"id": "a", "en": EN, "zh": 5}, {"id": "b", "en": EN, "zh-CN": HANS}]))
    assert [bool(done.error) for done in faults] == [True, False]


class Foreign:
    """What has no JSON."""

    def __str__(self):
        return "foreign"


def test_values_that_have_no_json_are_faults_of_their_document(aligner):
    both = {"en": EN, "zh": HANS}
    circle = {"id": "circle", **both}
    circle["itself"] = circle
    good = [
        circle,
        {"id": "meta", **both, "made": Foreign(), "more": {"n": float("inf")}, (1, 2): 3},
        {"id": Foreign(), **both},
        {"id": "nan", **both, "zh-Hant": float("nan")},  # as pandas has a missing text
    ]
    bad = [{"id": "bytes", "en": b"One.", "zh": HANS}, {"id": "set", "en": {EN}, "zh": HANS}, None, 5, "text", [EN], Foreign()]
    done = list(aligner.align_many([*good, *bad, {"id": "last", **both}]))
    assert [d.id for d in done[:4]] == ["circle", "meta", "foreign", "nan"]
    assert [bool(d.error) for d in done] == [False] * 4 + [True] * 7 + [False]
    assert "`en` is neither" in done[4].error


def test_rows_of_pandas_are_documents(aligner):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"id": [7, 8], "en": [EN, EN], "zh_hans": [HANS, None], "zh_hant": [pd.NA, HANT], "on": pd.Timestamp(0)})
    done = aligner.align_many(frame.to_dict("records"))
    assert [(d.id, sorted(d.segments), d.error) for d in done] == [
        ("7", ["en", "zh-Hans"], None),
        ("8", ["en", "zh-Hant"], None),
    ]
    assert len(aligner.align(en=frame["en"], zh_hant=pd.Series([HANT, HANT]).to_numpy())) == 4


def test_threads_are_bounded(aligner):
    for threads in (-1, 1025, 10**9):
        with pytest.raises(ValueError, match="threads"):
            list(aligner.align_many([{"en": EN, "zh": HANS}], threads=threads))
    with pytest.raises(ValueError, match="batch"):
        list(aligner.align_many([], batch=0))


def test_many_are_read_as_they_are_asked_for(aligner):
    taken = []

    def endless():
        while True:
            taken.append(len(taken))
            yield {"id": str(taken[-1]), "en": EN, "zh": HANS}

    stream = aligner.align_many(endless(), batch=8)
    assert [next(stream).id for _ in range(9)] == [str(n) for n in range(9)]
    assert len(taken) == 16


def test_segment_counts_characters():
    text = "😀 下雨了。我们没走。"
    assert [text[a:b].strip() for a, b in trialign.segment(text, "zh-Hans")] == ["😀 下雨了。", "我们没走。"]
    with pytest.raises(ValueError):
        trialign.segment(text, "de")


def test_read_and_check(aligner, tmp_path):
    done = aligner.align(en=EN, zh_hans=HANS)
    (tmp_path / "r.jsonl").write_text(json.dumps(done.to_dict()) + "\n", encoding="utf-8")
    assert [bead.en for bead in trialign.read(tmp_path / "r.jsonl")[0].beads] == [b.en for b in done.beads]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "en.txt").write_text("It cost 40 dollars.\n", encoding="utf-8")
    (tmp_path / "a" / "zh-Hans.txt").write_text("价格是90美元。\n", encoding="utf-8")
    report = trialign.check(tmp_path)
    assert report["findings"] and report["problems"] == [], report
    with pytest.raises(trialign.TrialignError, match="there is no rule 'C999'"):
        trialign.check(tmp_path, config={"check": {"rules": {"C999": "off"}}})
    with pytest.raises(trialign.TrialignError, match="no-such-file"):
        trialign.read(tmp_path / "no-such-file.tmx")
    done_again = trialign.read(tmp_path / "r.jsonl")[0]
    assert done_again.to_dict() == done.to_dict()
    (tmp_path / "r.jsonl").rename(tmp_path / "r.dat")
    assert trialign.read(tmp_path / "r.dat", format="jsonl")[0].to_dict() == done.to_dict()
    with pytest.raises(trialign.TrialignError, match="tells no format"):
        trialign.read(tmp_path / "r.dat")
    with pytest.raises(ValueError, match="doc"):
        trialign.read(tmp_path / "r.dat", format="doc")


def test_pickle_threads_and_fork(aligner):
    again = pickle.loads(pickle.dumps(copy.copy(aligner)))
    assert again.align(en=EN, zh_hans=HANS).to_dict() == aligner.align(en=EN, zh_hans=HANS).to_dict()
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(len(list(aligner.align_many([{"en": EN, "zh": HANS}] * 40)))))
        for _ in range(4)
    ]
    [thread.start() for thread in threads]
    [thread.join(120) for thread in threads]
    assert results == [40] * 4
    list(aligner.align_many([{"en": EN, "zh": HANS}] * 8, threads=4))
    child = os.fork()
    if child == 0:
        good = len(list(aligner.align_many([{"en": EN, "zh": HANS}] * 8, threads=4))) == 8
        os._exit(0 if good else 1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize(
    "work",
    [
        "list(aligner.align_many([{'en': 'It rained. ' * 40, 'zh': '下雨了。' * 40}] * 100000, batch=100000))",
        "aligner.align(en='It rained. ' * 60000, zh_hans='下雨了。' * 60000)",
    ],
)
def test_ctrl_c_is_heard(work):
    code = (
        "import trialign, sys\n"
        "aligner = trialign.Aligner()\n"
        "try:\n"
        "    print('ready', flush=True)\n"
        f"    {work}\n"
        "except KeyboardInterrupt:\n    sys.exit(7)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    process.stdout.readline()
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 7


def test_other_threads_go_on_meanwhile(aligner):
    stop, turns = threading.Event(), [0]

    def count():
        while not stop.is_set():
            turns[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    before = turns[0]
    aligner.align(en="It rained on the hills. " * 3000, zh_hans="山上下了雨。" * 3000)
    after = turns[0]
    stop.set()
    thread.join()
    assert after - before > 5


def test_an_aligner_whose_files_are_gone_says_so(aligner, tmp_path):
    with pytest.raises(trialign.TrialignError, match="no-such-vectors"):
        trialign.Aligner(vectors=tmp_path / "no-such-vectors.whl")
    weights = tmp_path / "w.toml"
    source = Path(__file__).parents[2] / "src" / "align" / "weights.toml"
    weights.write_bytes(source.read_bytes())
    packed = pickle.dumps(trialign.Aligner(weights=weights))
    assert pickle.loads(packed).align(en=EN, zh_hans=HANS).beads
    weights.unlink()
    with pytest.raises(trialign.TrialignError, match="w.toml"):
        pickle.loads(packed)


def test_the_example_draws(tmp_path):
    pytest.importorskip("matplotlib")
    root = Path(__file__).parents[2]
    article, picture = root / "corpus" / "the-weighbridge", tmp_path / "look.png"
    call = [sys.executable, root / "python" / "examples" / "look.py", article / "en.txt", article / "zh-Hans.txt", picture]
    assert "beads" in subprocess.run(call, check=True, capture_output=True, text=True).stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
