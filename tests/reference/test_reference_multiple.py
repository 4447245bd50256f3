"""Multiple choices against R (01_frequencies.json: open.multiresponse.*)."""

import pytest
from reference_data import assert_close, columns, entries, estimates, multiple

ENTRIES = entries("01_frequencies.json", "open.multiresponse.")


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_percent_of_cases_and_of_responses(entry):
    expected = entry["result"]
    data = columns(entry["data"].removesuffix(".csv"))
    options = list(expected["count"])
    chosen = [
        tuple(name for name, tick in zip(options, row, strict=True) if tick == "Yes")
        for row in zip(*(data[name] for name in options), strict=True)
    ]
    weights = [float(w) for w in data["pw"]] if "weighted" in entry["id"] else None
    result = estimates([multiple("q", options)], {"q": chosen}, weights=weights).results[0]
    assert result.base.kind == "cases"
    assert_close(result.base.weighted, expected["respondents"], entry)
    for share in result.options:
        assert_close(share.weighted, expected["count"][share.option], entry)
        assert_close(share.share * 100, expected["pct_of_respondents"][share.option], entry)
        assert_close(share.share_of_responses * 100, expected["pct_of_responses"][share.option], entry)
