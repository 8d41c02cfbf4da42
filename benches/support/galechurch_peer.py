"""Aligns two files of one sentence a line with PyPI's galechurch: EN ZH OUT."""

import sys

import galechurch

en, zh = ([line.rstrip("\n") for line in open(path, encoding="utf-8")] for path in sys.argv[1:3])
# Its default is for languages of equal length. Despite its documentation the parameter is source over target:
# given the other way round it finds nothing at all.
ratio = len("".join(en).replace(" ", "")) / max(1, len("".join(zh).replace(" ", "")))
result = galechurch.align(en, zh, mean_xy=ratio)
with open(sys.argv[3], "w", encoding="utf-8") as out:
    out.writelines(line + "\n" for line in result.to_pharaoh_lines())
