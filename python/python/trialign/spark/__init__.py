"""Corpora on Spark: documents in, rows of a corpus out, the same as ``trialign build`` makes on one machine.

Needs ``pyspark`` and ``pyarrow`` on the driver and the executors, and this wheel. A document is aligned by itself, and what
is decided among rows is joined by key, so no row depends on how a data frame is partitioned, on executors that were lost or on
tasks that ran twice.

>>> from trialign.spark import build, records                          # doctest: +SKIP
>>> done = records(spark.read.json("documents.jsonl"))                 # doctest: +SKIP
>>> done.write.parquet("records")                                      # doctest: +SKIP
>>> rows = build(spark.read.parquet("records"), "work").rows           # doctest: +SKIP
>>> rows.write.partitionBy("split").parquet("corpus")                  # doctest: +SKIP
"""

from ._align import SCHEMA, align, records
from ._build import Corpus, build

__all__ = ["SCHEMA", "Corpus", "align", "build", "records"]
