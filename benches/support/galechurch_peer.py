"""Aligns two files of one sentence a line with PyPI's galechurch, as it comes: EN ZH OUT."""

import sys

import galechurch

en, zh = ([line.rstrip("\n") for line in open(path, encoding="utf-8")] for path in sys.argv[1:3])
result = galechurch.align(en, zh)
with open(sys.argv[3], "w", encoding="utf-8") as out:
    out.writelines(line + "\n" for line in result.to_pharaoh_lines())
