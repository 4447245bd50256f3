"""One table of many questions by several banners: the cells of the crosstabs, and what stands beside them."""

import json

import pytest
from every_number import STYLE, SURVEYS, analysis_of

from partysurvey.render.json_addresses import numbers_by_address
from partysurvey.report.addresses import address_text, cell_addresses
from partysurvey.report.banner_table import SMALL, Arrangement, banner_table
from partysurvey.report.document import HIDDEN


def table_of(survey, **arrangement):
    analysis = analysis_of(survey)
    parts = (analysis.estimates, analysis.questionnaire, analysis.accounting)
    return banner_table(*parts, STYLE, Arrangement(**arrangement))


def blocks_of(table):
    """The stubs of the rows by the question that heads them, with their roles."""
    found = {}
    for row in table.rows:
        if row.role == "question":
            found[row.stub] = []
        else:
            found[row.stub if not found else list(found)[-1]].append(row)
    return found


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_cell_is_the_number_at_its_address(survey):
    numbers = numbers_by_address(json.loads(analysis_of(survey).to_json(STYLE)))
    table, seen = table_of(survey), 0
    for place, row in enumerate(table.rows):
        for column, cell in enumerate(row.values):
            for address in cell_addresses(table, place, column):
                assert numbers.get(address) == (None if cell == HIDDEN else cell), address_text(address)
                seen += cell not in {None, HIDDEN}
    assert seen > 200


def test_the_columns_are_everybody_and_the_groups_beneath_their_banners():
    columns = [column for column in table_of("organ_cadres").columns if column.head]
    heads = dict.fromkeys((column.of.by, column.spanner) for column in columns)
    assert list(heads) == [
        (None, ""),
        ("part_time", "Full-time or part-time work"),
        ("rank", "Rank"),
    ]


def test_sorted_options_fall_and_nets_stay_beneath():
    for rows in blocks_of(table_of("organ_cadres", sort=True)).values():
        shares = [row.values[0] for row in rows if row.role == "option"]
        assert shares == sorted(shares, reverse=True)
        roles = [row.role for row in rows]
        assert roles == sorted(roles, key=["base", "option", "net", "statistic"].index)


def test_options_that_nobody_chose_are_left_out_on_request():
    everything = [row for row in table_of("organ_cadres").rows if row.role == "option"]
    chosen = [row for row in table_of("organ_cadres", hide_zeros=True).rows if row.role == "option"]
    assert chosen == [row for row in everything if row.values[0]]


def test_small_bases_are_marked_and_the_mark_is_explained():
    table = table_of("organ_cadres")
    for row in (row for row in table.rows if row.role == "base"):
        for column, mark in enumerate(row.values[1:], start=1):
            if table.columns[column].head == "" and isinstance(row.values[column - 1], int):
                assert (mark == SMALL) == (row.values[column - 1] < 30)
    assert any(SMALL in note for note in table.notes)
