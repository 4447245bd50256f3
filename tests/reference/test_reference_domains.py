"""Domains, subsets and tables under Taylor designs against R survey (07_domains_tables.json)."""

import math
from itertools import pairwise

import numpy as np
import pytest
from design_tallies import FOLDER, assert_estimates, assert_number, reference_sample
from reference_data import assert_same, entries

from partysurvey.estimates.linearised import by_domains, estimated, means, ratios, share_values, totals

ENTRIES = {key: entry for key, entry in entries("07_domains_tables.json").items() if not entry.get("optional")}
DESIGNS = ("dsrs", "dstrat", "dclus1", "dclus2")
every_design = pytest.mark.parametrize("design", DESIGNS)


def assert_rows(estimate, entry, name, se, group):
    """The rows of svyby: estimate, standard error and, where R gives them, interval, cv and design effect."""
    rows = entry["result"]
    lines = {".".join(row[part] for part in group): row for row in rows}
    assert [each.split(":")[0] for each in estimate.names] == list(lines)
    parts = {
        name: estimate.values,
        se: estimate.se,
        f"ci_l.{name}": estimate.interval(df=math.inf)[:, 0],
        f"ci_u.{name}": estimate.interval(df=math.inf)[:, 1],
        f"cv.{name}": estimate.cv,
        f"DEff.{name}": estimate.deff,
    }
    for part, values in parts.items():
        for row, mine in zip(rows, values if part in rows[0] else (), strict=part in rows[0]):
            assert_number(mine, row[part], entry)


@every_design
def test_means_by_a_factor(design):
    entry = ENTRIES[f"open.by.stype.{design}"]
    for name, other in (("api00", "enroll"), ("enroll", "api00")):
        sample = reference_sample(entry, name, "stype", where=f"answered {other}")
        y = {name: sample.numbers(name)}
        estimate = estimated(sample, by_domains(sample, ["stype"], lambda at, s=sample, y=y: means(s, y, at)))
        assert_rows(estimate, entry, name, f"se.{name}", ["stype"])


@every_design
def test_means_by_two_factors(design):
    entry = ENTRIES[f"open.by.stype_awards.{design}"]
    sample = reference_sample(entry, "api00", "stype", "awards")
    y = {"api00": sample.numbers("api00")}
    estimate = estimated(sample, by_domains(sample, ["stype", "awards"], lambda at: means(sample, y, at)))
    assert_rows(estimate, entry, "api00", "se", ["stype", "awards"])


@pytest.mark.parametrize("key", [k for k in ENTRIES if k.startswith(("open.by.prop.", "open.table.rowpct."))])
def test_shares_by_a_factor(key):
    entry = ENTRIES[key]
    by = "stype" if "rowpct" in key else "sch.wide"
    sample = reference_sample(entry, "awards", by)
    for name, indicator in share_values(sample, "awards").items():
        y = {name: indicator}
        estimate = estimated(sample, by_domains(sample, [by], lambda at, y=y: means(sample, y, at)))
        assert_rows(estimate, entry, name, f"se.{name}", [by])


@every_design
def test_totals_by_a_factor(design):
    entry = ENTRIES[f"open.by.total.{design}"]
    sample = reference_sample(entry, "enroll", "stype")
    y = {"enroll": sample.numbers("enroll")}
    estimate = estimated(sample, by_domains(sample, ["stype"], lambda at: totals(sample, y, at)))
    assert_rows(estimate, entry, "enroll", "se", ["stype"])


def test_ratios_by_a_factor():
    entry = ENTRIES["open.by.ratio.dclus1"]
    sample = reference_sample(entry, "api.stu", "enroll", "stype")
    pair = {"ratio": (sample.numbers("api.stu"), sample.numbers("enroll"))}
    estimate = estimated(sample, by_domains(sample, ["stype"], lambda at: ratios(sample, pair, at)))
    assert_rows(estimate, entry, "api.stu/enroll", "se.api.stu/enroll", ["stype"])


