"""An archive of articles in Parquet, read by a Spark cluster, back as tables in Parquet.

    spark-submit examples/spark.py articles.parquet tables/

The articles have the columns `id`, `text` and `published`. Each executor needs
`pip install "es-comunicado[spark]"` and makes one pipeline per Python worker; so
the unit of work is a partition, and partitions of 2,000 to 10,000 articles keep
the second or two of starting below one percent.
"""

import sys

from pyspark.sql import DataFrame, SparkSession

from extractor.arrow import extract_batches, spark_schema

ARTICLES = 5_000
"""Articles of a partition."""
ENTITIES = ("organizations", "officials", "regions", "projects", "figures", "dates", "quotes")


def main(source: str, target: str) -> None:
    """Records of the articles, and a table of each of their fields."""
    spark = SparkSession.builder.appName("press releases").getOrCreate()
    # A record is some ten times its text: small batches bound what a worker holds.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    articles = spark.read.parquet(source).select("id", "text", "published")
    articles = articles.dropDuplicates(["text"])
    partitions = max(articles.count() // ARTICLES, spark.sparkContext.defaultParallelism)
    records = articles.repartition(partitions).mapInArrow(extract_batches, spark_schema())

    # The records are written first, so that the tables do not extract them again.
    records.write.mode("overwrite").parquet(f"{target}/records")
    records = spark.read.parquet(f"{target}/records")
    for name in ENTITIES:
        table(records, name).write.mode("overwrite").parquet(f"{target}/{name}")
    failed = records.where("error is not null").select("id", "error")
    failed.write.mode("overwrite").json(f"{target}/errors")
    spark.stop()


def table(records: DataFrame, name: str) -> DataFrame:
    """A row for each entry of a field, with the ids that `extractor batch` gives them."""
    exploded = records.where("error is null").selectExpr(
        "document_id", f"posexplode({name}) as (place, entry)"
    )
    return exploded.selectExpr(
        f"concat_ws('/', document_id, '{name}', place) as id", "document_id", "entry.*"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
