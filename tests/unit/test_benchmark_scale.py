"""The benchmark of scale: every engine does the same work, and the page says what was measured."""

import json

import pytest


@pytest.fixture(scope="module")
def files(benchmark, tmp_path_factory):
    folder = tmp_path_factory.mktemp("responses")
    return [benchmark("responses").write_responses(folder, 20_000, form) for form in ("csv", "parquet")]


def frequencies(found, peers):
    """{(question, answer): (n, Σw)} of answers, out of what an engine gave."""
    if hasattr(found, "to_pylist"):  # DuckDB: in each row one question has its answer
        return {
            (question, str(row[name])): (row["n"], row["w"])
            for row in found.to_pylist()
            for place, (question, name) in enumerate(reversed(peers.COLUMNS.items()))
            if not row["place"] >> place & 1 and row[name] not in (None, "", peers.SKIPPED)
        }
    pairs = {}
    for question, table in found.items():
        rows = (
            table.iter_rows()
            if hasattr(table, "iter_rows")
            else ((k, *v) for k, v in zip(table.index, table.to_numpy().tolist(), strict=True))
        )
        for answer, n, w in rows:
            text = f"{answer:g}" if isinstance(answer, float) else str(answer)
            if text not in ("", "nan", "None", peers.SKIPPED):
                pairs[question, text] = (int(n), w)
    return pairs


def own_frequencies(tally, own):
    """The same, out of the tally."""
    return {
        (name, own._label(name, level)): (int(n), w)
        for (need, _) in tally.cells.items()
        for name in need.variables
        for level, n, w in zip(tally.axis(name).levels, tally.counts(name).n, tally.counts(name).w, strict=True)
        if n and own._label(name, level)
    }


def test_every_engine_finds_the_same_frequencies(benchmark, files):
    for library in ("duckdb", "polars"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    peers, own, scale = benchmark("peers"), benchmark("own"), benchmark("scale")
    peers.SKIPPED = benchmark("responses").SKIPPED
    for path in files:
        expected = own_frequencies(own.partysurvey_toplines(path), own)
        assert len(expected) > 150
        for engine in ("DuckDB", "polars", "pandas"):
            found = frequencies(scale.ENGINES["toplines"][engine](path), peers)
            assert {key: n for key, (n, _) in found.items()} == {key: n for key, (n, _) in expected.items()}, engine
            assert all(found[key][1] == pytest.approx(w, rel=1e-9) for key, (_, w) in expected.items()), engine


def test_limits_read_the_whole_file(benchmark, files):
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    peers = benchmark("peers")
    for path in files:
        assert peers.duckdb_count(path) == 20_000
        assert peers.all_bytes(path) == path.stat().st_size
        assert peers.duckdb_scan(path) > 0


def runs_of(power):
    return [
        {"task": "toplines", "form": "csv", "rows": rows, "wall": rows**power / 1e6, "cpu": rows / 1e6, "peak": 100.0}
        for rows in (10**3, 10**6, 10**7)
    ]


def test_the_exponent_is_that_of_the_large_sizes(benchmark):
    page = benchmark("scale_page")
    assert page.exponent(runs_of(1.1), "wall") == pytest.approx(1.1)
    assert page.exponent(runs_of(1.1), "cpu") == pytest.approx(1.0)
    assert page.exponent(runs_of(1.1)[:2], "wall") is None
    told = page.growth_page(runs_of(1.0))
    assert "| toplines | csv | 10,000,000 | 10.00 | 10.00 | 100 | 1,000,000 |" in told
    assert "from 1,000,000 rows on, time grows as rows^1.00" in told


def test_figures_are_the_same_bytes_each_time(benchmark, tmp_path):
    page = benchmark("scale_page")
    cores = [
        {"form": "csv", "rows": 10, "engine": "local", "cores": n, "wall": 4 / n, "cpu": 4, "peak": 9} for n in (1, 2)
    ]
    for name in ("one", "other"):
        page.draw_growth(runs_of(1.0), tmp_path / f"{name}.svg")
        page.draw_cores(cores, tmp_path / f"{name}-cores.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
    assert (tmp_path / "one-cores.svg").read_bytes() == (tmp_path / "other-cores.svg").read_bytes()
    assert "| csv | local | 2 | 2.00 | 4.00 | 9 | 2.00 |" in page.cores_page(cores)


def test_goals_are_judged_by_what_was_measured(benchmark):
    goals = benchmark("goals")
    walls = {"partysurvey": 2.0, "DuckDB": 8.0, "polars": 5.0, goals.SCAN: 0.5}
    beside = [
        {"engine": name, "wall": wall, "peak": 300.0, "limit": name == goals.SCAN} for name, wall in walls.items()
    ]
    page = goals.goals_page(
        {"scale-crosstabs-csv": beside, "scale-toplines-parquet": beside, "scale-growth": runs_of(1.1)}
    )
    # 2.0 / 0.5, 5.0 / 2.0 and 8.0 / 2.0
    assert "| crosstabs, csv: times DuckDB's scan | ≤ 2 | 4.00 | **not reached** |" in page
    assert "| crosstabs, csv: times faster than polars | ≥ 3 | 2.50 | **not reached** |" in page
    assert "| crosstabs, csv: peak MB | ≤ 500 | 300.00 | reached |" in page
    assert "| toplines, parquet: times faster than DuckDB | ≥ 1 | 4.00 | reached |" in page
    assert "| toplines, csv: exponent of growth from 1e6 rows on | ≤ 1.02 | 1.10 | **not reached** |" in page
    assert goals.goals_page({}) == ""


def test_the_page_is_made_of_what_is_kept(benchmark, tmp_path, monkeypatch):
    publish = benchmark("publish")
    monkeypatch.setattr(publish, "RESULTS", tmp_path)
    monkeypatch.setattr(publish, "PAGE", tmp_path / "docs/performance.md")
    about = {"day": "2026-11-24", "machine": "a machine."}
    (tmp_path / "startup.json").write_text(json.dumps({**about, "page": "# Start-up\n\n| a | table |\n"}))
    (tmp_path / "scale-growth.json").write_text(json.dumps({**about, "runs": runs_of(1.0)}))
    page = "\n".join(publish.page())
    assert page.index("## Where the goals stand") < page.index("## Start-up") < page.index("## Cost against rows")
    assert page.count("2026-11-24: a machine.") == 2
    assert (tmp_path / "docs/images/scale.svg").exists()