def test_subset_keeps_the_whole_design():
    entry = ENTRIES["open.subset.dclus1"]
    for where, domain in (("stype != E", None), ("", "E")):
        sample = reference_sample(entry, "api00", "awards", "stype", where=where)
        values = {"api00": sample.numbers("api00"), **share_values(sample, "awards")}
        members = None if domain is None else ~sample.is_at("stype", domain)
        assert_estimates(estimated(sample, means(sample, values, members)), entry)


def test_degrees_of_freedom_of_subsets():
    entry = ENTRIES["open.subset.degf"]
    designs = [ENTRIES[f"open.by.stype.{name}"]["design"] for name in ("dclus1", "dstrat")]
    clusters = reference_sample({"design": designs[0]}, "stype", name="apiclus1")
    strata = reference_sample({"design": designs[1]}, "stype", name="apistrat")
    ours = {
        "full": clusters.degrees_of_freedom(),
        "H_only": clusters.degrees_of_freedom(clusters.is_at("stype", "H")),
        "strat_E": strata.degrees_of_freedom(strata.is_at("stype", "E")),
    }
    assert_same(ours, entry["result"], entry)


def test_differences_of_domain_means():
    entry = ENTRIES["open.domaindiff.dclus1"]
    sample = reference_sample(entry, "api00", "stype")
    y = {"api00": sample.numbers("api00")}
    groups = estimated(sample, by_domains(sample, ["stype"], lambda at: means(sample, y, at)))
    result = entry["result"]
    for mine, reference in zip(np.ravel(groups.covariance), np.ravel(result["vcov"]["values"]), strict=True):
        assert_number(mine, reference, entry)
    pairs = {f"{a}m{b}": {f"{a}:api00": 1.0, f"{b}:api00": -1.0} for a, b in [*pairwise("EHM"), ("E", "M")]}
    differences = groups.contrast(**pairs)
    for name, value, se in zip(differences.names, differences.values, differences.se, strict=True):
        assert_number(value, result["diff"][name], entry)
        assert_number(se, result["se"][name], entry)


@pytest.mark.parametrize("key", ["open.table.total.dclus1", "open.table.Ntotal.dclus1"])
def test_weighted_tables(key):
    entry = ENTRIES[key]
    sample = reference_sample(entry, "stype", "awards")
    cells = by_domains(sample, ["stype", "awards"], lambda at: totals(sample, {"n": np.ones(at.size)}, at))
    scale = 100 / cells.values.sum() if ".Ntotal." in key else 1.0
    by_columns = np.transpose(entry["result"]["values"])
    for mine, reference in zip(cells.values * scale, np.ravel(by_columns), strict=True):
        assert_number(mine, reference, entry)


def test_cell_percentages():
    entry = ENTRIES["open.table.cellpct.se.dclus1"]
    sample = reference_sample(entry, "stype", "awards")
    values = {
        f"interaction(stype, awards){'.'.join(levels)}": domain.astype(float)
        for levels, domain in sample.domains("stype", "awards")
    }
    assert_estimates(estimated(sample, means(sample, values)), entry)


def test_rows_thrown_away_make_another_design(tmp_path):
    """The wrong way, for contrast: PSUs without anybody in the subset are forgotten."""
    entry = ENTRIES["open.subset.naive_wrong"]
    header, *rows = (FOLDER / "apiclus1.csv").read_text(encoding="utf-8").splitlines()
    place = header.split(",").index("stype")
    kept = [row for row in rows if row.split(",")[place] == "H"]
    (tmp_path / "kept.csv").write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    design = {"design": ENTRIES["open.subset.dclus1"]["design"]}
    sample = reference_sample(design, "api00", name="apiclus1", file=tmp_path / "kept.csv")
    assert_estimates(estimated(sample, means(sample, {"api00": sample.numbers("api00")})), entry)
