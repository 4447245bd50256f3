"""Targets files: every key of the schema is read; what the reader needs is in the schema."""

import jsonschema_rs
import pytest

from partysurvey.errors import TargetsError
from partysurvey.sources.copying import record_lines
from partysurvey.sources.records import Grammar
from partysurvey.sources.targets import read_targets, targets_schema
from partysurvey.weighting.targets import Trim

EVERY_KEY = """\
partysurvey: targets/1
method: logit
margins:
  gender: {male: 0.5, 女: 0.5}
cells:
  questions: [stype, awards]
  targets:
    - {options: [E, No], target: 1}
totals: {age: 12345.5}
population: 6194
weight: pw
bounds: [0.3, 3]
trim: {low: 0.2, high: 5, strict: true}
missing: leave_out
"""


@pytest.fixture
def written(tmp_path):
    def file(text):
        (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "t.yaml"

    return file


def test_the_schema_is_a_schema():
    assert jsonschema_rs.meta.is_valid(dict(targets_schema()))


def test_every_key_is_read(written):
    targets = read_targets(written(EVERY_KEY))
    assert set(targets_schema()["properties"]) == {
        line.split(":")[0] for line in EVERY_KEY.splitlines() if line[0] != " "
    }
    assert targets.method == "logit"
    assert [margin.questions for margin in targets.margins] == [("gender",), ("stype", "awards")]
    assert [(row.options, row.target) for row in targets.margins[0].rows] == [(("male",), 0.5), (("女",), 0.5)]
    assert str(targets.margins[0].rows[1].place).endswith("t.yaml:4:23")
    assert [(row.options, row.target) for row in targets.margins[1].rows] == [(("E", "No"), 1)]
    assert [(total.question, total.total) for total in targets.totals] == [("age", 12345.5)]
    assert (targets.population, targets.weight, targets.bounds) == (6194, "pw", (0.3, 3))
    assert (targets.trim, targets.missing) == (Trim(0.2, 5, strict=True), "leave_out")


def test_option_codes_are_texts_whatever_they_look_like(written):
    targets = read_targets(written("partysurvey: targets/1\nmargins: {q: {yes: 0.5, 01: 0.5}}\n"))
    assert [row.options for row in targets.margins[0].rows] == [("yes",), ("01",)]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"- 1\n", b"x" * (2**20 + 1)], ids=range(4))
def test_files_that_are_no_targets(tmp_path, snapshot, content):
    (tmp_path / "t.yaml").write_bytes(content)
    with pytest.raises(TargetsError) as error:
        read_targets(tmp_path / "t.yaml")
    assert str(error.value).replace(f"{tmp_path}/", "") == snapshot


def test_a_missing_file(tmp_path, snapshot):
    with pytest.raises(TargetsError) as error:
        read_targets(tmp_path / "no.yaml")
    assert str(error.value).replace(f"{tmp_path}/", "") == snapshot


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a,b\nc,d\n", (b"a,b", b"c,d")),
        (b"a,b\r\nc,d", (b"a,b", b"c,d")),
        (b'a,"x\ny"\n\nc,d\n', (b'a,"x\ny"', b"c,d")),
        (b"a\rb\r", (b"a", b"b")),
        (b"", ()),
    ],
)
def test_lines_of_a_block(data, lines):
    assert record_lines(data, Grammar(b",")) == lines
