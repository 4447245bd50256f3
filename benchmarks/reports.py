"""A report on many questions by five breakdowns, in all formats: how long, and where the time goes.

The survey is hard on documents: long labels, 12 options, options nobody chose, questions with one answer of all.

python benchmarks/reports.py --questions 60 --rounds 1
"""

import argparse
import csv
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROWS = 1000
SEED = 20_261_124
SUFFIXES = ("docx", "html", "md", "pdf", "pptx", "tex", "xlsx")
LONG = "加强基层党务工作者队伍的专业化培训并建立健全激励保障机制和容错纠错机制（含兼职人员）"
DEGREES = ("非常", "比较", "不太", "很不")
SEPARATOR = "┋"
ITEMS = 5  # of a grid


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its id and kind, the lines of the questionnaire beneath it, and the answer of one respondent."""

    id: str
    kind: str
    text: str
    lines: tuple[str, ...]
    answers: Callable[[random.Random], Mapping[str, str]]


def banners() -> tuple[Asked, ...]:
    """Five questions to break the others down by, of two to six groups."""
    sizes = {"region": 6, "rank": 5, "unit_kind": 4, "tenure": 3, "part_time": 2}
    return tuple(
        _single(name, f"分组变量{name}", [f"{name}第{place}组" for place in range(1, size + 1)])
        for name, size in sizes.items()
    )


def questions(number: int) -> Iterator[Asked]:
    """As many questions (each item of a grid is one), of every kind in turn."""
    place = asked = 0
    while asked < number:
        place += 1
        question = KINDS[place % len(KINDS)](f"q{place}")
        asked += ITEMS if question.kind == "grid" else 1
        yield question


def _options(labels: list[str], *, scored: bool = False) -> tuple[str, ...]:
    lines = ["    options:"]
    for place, label in enumerate(labels, 1):
        score = f", score: {len(labels) - place + 1}" if scored else ""
        lines.append(f'      - {{code: o{place}, label: {{zh: "{label}", en: "option {place}: {label}"}}{score}}}')
    return tuple(lines)


def _single(name: str, text: str, labels: list[str]) -> Asked:
    return Asked(name, "single", text, _options(labels), lambda rng: {text: rng.choice(labels)})


def _long(name: str) -> Asked:
    """A single choice of 12 long labels, the last two of which nobody chose."""
    text = f"{name}您认为最需要加强的方面"
    labels = [f"{place}号措施：{LONG}" for place in range(1, 13)]
    return Asked(name, "single", text, _options(labels), lambda rng: {text: rng.choice(labels[:-2])})


def _unanimous(name: str) -> Asked:
    text = f"{name}您是否了解有关规定"
    return Asked(name, "single", text, _options(["是", "否"]), lambda _: {text: "是"})


def _scale(name: str) -> Asked:
    text = f"{name}您对党务工作的满意程度"
    labels = [f"{degree}满意" for degree in DEGREES]
    weights = (1, 4, 3, 2)
    lines = (*_options(labels, scored=True), "    top_box: 2")
    return Asked(name, "scale", text, lines, lambda rng: {text: rng.choices(labels, weights)[0]})


def _multiple(name: str) -> Asked:
    text = f"{name}您遇到的主要困难（可多选）"
    labels = [f"困难{place}" for place in range(1, 13)]
    return Asked(
        name,
        "multiple",
        text,
        _options(labels),
        lambda rng: {text: SEPARATOR.join(rng.sample(labels, rng.randint(1, 4)))},
    )


def _grid(name: str) -> Asked:
    text = f"{name}您是否同意下列说法"
    items = [f"说法{place}" for place in range(1, ITEMS + 1)]
    labels = ["完全同意", "比较同意", "说不清", "不太同意", "完全不同意"]
    lines = ["    items:", *(f"      - {{code: i{place}, label: {item}}}" for place, item in enumerate(items, 1))]
    return Asked(
        name,
        "grid",
        text,
        (*lines, *_options(labels, scored=True)),
        lambda rng: {f"{text}—{item}": rng.choice(labels) for item in items},
    )


def _number(name: str) -> Asked:
    text = f"{name}您的年龄"
    bands = "{code: young, label: 青年, low: null, high: 36}", "{code: older, label: 中老年, low: 36, high: null}"
    lines = ("    unit: 岁", "    bands:", *(f"      - {band}" for band in bands))
    return Asked(name, "number", text, lines, lambda rng: {text: str(rng.randint(20, 60))})


def _ranking(name: str) -> Asked:
    text = f"{name}请按重要程度排序"
    labels = ["加强培训", "落实待遇", "充实人员", "完善考核"]
    return Asked(name, "ranking", text, _options(labels), lambda rng: {text: "→".join(rng.sample(labels, len(labels)))})


KINDS: tuple[Callable[[str], Asked], ...] = (_scale, _long, _multiple, _grid, _number, _ranking, _unanimous)


def write_survey(directory: Path, number: int, rows: int = ROWS) -> tuple[Path, Path]:
    """Write the responses and their questionnaire, the same bytes on every run; the paths of both."""
    asked = (*banners(), *questions(number))
    rng = random.Random(SEED)  # data of a benchmark
    respondents = [{column: text for each in asked for column, text in each.answers(rng).items()} for _ in range(rows)]
    responses, questionnaire = directory / "responses.csv", directory / "survey.yaml"
    with responses.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, respondents[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(respondents)
    lines = ["partysurvey: questionnaire/1", "id: stress", "title: {zh: 压力测试问卷, en: Stress survey}", "questions:"]
    for place, each in enumerate(asked, 1):
        lines += [f"  - id: {each.id}", f"    kind: {each.kind}", f'    number: "{place}"', f"    text: {each.text}"]
        lines += each.lines
    questionnaire.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return responses, questionnaire


def command(directory: Path, suffixes: tuple[str, ...]) -> list[str]:
    """The command that writes the report in the formats."""
    named = ",".join(each.id for each in banners())
    asked = [sys.executable, "-m", "partysurvey", "report", str(directory / "responses.csv")]
    asked += ["-q", str(directory / "survey.yaml"), "--by", named]
    return [*asked, *(part for suffix in suffixes for part in ("-o", str(directory / f"report.{suffix}")))]


def seconds(directory: Path, suffixes: tuple[str, ...]) -> float:
    """How long the whole process takes."""
    begun = perf_counter()
    subprocess.run(command(directory, suffixes), check=True, capture_output=True)
    return perf_counter() - begun


def main() -> None:
    """Print a table: all formats together, and each by itself."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--each", action="store_true", help="each format by itself too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        write_survey(directory, asked.questions)
        print(f"{asked.questions} questions by {len(banners())} breakdowns, {ROWS} respondents, best of {asked.rounds}")
        for suffixes in (SUFFIXES, *((suffix,) for suffix in SUFFIXES if asked.each)):
            best = min(seconds(directory, suffixes) for _ in range(asked.rounds))
            print(f"{best:6.1f} s  {', '.join(suffixes)}")


if __name__ == "__main__":
    main()
