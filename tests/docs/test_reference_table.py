"""The comparison with R at the end of docs/statistics.md: nothing is left out.

That it is what a run gives, and that every entry that is not optional is in it, `docs/generate.py --check` finds.
"""

from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest
from reference_data import DISAGREEING, disagreement, entries_by_id
from reference_table import GROUPS, group_of

ROOT = Path(__file__).parents[2]
ENTRIES = entries_by_id()


def test_every_entry_belongs_to_a_group_and_every_group_has_entries():
    assert {group_of(name) for name in ENTRIES} == set(GROUPS)


def test_an_entry_of_no_group_is_an_error():
    with pytest.raises(LookupError, match=r"no group in docs/reference_table.py for the reference entry open.new"):
        group_of("open.new")


@pytest.mark.parametrize("name", sorted({name for group in GROUPS for name in group.estimators.split()}))
def test_estimators_are_what_they_are_called(name):
    """Parts that begin with a capital or are no module are names within the module before them."""
    package, module, *rest = name.split(".")
    found = import_module(f"partysurvey.{package}.{module}")
    assert reduce(part, rest, found) is not None


def part(whole, name):
    return getattr(whole, name, None) or import_module(f"{whole.__name__}.{name}")


def test_every_disagreement_is_about_an_entry():
    about = {disagreement(name) for name in ENTRIES} - {None}
    assert about == set(DISAGREEING.values())
