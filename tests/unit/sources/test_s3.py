"""Parquet in a bucket: of a server on this machine that speaks S3, filled through another library."""

import pickle

import postgres_server
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partysurvey.errors import SourceError
from partysurvey.sources.portions import portions
from partysurvey.sources.urls import open_url

ROWS = [(place, "很熟悉" if place % 3 else "NA") for place in range(1000)]


@pytest.fixture(scope="module")
def bucket():
    """The address of a folder of two files; the key and the secret are those of the environment."""
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "analyst")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "s3cret/word")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        port = postgres_server.free_port()
        place = f"127.0.0.1:{port}"
        running = server.ThreadedMotoServer("127.0.0.1", port, verbose=False)
        running.start()
        try:
            storage = boto3.client("s3", endpoint_url=f"http://{place}", region_name="us-east-1")
            storage.create_bucket(Bucket="surveys")
            for number, half in enumerate((ROWS[:500], ROWS[500:])):
                written = pa.BufferOutputStream()
                pq.write_table(
                    pa.table(dict(zip(("id", "familiarity"), zip(*half, strict=True), strict=True))), written
                )
                body = written.getvalue().to_pybytes()
                storage.put_object(Bucket="surveys", Key=f"2026/part-{number}.parquet", Body=body)
            yield f"s3://surveys/2026?endpoint_override={place}&scheme=http&region=us-east-1"
        finally:
            running.stop()


def rows_of(batches):
    return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]


def test_a_bucket_is_read_as_a_folder(bucket):
    source = open_url([bucket], None, remote=True)
    assert source.info.file == "s3://surveys/2026"
    assert source.info.rows == len(ROWS)
    assert rows_of(source.batches(["id", "familiarity"])) == ROWS
    sent = [pickle.loads(pickle.dumps(portion)) for portion in portions(source)]  # noqa: S301  # our own
    assert [portion.rows for portion in sent] == [500, 500]
    assert [row for portion in sent for row in rows_of(portion.batches(["id", "familiarity"]))] == ROWS


def test_what_is_not_there_is_named_without_secrets(bucket):
    keyed = bucket.replace("s3://", "s3://analyst:s3cret%2Fword@")
    with pytest.raises(SourceError) as caught:
        open_url([keyed.replace("2026", "1999")], None, remote=True)
    assert "s3://surveys/1999" in str(caught.value)
    assert "s3cret" not in str(caught.value)
