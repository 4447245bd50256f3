"""Shares with Taylor standard errors, and crosstabs with Rao–Scott's F, by svy and by partysurvey, side by side.

python benchmarks/designs.py responses_1000000.csv --rounds 3 --output designs.md

Both read the file, and make 95 % intervals as well. svy gets the labels for nothing and no letters, quantiles or tests
of means are asked of it; partysurvey is the whole command with its JSON, and makes those too.
"""

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes import interleaved, median, table
from questions import AGE, BANNERS, CHANNELS, CHOICES, PSU, SEPARATOR, SKIPPED, STRATUM, WEIGHT

if TYPE_CHECKING:
    import svy

ROUNDING = 1e-8
TASKS = {"toplines": (), "crosstabs": BANNERS}  # the banners of each
GOALS = {"toplines": 4, "crosstabs": 15}
TEXTS = {choice.id: choice.text for choice in CHOICES}
Key = tuple[str, str, str, str]  # question, option, banner, group; a mean has no option, a topline no group
Estimates = dict[Key, tuple[float, float]]  # share or mean, and its standard error
Tests = dict[tuple[str, str], float]  # F of question × banner


def svy_sample(path: Path) -> "svy.Sample":
    """The responses with their design; an empty field is a null, a channel is a column of 0 and 1."""
    import polars as pl
    import svy

    used = [*TEXTS.values(), CHANNELS.text, AGE, WEIGHT, STRATUM, PSU]
    types = dict.fromkeys(used, pl.String) | {AGE: pl.Int64, WEIGHT: pl.Float64}
    is_parquet = path.suffix == ".parquet"
    read = (
        pl.read_parquet(path, columns=used) if is_parquet else pl.read_csv(path, columns=used, schema_overrides=types)
    )
    texts = (*TEXTS.values(), CHANNELS.text)
    asked = read.with_columns(pl.col(text).cast(pl.String).replace("", None) for text in texts)
    chosen = pl.col(CHANNELS.text).replace(SKIPPED, None).str.split(SEPARATOR)
    channels = [chosen.list.contains(label).cast(pl.Int8).alias(f"channels {label}") for label in CHANNELS.labels]
    data = asked.with_columns(*channels, pl.col(STRATUM, PSU).cast(pl.String)).drop(CHANNELS.text)
    return svy.Sample(data, svy.Design(stratum=STRATUM, psu=PSU, wgt=WEIGHT))


def by_svy(path: Path, banners: tuple[str, ...]) -> tuple[Estimates, Tests]:
    """The estimates and tests by svy: shares within the groups of each banner, or of everybody without banners."""
    sample = svy_sample(path)
    found: Estimates = {}
    tests: Tests = {}
    for question, text in TEXTS.items():
        for banner in banners or ("",):
            if not banner:
                frame = sample.estimation.prop(text, drop_nulls=True).to_polars()
                found |= {(question, row[text], "", ""): (row["est"], row["se"]) for row in frame.to_dicts()}
            elif question != banner:
                crossed = sample.categorical.tabulate(text, TEXTS[banner], share_of="col", drop_nulls=True)
                tests[question, banner] = crossed.stats.f.value
                cells = crossed.estimates
                found |= {(question, each.rowvar, banner, each.colvar): (each.est, each.se) for each in cells}
    for banner in banners or ("",):
        for label in CHANNELS.labels:
            column = f"channels {label}"
            frame = _frame(sample.estimation.prop, column, banner)
            found |= _rows(frame, CHANNELS.id, label, banner, kept=column)
        found |= _rows(_frame(sample.estimation.mean, AGE, banner), "age", "", banner)
    return found, tests


def _frame(estimator: "Callable[..., svy.Estimate]", column: str, banner: str) -> list[dict[str, Any]]:
    made = estimator(column, drop_nulls=True, **({"by": TEXTS[banner]} if banner else {}))
    return made.to_polars().to_dicts()


def _rows(rows: list[dict[str, Any]], question: str, option: str, banner: str, kept: str = "") -> Estimates:
    """The estimates of rows, of an indicator only those of its 1."""
    return {
        (question, option, banner, row[TEXTS[banner]] if banner else ""): (row["est"], row["se"])
        for row in rows
        if not kept or str(row[kept]) == "1"
    }


