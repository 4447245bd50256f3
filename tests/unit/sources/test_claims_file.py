"""Claims files: what they say, what is wrong with them, and that drafts are read back."""

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from partysurvey.audit.claim import BaseCandidate, BaseReason, Claim, ClaimKind, Claims, Hedge, Span
from partysurvey.errors import ClaimsError
from partysurvey.sources.claims import read_claims
from partysurvey.sources.claims_writing import claims_yaml

FAULTY = """\
partysurvey: claims/1
claims:
  - {id: a, value: 42.9}
  - {id: a, value: 42,9}
  - {id: b, vaule: 3, base: none}
  - {id: c, kind: percentage, value: 3}
"""
CONTRADICTORY = """\
partysurvey: claims/1
claims:
  - {id: share, value: 42.9, part_of: totl}
  - {id: total, status: published}
  - {id: share, value: 30, upper: 20, option: "yes"}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faulty", FAULTY),
        ("contradictory", CONTRADICTORY),
        ("empty", ""),
        ("no_yaml", "claims: ["),
        ("a_list", "- 1\n- 2\n"),
        ("deep", "[" * 1000),
        ("bomb", "claims: &a [x, x]\nb: [*a, *a]\n" * 2),
    ],
)
def test_faults(name, text, tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ClaimsError) as error:
        read_claims(path.relative_to(tmp_path))
    assert str(error.value) == snapshot


def test_the_digits_are_those_that_were_written(tmp_path):
    path = tmp_path / "claims.yaml"
    entries = "{id: a, value: 42.90, unit: '%'}, {id: b, value: 45.5, statistic: mean, base: [68, 237]}, {id: c, status: masked}"
    path.write_text(f"partysurvey: claims/1\ndata: ../x.csv\nclaims: [{entries}]", "utf-8")
    file = read_claims(path)
    first, second, third = file.claims.claims
    assert (first.kind, first.value, first.digits) == (ClaimKind.PERCENT, Decimal("42.90"), 2)
    assert (second.kind, second.bases) == (
        ClaimKind.MEAN,
        (BaseCandidate(68, BaseReason.CLAIMED), BaseCandidate(237, BaseReason.CLAIMED)),
    )
    assert third.value is None
    assert file.data == tmp_path.parent / "x.csv"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12).map(
    lambda text: " ".join(text.split())
)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
CLAIMS = st.builds(
    Claim,
    id=NAMES,
    kind=st.sampled_from(ClaimKind),
    value=st.none() | st.decimals(-1000, 1000, places=2),
    digits=st.integers(-3, 4),
    hedge=st.sampled_from(Hedge),
    unit=st.none() | TEXTS.filter(bool),
    span=st.none() | st.builds(Span, st.just(0), st.just(0), st.integers(1, 99), st.integers(1, 99)),
    text=TEXTS.filter(bool),
    sentence=TEXTS,
    bases=st.lists(st.integers(1, 10**9), max_size=3).map(
        lambda ns: tuple(BaseCandidate(n, BaseReason.CLAIMED) for n in ns)
    ),
    split=st.none() | NAMES,
    question=st.none() | NAMES,
    count=st.none() | st.integers(0, 99),
    of_survey=st.booleans(),
)


@given(st.lists(CLAIMS, max_size=4, unique_by=lambda claim: claim.id))
def test_a_draft_is_read_back(tmp_path_factory, claims):
    path = tmp_path_factory.mktemp("draft") / "claims.yaml"
    path.write_text(claims_yaml(Claims(tuple(claims), "report.txt")), "utf-8")
    told = [replace(claim, digits=0) if claim.value is None else claim for claim in claims]
    assert list(read_claims(path).claims.claims) == told


def test_a_draft_is_plain_yaml_for_any_other_reader():
    claim = Claim("c1", ClaimKind.PERCENT, Decimal("42.9"), digits=1, text="42.9%", sentence="占42.9%。")
    (entry,) = yaml.safe_load(claims_yaml(Claims((claim,), "report.txt")))["claims"]
    assert entry == {
        "id": "c1",
        "printed": "42.9%",
        "kind": "percent",
        "value": "42.9",
        "digits": 1,
        "sentence": "占42.9%。",
    }
