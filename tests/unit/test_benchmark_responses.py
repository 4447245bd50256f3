"""The responses of the benchmarks: the same bytes on every run, and what they are said to hold."""

import csv

import pytest


@pytest.fixture(scope="module")
def responses(benchmark):
    return benchmark("responses")


def test_two_runs_write_the_same_bytes(responses, tmp_path):
    for name in ("one", "other"):
        responses.write_responses(tmp_path / name, 3000, "csv")
    assert (tmp_path / "one/responses_3000.csv").read_bytes() == (tmp_path / "other/responses_3000.csv").read_bytes()


def test_other_encodings_hold_the_same_text(responses, tmp_path):
    texts = {
        form: responses.write_responses(tmp_path, 500, form).read_bytes().decode(encoding)
        for form, encoding in (("csv", "utf-8"), ("gb18030", "gb18030"))
    }
    assert texts["csv"] == texts["gb18030"]


def test_twenty_columns_thirty_strata_six_hundred_psus_and_line_breaks(responses, tmp_path):
    path = responses.write_responses(tmp_path, 20_000, "csv")
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert (len(header), len(rows)) == (20, 20_000)
    column = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    units = set(zip(column["层"], column["初级抽样单位"], strict=True))
    assert (len(set(column["层"])), len(units), len({psu for _, psu in units})) == (30, 600, 600)
    broken = [text for text in column["您的建议"] if "\n" in text]
    assert 0.002 < len(broken) / len(rows) < 0.004
    assert all('"' in text and "," in text for text in broken)
    assert any("┋" in text for text in column["您了解政策的渠道（可多选）"])
