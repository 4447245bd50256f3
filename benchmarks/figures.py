"""How fast figures are drawn: every kind of chart of a sample as SVG and PNG, in processor seconds.

python benchmarks/figures.py --rounds 5 --output figures.md
"""

import argparse
import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from partysurvey.pipeline.analysis import Request, run
from partysurvey.render.figures import figure_bytes
from partysurvey.report.accounting import Style
from partysurvey.report.chart_choice import chosen_chart
from partysurvey.report.document import Chart, ChartKind

SAMPLE = Path(__file__).parents[1] / "sample_data" / "organ_cadres.csv"
CASES: Sequence[tuple[ChartKind, str, tuple[str, ...]]] = (
    ("bars", "rank", ()),
    ("diverging", "attitudes", ()),
    ("diverging_aside", "attitudes", ()),
    ("stacked", "familiarity", ("rank",)),
    ("grouped", "difficulties", ("part_time",)),
    ("histogram", "age", ()),
    ("ecdf", "age", ()),
    ("dots", "difficulties", ("rank",)),
    ("heatmap", "difficulties", ("rank",)),
    ("pyramid", "age", ("gender",)),
    ("pareto", "difficulties", ()),
    ("upset", "difficulties", ()),
    ("donut", "familiarity", ()),
    ("trend", "difficulties", ("tenure",)),
)


def charts() -> Mapping[ChartKind, Chart]:
    """The chart of every case by its kind."""
    found = {}
    for kind, question, by in CASES:
        analysis = run(Request(file=SAMPLE, questions=(question,), by=by))
        found[kind] = chosen_chart(analysis.estimates, analysis.questionnaire, analysis.accounting, Style("zh"), kind)
    return found


def seconds(chart: Chart, form: str, rounds: int) -> float:
    """The median processor time of drawing the chart, after one drawing that fills the caches of glyphs."""
    figure_bytes(chart, form)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        figure_bytes(chart, form)
        times.append(time.process_time() - start)
    return statistics.median(times)


def report(rounds: int) -> str:
    """The Markdown page."""
    found = {kind: [seconds(chart, form, rounds) for form in ("svg", "png")] for kind, chart in charts().items()}
    lines = ["| kind | SVG, cpu s | PNG, cpu s | figures a second, both formats |", "|---|---|---|---|"]
    lines += [f"| {kind} | {svg:.3f} | {png:.3f} | {1 / (svg + png):.1f} |" for kind, (svg, png) in found.items()]
    total = sum(svg + png for svg, png in found.values())
    lines.append(f"| all {len(found)} | | | {len(found) / total:.1f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print, or write, the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    page = report(options.rounds)
    if options.output:
        options.output.write_text(page, encoding="utf-8")
    else:
        print(page, end="")


if __name__ == "__main__":
    main()
