"""The fast writer of indented JSON against the standard library's."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.render.json_text import json_text

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
contents = st.dictionaries(
    st.text(),
    st.recursive(scalars, lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner)),
)


@given(contents)
def test_the_text_is_that_of_the_standard_library(content):
    assert json_text(content) == json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="Out of range float values are not JSON compliant"):
        json_text({"share": {"se": number}})
