"""Arrow batches in and out, and the same inside a real local Spark."""

import importlib.util
import os
import shutil
import sys
from datetime import date, datetime
from functools import partial

import pytest

from extractor.errors import SourceError

pa = pytest.importorskip("pyarrow")

from extractor.arrow import ROWS, extract_batches, schema  # noqa: E402
from extractor.records import PressRelease  # noqa: E402

TEXT = "Lima, 3 de mayo de 2024.- La ministra Ana Pérez entregó {} casas en Cusco ayer."
extract = partial(extract_batches, statistics=False)


def rows(n):
    return {
        "id": [f"d{i}" for i in range(n)],
        "text": [TEXT.format(i + 2) for i in range(n)],
        "published": [date(2024, 5, 1 + i % 28) for i in range(n)],
    }


def test_batches():
    n = 2 * ROWS + 3
    found = list(extract([pa.record_batch(rows(n)), pa.record_batch(rows(1))]))
    assert [batch.num_rows for batch in found] == [ROWS, ROWS, 3, 1]
    assert all(batch.schema.equals(schema(), check_metadata=True) for batch in found)
    for i, row in enumerate(pa.Table.from_batches(found[:3]).to_pylist()):
        assert row.pop("id") == f"d{i}"
        assert row.pop("error") is None
        assert row.pop("document_id")
        record = PressRelease.model_validate(row)
        assert record.source == f"d{i}"
        assert record.published == date(2024, 5, 1 + i % 28)


def test_the_record_is_that_of_the_extractor():
    from extractor import Extractor

    given = rows(1)
    table = extract(pa.table(given))
    assert isinstance(table, pa.Table)
    (row,) = table.to_pylist()
    for name in ("id", "error", "document_id"):
        row.pop(name)
    expected = next(
        Extractor(statistics=False).pipe(
            [(given["text"][0], {"published": given["published"][0], "source": "d0"})],
            as_tuples=True,
        )
    )[0]
    assert PressRelease.model_validate(row) == expected


def test_rows_that_fail_stay_rows():
    batch = pa.record_batch({"text": pa.array([None, " ", TEXT.format(3)])})
    first, second, third = next(extract([batch])).to_pylist()
    assert first["error"] == second["error"] == "is empty"
    assert first["text"] is None
    assert third["error"] is None
    assert third["text"]


def test_columns_and_dates():
    when = [datetime(2024, 5, 3, 10), None, None]
    batch = pa.record_batch(
        {"cuerpo": [TEXT.format(i) for i in (2, 3, 4)], "clave": [1, 2, 3], "dia": when}
    )
    options = {"text_column": "cuerpo", "id_column": "clave", "date_column": "dia"}
    found = next(extract([batch], **options)).to_pylist()
    assert [row["id"] for row in found] == ["1", "2", "3"]
    assert found[0]["published"] == date(2024, 5, 3)
    with pytest.raises(SourceError, match="no column 'text'"):
        list(extract([batch]))
    with pytest.raises(SourceError, match="no column 'fecha'"):
        list(extract([batch], text_column="cuerpo", date_column="fecha"))
    assert list(extract([batch.slice(0, 0)], text_column="cuerpo")) == []


def test_nothing_is_remembered_between_calls():
    batch = pa.record_batch(rows(3))
    assert next(extract([batch])).equals(next(extract([batch])))


@pytest.fixture(scope="module")
def spark():
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("needs the extra spark and Java")
    import warnings

    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
            .getOrCreate()
        )
        yield session
        session.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark(spark):
    from extractor.arrow import spark_schema

    n = 150
    given = rows(n)
    frame = spark.createDataFrame(
        list(zip(given["id"], given["text"], given["published"], strict=True)),
        "id string, text string, published date",
    ).repartition(3)
    found = frame.mapInArrow(extract, spark_schema()).cache()
    assert found.count() == n
    regions = found.selectExpr("id", "explode(regions) as r").selectExpr("id", "r.name", "r.code")
    assert regions.where("name = 'Cusco'").count() == n
    expected = {row["id"]: row for row in extract(pa.table(given)).to_pylist()}
    for row in found.collect():
        assert row.asDict(recursive=True) == expected[row["id"]]


@pytest.mark.filterwarnings("ignore")
def test_ray():
    if importlib.util.find_spec("ray") is None:
        pytest.skip("needs ray")
    import ray

    ray.init(num_cpus=1, include_dashboard=False)
    try:
        data = ray.data.from_arrow(pa.table(rows(5)))
        found = data.map_batches(extract, batch_format="pyarrow").take_all()
    finally:
        ray.shutdown()
    assert len(found) == 5
