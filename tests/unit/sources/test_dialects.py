"""Which dialect a file is taken for, and what can be said otherwise."""

from pathlib import Path

import platform_exports as exports
import pytest

from partysurvey.errors import RequestError
from partysurvey.sources.dialects.catalogue import DIALECTS
from partysurvey.sources.dialects.identification import Head, identified
from partysurvey.sources.opening import open_source
from partysurvey.survey.column import Role

PEOPLE = exports.people(12)
ROOT = Path(__file__).parents[3]


def found(rows, file="answers.csv"):
    dialect = identified(Head(file, rows))
    return dialect and dialect.name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("1_按序号_x_3_3.xlsx", "wenjuanxing_code"),
        ("1_按分数_x_3_3.xlsx", "wenjuanxing_score"),
        ("a.csv", "wenjuanxing_score"),
    ],
)
def test_scores_are_known_by_their_total_or_by_the_name_of_the_file(file, name):
    assert found(exports.wenjuanxing_score(PEOPLE), file) == name


def test_numbers_that_do_not_add_up_are_places_of_options():
    assert found(exports.wenjuanxing_code(PEOPLE, total=True)) == "wenjuanxing_code"


@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (exports.wenjuanxing_text, "wenjuanxing_text"),
        (exports.wenjuanxing_code, "wenjuanxing_code"),
        (exports.tengxun, "tengxun"),
        (exports.jinshuju, "jinshuju"),
        (exports.qualtrics, "qualtrics"),
        (exports.limesurvey, "limesurvey_code"),
        (exports.kobo, "kobo"),
        (exports.redcap, "redcap_raw"),
    ],
)
def test_few_people_are_enough_to_know_the_platform(rows, name, n):
    assert found(rows(PEOPLE[:n])) == name


@pytest.mark.parametrize("rows", [exports.wenjuanxing_text, exports.tengxun, exports.google, exports.redcap])
def test_the_order_of_the_columns_and_one_more_make_no_difference(rows):
    table = [[*row[::-1], "一列" if place == 0 else "x"] for place, row in enumerate(rows(PEOPLE))]
    assert found(table) == found(rows(PEOPLE))


def test_plain_tables_have_no_dialect():
    assert found([["id", "性别", "意见"], ["1", "男", "NA"]]) is None
    assert found([["Timestamp", "value"], ["noon", "3"]]) is None


def test_two_dialects_that_claim_one_file_are_named(snapshot):
    wjx, redcap = exports.wenjuanxing_text(PEOPLE), exports.redcap(PEOPLE)
    with pytest.raises(RequestError) as raised:
        found([[*one, *other] for one, other in zip(wjx, redcap, strict=True)])
    assert str(raised.value) == snapshot


def test_a_dialect_that_does_not_exist_is_refused(tmp_path, snapshot):
    path = tmp_path / "a.csv"
    path.write_bytes(exports.csv_bytes([["a"], ["1"]]))
    with pytest.raises(RequestError) as raised:
        open_source(path, dialect="wenjuanxing_txt")
    assert str(raised.value) == snapshot


def test_a_dialect_can_be_chosen_and_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(exports.csv_bytes(exports.wenjuanxing_score(PEOPLE)))
    assert open_source(path).info.dialect == "wenjuanxing_score"
    assert open_source(path, dialect="wenjuanxing_code").info.dialect == "wenjuanxing_code"
    assert open_source(path, dialect="none").info.dialect is None


def test_roles_are_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(exports.csv_bytes(exports.tengxun(PEOPLE)))
    roles = {column.name: column.role for column in open_source(path).columns}
    assert roles["编号"] is Role.METADATA
    assert roles["IP"] is roles["昵称"] is roles["用户标识"] is Role.PERSONAL
    assert roles["3.希望参加的培训:其他____{fillblank-8a3c}[选项填空]"] is Role.FILL_IN
    assert roles["1.您的性别"] is None


def test_every_dialect_stands_on_its_page():
    page = (ROOT / "docs" / "dialects.md").read_text("utf-8")
    assert [dialect.name for dialect in DIALECTS if f"`{dialect.name}`" not in page] == []
