"""The first look never overlooks what a dialect would recognise: headings are drawn from the dialects' own patterns."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partysurvey.sources.dialects.catalogue import DIALECTS
from partysurvey.sources.dialects.identification import Head, identified
from partysurvey.sources.platform_traces import may_be_of_a_platform

NAMED = [(d.name, e) for d in DIALECTS for e in (*d.evidence, *d.hints) if e.names]


@pytest.mark.parametrize(("name", "evidence"), NAMED, ids=[f"{n}-{i}" for i, (n, _) in enumerate(NAMED)])
@given(data=st.data())
def test_enough_names_of_a_platform_are_seen(name, evidence, data):
    chosen = data.draw(st.permutations(evidence.names))[: evidence.least]
    headings = [data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)) for pattern in chosen]
    headings += ["Q1[SQ001]"] if evidence.heading else []
    assert may_be_of_a_platform([headings]), (name, headings)


def test_a_plain_table_shows_no_trace():
    rows = [["sex", "age", "familiarity", "problems.number", "您的性别"], ["男", "30", "很熟悉", "A.B.C", "x"]]
    assert not may_be_of_a_platform(rows)
    assert identified(Head("plain.csv", rows)) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["1、性别"], ["(跳过)"]],
        [["1、性别"], ["男┋女"]],
        [["1.性别"], ["A.男"]],
        [["第6题(运动)"], ["1"]],
        [["4(平板)"], ["1"]],
        [["a", "b"], ["x", "y"], ['{"ImportId":"QID1"}', ""]],
        [["水果:苹果[选项填空]"], [""]],
        [["sport___1"], ["1"]],
        [["Sport (choice=A)"], ["Checked"]],
    ],
)
def test_what_hints_at_a_platform_is_seen(rows):
    assert identified(Head("x.csv", rows)) is not None
    assert may_be_of_a_platform(rows)


def test_analysis_of_a_plain_file_loads_no_dialect(tmp_path):
    (tmp_path / "plain.csv").write_text("sex,age\n" + "m,30\nf,40\n" * 250, "utf-8")
    program = (
        "import sys; from partysurvey.cli.app import status; status(['analyze', 'plain.csv', '--format', 'json']); "
        "sys.exit([name for name in sys.modules if name.startswith('partysurvey.sources.dialects')].__repr__())"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"
