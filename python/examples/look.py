"""How sure an alignment is, and what stands where: `python look.py EN ZH-HANS picture.png`, with matplotlib."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

import trialign


def look(en: Path, zh_hans: Path, picture: Path) -> None:
    done = trialign.Aligner().align(en=en.read_text("utf-8"), zh_hans=zh_hans.read_text("utf-8"))
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 5))
    confidences = [bead.confidence for bead in done.beads if bead.confidence is not None]
    left.hist(confidences, bins=20, range=(0, 1))
    left.set(title="Confidence", xlabel="probability that the bead is right", ylabel="beads")
    for bead in done.beads:
        rows, columns, _ = bead.indices
        shade = 0.15 + 0.85 * (bead.confidence or 0)
        right.plot([i for i in rows for _ in columns], list(columns) * len(rows), "s", color="C0", alpha=shade, markersize=4)
    right.set(title="Beads", xlabel="English sentence", ylabel="Chinese sentence")
    right.invert_yaxis()
    figure.tight_layout()
    figure.savefig(picture)
    print(f"{len(done)} beads, {sum(p >= 0.9 for p in confidences)} of them at 0.9 or more: {picture}")


if __name__ == "__main__":
    look(*map(Path, sys.argv[1:4]))
