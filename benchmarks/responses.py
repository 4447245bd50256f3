"""Seeded survey responses of any length: the same bytes on every run, made in chunks, so that memory stays flat.

python benchmarks/responses.py DIRECTORY --rows 1000000 --formats csv gb18030 parquet
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from questions import (
    AGE,
    CHANNELS,
    CHOICES,
    EMPTY,
    HEADER,
    PSU,
    PSUS_PER_STRATUM,
    SEPARATOR,
    SERIAL,
    SKIPPED,
    STRATA,
    STRATUM,
    SUBMITTED,
    TEXT,
    WEIGHT,
    Choice,
    response_file,
)

CHUNK = 100_000
SEED = 20_261_123
SHARE_OF_BLANKS = 0.02
SHARE_OF_BREAKS = 0.003  # texts with commas, quotes and line breaks
SHARE_OF_TEXTS = 0.35
OPENINGS = ("希望", "建议", "应当", "能否", "盼望", "最好", "请", "要", "可以", "务必")
SUBJECTS = ("上级", "单位", "组织部门", "党委", "支部", "各科室", "分管领导", "机关党委", "工会", "人事部门")
MIDDLES = (
    "增加人手",
    "减少报表",
    "加强培训",
    "改进考核",
    "落实待遇",
    "简化流程",
    "明确职责",
    "多下基层",
    "提高经费",
    "交流任职",
)
ENDINGS = (
    "，切实减轻负担。",
    "，让大家安心工作。",
    "，谢谢！",
    "。",
    "，越快越好。",
    "，形成长效机制。",
    "，注重实效。",
    "，不搞形式。",
)

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Texts of which few are distinct: those, and of each row its place among them."""

    vocabulary: Sequence[str]
    places: Indices

    def __iter__(self) -> Iterator[str]:
        """The texts of the rows."""
        return iter(np.array(self.vocabulary, dtype=object)[self.places].tolist())


Column = list[str] | Coded


def chunks(rows: int) -> Iterator[dict[str, Column]]:
    """The columns as texts, CHUNK rows at a time, each chunk from a random stream of its own."""
    for start in range(0, rows, CHUNK):
        yield _chunk(start, min(CHUNK, rows - start))