def own_command(path: Path, banners: tuple[str, ...]) -> list[str]:
    """The command that makes the same tables by partysurvey."""
    command = [sys.executable, "-m", "partysurvey", "analyze", str(path), "--format", "json"]
    command += ["--questionnaire", str(path.parent / "questionnaire.yaml")]
    command += ["--questions", ",".join((*TEXTS, CHANNELS.id, "age"))]
    return [*command, "--by", ",".join(banners)] if banners else command


def by_partysurvey(path: Path, banners: tuple[str, ...]) -> tuple[Estimates, Tests]:
    """The same as the command prints it."""
    answer = json.loads(subprocess.run(own_command(path, banners), check=True, capture_output=True).stdout)
    found: Estimates = {}
    for result in answer["results"]:
        if bool(result["by"]) == bool(banners):
            group = result["by"] or "", result["by_label"] or ""
            for option in result["options"]:
                found[result["question"], option["label"], *group] = option["share"], option["se"]
            if result["question"] == "age":
                found["age", "", *group] = result["statistics"]["mean"], result["statistics"]["se"]
    tests = {(t["question"], t["by"]): t["statistic"] for t in answer["tests"] if t["method"] == "rao_scott_f"}
    return found, tests


def differences(path: Path) -> Iterator[str]:
    """Every number in which the two differ by more than rounding, or that only one of them has."""
    for task, banners in TASKS.items():
        pairs = zip(("estimates", "tests"), by_partysurvey(path, banners), by_svy(path, banners), strict=True)
        for kind, ours, theirs in pairs:
            yield from (f"{task}: {key}: only one has it" for key in ours.keys() ^ theirs.keys())
            both = ours.keys() & theirs.keys()
            apart = [key for key in both if not _same(ours[key], theirs[key])]
            yield from (f"{task}: {key}: {ours[key]}, {theirs[key]}" for key in apart)
            print(f"{task}: {len(both)} {kind} compared")


def _same(one: "float | tuple[float, float]", other: "float | tuple[float, float]") -> bool:
    pairs = zip(*((x,) if isinstance(x, float) else x for x in (one, other)), strict=True)
    return all(abs(a - b) <= ROUNDING * abs(b) for a, b in pairs)


def report(path: Path, rounds: int) -> str:
    """The Markdown page of one interleaved run."""
    found = interleaved(dict(_commands(path)), rounds)
    middle = {name: median(runs) for name, runs in found.items()}
    lines = [
        f"# {path.name}: Taylor standard errors and Rao–Scott's F, 30 strata, 600 PSUs",
        "",
        f"{rounds} interleaved rounds of whole processes, medians; Python {platform.python_version()},",
        f"svy {version('svy')}, polars {version('polars')}, numpy {version('numpy')}.",
    ]
    for task in TASKS:
        own, peer = f"partysurvey, {task}", f"svy, {task}"
        wall, cpu = (getattr(middle[peer], part) / getattr(middle[own], part) for part in ("wall", "cpu"))
        lines += ["", table({name: found[name] for name in (own, peer)}, own), ""]
        told = (
            f"svy takes {wall:.1f} × the time of partysurvey, {cpu:.1f} × its processor time (goal: {GOALS[task]} ×)."
        )
        lines.append(told)
    return "\n".join(lines)


def _commands(path: Path) -> Iterator[tuple[str, list[str]]]:
    for task, banners in TASKS.items():
        yield f"partysurvey, {task}", own_command(path, banners)
        yield f"svy, {task}", [sys.executable, __file__, str(path), "--svy", task]


def main() -> None:
    """Run one task of svy, check that both agree, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--svy", choices=TASKS, help="make the tables once by svy")
    parser.add_argument("--check", action="store_true", help="only check that both give the same numbers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    asked = parser.parse_args()
    if asked.svy:
        by_svy(asked.file, TASKS[asked.svy])
        return
    if asked.check:
        faults = list(differences(asked.file))
        if faults:
            sys.exit("\n".join(faults))
        return
    # In a process of its own: the peak memory of a child begins with that of its parent.
    subprocess.run([sys.executable, __file__, str(asked.file), "--check"], check=True)
    page = report(asked.file, asked.rounds)
    print(page)
    if asked.output:
        asked.output.write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
