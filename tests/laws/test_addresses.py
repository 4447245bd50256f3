"""Every number of a document is the number that stands at its address in results.json."""

import json
from itertools import pairwise

import pytest
from every_number import STYLE, SURVEYS, analysis_of, document_of, every_number
from hand_results import ACCOUNTING, ESTIMATES, PROVENANCE, QUESTIONNAIRE

from partysurvey.render.json_addresses import numbers_by_address
from partysurvey.render.json_results import results_content
from partysurvey.report.addresses import address_text, addressed_texts, cell_addresses
from partysurvey.report.building import build_document
from partysurvey.report.document import HIDDEN, Address, Sentence, Table


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_cell_is_the_number_at_its_address(survey):
    numbers = numbers_by_address(json.loads(analysis_of(survey).to_json(STYLE)))
    seen = 0
    for table in (block for block in document_of(survey).blocks if isinstance(block, Table)):
        for place, row in enumerate(table.rows):
            for column, cell in enumerate(row.values):
                cells = cell if isinstance(cell, tuple) else (cell,)
                addresses = cell_addresses(table, place, column)
                is_number = not isinstance(cell, str) or cell == HIDDEN
                assert len(addresses) == len(cells) * (is_number and table.columns[column].role != "bar")
                for address, value in zip(addresses, cells, strict=False):
                    held = numbers.get(address)  # statistics of nobody are null as a whole
                    assert held == (None if value == HIDDEN else value), address_text(address)
                    seen += 1
    assert seen > 300


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_number_in_a_sentence_is_the_number_at_its_address(survey):
    numbers = numbers_by_address(json.loads(analysis_of(survey).to_json(STYLE)))
    figures = [
        part
        for block in document_of(survey).blocks
        if isinstance(block, Sentence)
        for part in block.parts
        if not isinstance(part, str) and part.address.stat != "difference"  # of two cells
    ]
    assert len(figures) > 40
    assert [address_text(part.address) for part in figures if numbers[part.address] != part.value] == []


def test_hand_counted_numbers_have_these_addresses_and_texts():
    # 50 cadres: 38 basically familiar, 76 %; part-time: 30; see hand_results.py
    document = build_document(ESTIMATES, QUESTIONNAIRE, ACCOUNTING)
    texts = dict(addressed_texts(document))
    assert texts[Address("familiarity", option="basically_familiar", stat="n")] == "38"
    assert texts[Address("familiarity", option="basically_familiar")] == "76.0%"
    assert texts[Address("familiarity", stat="base")] == "50"
    numbers = numbers_by_address(json.loads(json.dumps(results_content(ESTIMATES, ACCOUNTING, PROVENANCE))))
    assert numbers[Address("familiarity", option="basically_familiar")] == 0.76
    assert numbers[Address("age", stat="mean")] == 42


def test_two_cells_of_a_table_never_share_an_address():
    for table in (block for block in document_of().blocks if isinstance(block, Table)):
        places = [(row, column) for row in range(len(table.rows)) for column in range(len(table.columns))]
        addresses = sorted(address_text(each) for place in places for each in cell_addresses(table, *place))
        assert [one for one, next_ in pairwise(addresses) if one == next_] == []


def test_every_number_has_its_text():
    numbers = every_number(document_of())
    assert len(numbers) > 1000
    assert all(text for _, text in numbers)