def _chunk(start: int, size: int) -> dict[str, Column]:
    rng = np.random.Generator(np.random.PCG64([SEED, start]))
    psu = (rng.random(size) ** 1.2 * len(STRATA) * PSUS_PER_STRATUM).astype(np.int64)
    columns: dict[str, Column] = {SERIAL: [str(start + place + 1) for place in range(size)]}
    columns[SUBMITTED] = _times(rng, size)
    for choice in CHOICES:
        columns[choice.text] = _answers(rng, choice, size)
    columns[CHANNELS.text] = _patterns(rng, size)
    columns[AGE] = Coded([*map(str, range(18, 66)), EMPTY], _skewed(rng, 49, size))
    columns[TEXT] = _texts(rng, size)
    columns[WEIGHT] = [f"{weight:.4f}" for weight in (0.2 + 1.6 * rng.random(size) ** 2).tolist()]
    columns[STRATUM] = Coded(STRATA, psu // PSUS_PER_STRATUM)
    columns[PSU] = Coded([f"{1000 + place}" for place in range(len(STRATA) * PSUS_PER_STRATUM)], psu)
    return columns


def _skewed(rng: np.random.Generator, size: int, rows: int) -> Indices:
    """Places below `size`, the first ones commoner."""
    return (rng.random(rows) ** 1.4 * size).astype(np.int64)


def _answers(rng: np.random.Generator, choice: Choice, rows: int) -> Coded:
    places = _skewed(rng, len(choice.labels), rows)
    places[rng.random(rows) < SHARE_OF_BLANKS] = len(choice.labels)
    return Coded([*choice.labels, EMPTY], places)


def _patterns(rng: np.random.Generator, rows: int) -> Coded:
    count = len(CHANNELS.labels)
    patterns = [
        SEPARATOR.join(label for place, label in enumerate(CHANNELS.labels) if bits >> place & 1) or SKIPPED
        for bits in range(2**count)
    ]
    chosen = sum(((rng.random(rows) < 0.25 + 0.08 * place).astype(np.int64) << place) for place in range(count))
    return Coded(patterns, np.asarray(chosen))


def _times(rng: np.random.Generator, rows: int) -> list[str]:
    minutes = (rng.random(rows) * 14 * 24 * 60).astype(np.int64).tolist()
    return [f"2026/9/{1 + m // 1440} {m // 60 % 24:02}:{m % 60:02}" for m in minutes]


def _texts(rng: np.random.Generator, rows: int) -> list[str]:
    """Mostly nothing, or a sentence; a few with commas, quotes and line breaks."""
    kind = rng.random(rows)
    parts = [(rng.random(rows) * len(pool)).astype(np.int64) for pool in (OPENINGS, SUBJECTS, MIDDLES, ENDINGS)]
    texts = [EMPTY] * rows
    for place in np.flatnonzero(kind < SHARE_OF_TEXTS).tolist():
        opening, subject, middle, ending = (int(part[place]) for part in parts)
        sentence = f"{OPENINGS[opening]}{SUBJECTS[subject]}{MIDDLES[middle]}{ENDINGS[ending]}"
        texts[place] = sentence
        if kind[place] < SHARE_OF_BREAKS:
            texts[place] = f'一是"{MIDDLES[middle]}",二是{sentence}\n三是"{MIDDLES[ending]}",越早越好'
    return texts


def _quoted(text: str) -> str:
    """The text as a CSV field."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text else text


def write_csv(path: Path, rows: int, encoding: str = "utf-8") -> None:
    """Write the responses as CSV; only fields that need quotes have them."""
    with path.open("wb") as file:
        file.write((",".join(HEADER) + "\n").encode(encoding))
        for columns in chunks(rows):
            columns[TEXT] = [_quoted(text) for text in columns[TEXT]]
            lines = map(",".join, zip(*(columns[name] for name in HEADER), strict=True))
            file.write(("\n".join(lines) + "\n").encode(encoding))


def write_parquet(path: Path, rows: int) -> None:
    """Write the responses as Parquet: texts as dictionaries, age and weight as numbers, empty ones as null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = {AGE: pa.int64(), WEIGHT: pa.float64(), SERIAL: pa.int64()}
    schema = pa.schema([(name, numbers.get(name, pa.dictionary(pa.int32(), pa.string()))) for name in HEADER])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for columns in chunks(rows):
            arrays = [_arrow(columns[name], schema.field(name).type) for name in HEADER]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _arrow(column: Column, kind: "object") -> "object":
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        if isinstance(column, Coded):
            return pa.DictionaryArray.from_arrays(column.places.astype(np.int32), pa.array(column.vocabulary))
        return pa.array(column, pa.string()).dictionary_encode()
    convert = float if pa.types.is_floating(kind) else int
    return pa.array([convert(text) if text else None for text in column], kind)


def write_questionnaire(path: Path) -> None:
    """Write the questionnaire of the responses."""
    lines = ["partysurvey: questionnaire/1", "id: benchmark", "title: {zh: 基准测试问卷, en: Benchmark}"]
    lines += ["missing:", f'  not_asked: ["{SKIPPED}"]']
    lines += [f"design: {{weight: {WEIGHT}, strata: {STRATUM}, psu: [{PSU}]}}", "questions:"]
    for choice in CHOICES:
        lines += _choice_lines(choice, "single")
    lines += _choice_lines(CHANNELS, "multiple")
    lines += ["  - id: age", "    kind: number", f"    text: {AGE}", "    minimum: 16", "    maximum: 80"]
    lines += ["  - id: suggestion", "    kind: text", f"    text: {TEXT}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _choice_lines(choice: Choice, kind: str) -> list[str]:
    options = [f"      - {{code: o{place}, label: {label}}}" for place, label in enumerate(choice.labels, 1)]
    return [f"  - id: {choice.id}", f"    kind: {kind}", f"    text: {choice.text}", "    options:", *options]


def write_responses(directory: Path, rows: int, form: str) -> Path:
    """Write one response file with its questionnaire, unless it is there; its path."""
    directory.mkdir(parents=True, exist_ok=True)
    write_questionnaire(directory / "questionnaire.yaml")
    path = response_file(directory, rows, form)
    if not path.exists():
        unfinished = path.with_name(path.name + ".part")
        if form == "parquet":
            write_parquet(unfinished, rows)
        else:
            write_csv(unfinished, rows, "gb18030" if form == "gb18030" else "utf-8")
        unfinished.rename(path)
    return path


def main() -> None:
    """Write the files that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="+", choices=["csv", "gb18030", "parquet"], default=["csv"])
    asked = parser.parse_args()
    for form in asked.formats:
        print(write_responses(asked.directory, asked.rows, form))


if __name__ == "__main__":
    main()
