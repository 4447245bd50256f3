"""What scale.py measured, as Markdown tables and as two figures."""

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Runs = Sequence[dict[str, Any]]
ASYMPTOTIC = 1_000_000  # below, starting the program is most of the time
SERIES = {
    ("crosstabs", "csv"): ("39 tables by PSU, CSV", "C0", "o-"),
    ("crosstabs", "parquet"): ("39 tables by PSU, Parquet", "C0", "s--"),
    ("toplines", "csv"): ("14 frequencies, CSV", "C1", "o-"),
    ("toplines", "parquet"): ("14 frequencies, Parquet", "C1", "s--"),
}


def stored(path: Path) -> Runs:
    """The measurements in a file of scale.py."""
    return list(json.loads(path.read_text(encoding="utf-8")))


def exponent(runs: Runs, measure: str) -> float | None:
    """B of cost = a · rowsᵇ by least squares on logarithms, of the large sizes; None with fewer than two."""
    large = [(math.log(run["rows"]), math.log(run[measure])) for run in runs if run["rows"] >= ASYMPTOTIC]
    if len(large) < 2:
        return None
    x, y = (sum(values) / len(large) for values in zip(*large, strict=True))
    return sum((a - x) * (b - y) for a, b in large) / sum((a - x) ** 2 for a, _ in large)


def growth_page(runs: Runs) -> str:
    """The table of cost against rows, with the exponents beneath."""
    lines = [
        "# Cost against rows",
        "",
        "| sums | file | rows | wall s | cpu s | peak MB | rows a second |",
        "|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        numbers = (f"{run['rows']:,}", *_cost(run), f"{run['rows'] / run['wall']:,.0f}")
        lines.append(f"| {' | '.join((run['task'], run['form'], *numbers))} |")
    return "\n".join([*lines, "", *_exponents(runs), "", "![cost against rows](images/scale.svg)"])


def _exponents(runs: Runs) -> Iterator[str]:
    for (task, form), (name, *_) in SERIES.items():
        of_series = [run for run in runs if (run["task"], run["form"]) == (task, form)]
        wall, cpu = exponent(of_series, "wall"), exponent(of_series, "cpu")
        if wall is not None and cpu is not None:
            grows = f"time grows as rows^{wall:.2f}, processor time as rows^{cpu:.2f}"
            yield f"- {name}: from {ASYMPTOTIC:,} rows on, {grows}."


def peers_page(runs: Runs) -> str:
    """The table of one interleaved run: engines, then physical limits, with ratios to partysurvey."""
    first = runs[0]
    own = next(run for run in runs if run["engine"] == "partysurvey")
    lines = [
        f"# {first['task'].capitalize()} of {first['rows']:,} rows from {first['form']}, beside peers and limits",
        "",
        f"{len(own['walls'])} interleaved rounds of whole processes, medians.",
        "",
        "| | wall s | cpu s | peak MB | ratio of wall | ratio of cpu |",
        "|---|---|---|---|---|---|",
    ]
    for run in sorted(runs, key=lambda run: (run["limit"], run["wall"])):
        ratios = (f"{run['wall'] / own['wall']:.2f}", f"{run['cpu'] / own['cpu']:.2f}")
        name = f"*{run['engine']}*" if run["limit"] else run["engine"]
        lines.append(f"| {' | '.join((name, *_cost(run), *ratios))} |")
    return "\n".join(lines)


def cores_page(runs: Runs) -> str:
    """The table of cost against cores."""
    lines = [
        f"# Cost against cores: 39 tables by PSU of {runs[0]['rows']:,} rows",
        "",
        "`local` is one process with threads that read, `dask` a process for each core, with the start of its cluster.",
        "",
        "| file | engine | cores | wall s | cpu s | peak MB of the first process | × one core |",
        "|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        one = next(each for each in runs if _series(each) == _series(run) and each["cores"] == 1)
        cells = (run["form"], run["engine"], str(run["cores"]), *_cost(run), f"{one['wall'] / run['wall']:.2f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", "![cost against cores](images/cores.svg)"])


def _series(run: dict[str, Any]) -> tuple[str, str]:
    return run["form"], run["engine"]


def _cost(run: dict[str, Any]) -> tuple[str, str, str]:
    return f"{run['wall']:.2f}", f"{run['cpu']:.2f}", f"{run['peak']:.0f}"


def draw_growth(runs: Runs, path: Path) -> None:
    """Write the figure of wall time and peak memory against rows, both axes logarithmic."""
    figure, (time, memory) = _figure(2)
    for key, (name, color, style) in SERIES.items():
        of_series = [run for run in runs if (run["task"], run["form"]) == key]
        rows = [run["rows"] for run in of_series]
        time.plot(rows, [run["wall"] for run in of_series], style, color=color, label=name)
        memory.plot(rows, [run["peak"] for run in of_series], style, color=color, label=name)
    largest = max(runs, key=lambda run: run["rows"])
    ends = (ASYMPTOTIC / 10, largest["rows"])
    time.plot(
        ends, [largest["wall"] * rows / ends[1] for rows in ends], ":", color="grey", label="in proportion to rows"
    )
    for axes, label in ((time, "seconds"), (memory, "peak MB")):
        axes.set(xscale="log", yscale="log", xlabel="rows", ylabel=label)
    memory.set_ylim(bottom=10, top=10_000)
    time.legend(fontsize=7, frameon=False)
    _save(figure, path)


def draw_cores(runs: Runs, path: Path) -> None:
    """Write the figure of wall time against cores."""
    figure, (axes,) = _figure(1)
    for form, engine in dict.fromkeys(map(_series, runs)):
        of_series = [run for run in runs if _series(run) == (form, engine)]
        style = "s--" if form == "parquet" else "o-"
        cores, walls = [run["cores"] for run in of_series], [run["wall"] for run in of_series]
        axes.plot(cores, walls, style, color="C0" if engine == "local" else "C1", label=f"{engine}, {form}")
    axes.set(xlabel="cores", ylabel="seconds", xticks=sorted({run["cores"] for run in runs}))
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=7, frameon=False)
    _save(figure, path)


def _figure(panels: int) -> tuple[Any, Any]:
    import matplotlib as mpl

    mpl.rcParams["svg.hashsalt"] = "partysurvey"
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.5 * panels, 3.4), layout="constrained")
    return figure, figure.subplots(1, panels, squeeze=False)[0]


def _save(figure: Any, path: Path) -> None:  # noqa: ANN401  # of matplotlib, which is imported when used
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
