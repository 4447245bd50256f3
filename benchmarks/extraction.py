"""Precision and recall of the claims read from the texts in tests/corpus, which are annotated by hand.

python benchmarks/extraction.py held_out --misses

A claim is right if its kind, value (with the upper end of a range), hedge and span are; bases are scored apart: is the
annotated base among the candidates of the claim, and is it the first of them?
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml

from partysurvey.audit.claim import Claim
from partysurvey.audit.extraction import extract

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
Key = tuple[int, int, str, Decimal | None, Decimal | None, str]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One claim as a reader marked it: where it stands, what it says, its base where the text tells one."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    upper: Decimal | None
    hedge: str
    base: int | None

    @property
    def key(self) -> Key:
        """What has to be right."""
        return self.start, self.end, self.kind, rounded(self.value), rounded(self.upper), self.hedge


@dataclass(frozen=True, slots=True)
class Score:
    """Numbers of claims: annotated and found, found though not annotated, annotated but not found."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the claims found that are right."""
        return self.right / max(1, self.right + self.spurious)

    @property
    def recall(self) -> float:
        """The share of the annotated claims that are found."""
        return self.right / max(1, self.right + self.missed)


def annotations(path: Path) -> list[Annotation]:
    """The annotations of a text, each found in it behind the one before."""
    text, place = path.read_text("utf-8"), 0
    marked = []
    for printed, kind, value, hedge, *base in yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8")):
        start = position(text, printed, place)
        place = start + len(printed)
        low, high = values(value)
        marked.append(Annotation(start, place, kind, low, high, hedge, base[0] if base else None))
    return marked


def position(text: str, printed: str, place: int) -> int:
    """Where the printed figure stands, from `place` on: not within a longer number or word."""
    start = text.index(printed, place)
    while start and (text[start - 1].isdecimal() or text[start - 1] in ".," or _splits_word(text, start)):
        start = text.index(printed, start + 1)
    return start


def _splits_word(text: str, start: int) -> bool:
    return text[start].isascii() and text[start].isalpha() and text[start - 1].isascii() and text[start - 1].isalpha()


def values(value: object) -> tuple[Decimal | None, Decimal | None]:
    """The value and the upper end of an annotation: 76, 20-30, 1/3 (in percent), or nothing where masked."""
    if value is None:
        return None, None
    words = str(value)
    if "/" in words:
        share = 100 * Fraction(words)
        return Decimal(share.numerator) / Decimal(share.denominator), None
    low, _, high = words.partition("-")
    return Decimal(low), (Decimal(high) if high else None)


def rounded(value: Decimal | None) -> Decimal | None:
    """The value as it is compared: thirds to ten places."""
    return None if value is None else round(value, 10)


def claim_key(claim: Claim) -> Key:
    """What has to be right of a claim that was found."""
    start, end = (claim.span.start, claim.span.end) if claim.span else (0, 0)
    return start, end, claim.kind.value, rounded(claim.value), rounded(claim.upper), claim.hedge.value


def texts(part: str) -> list[Path]:
    """The texts of a part of the corpus."""
    return sorted((CORPUS / part).glob("*.txt"))


def score(paths: Sequence[Path], kind: str | None = None) -> Score:
    """The score of the claims of one kind, or of all."""
    right = spurious = missed = 0
    for path in paths:
        marked = Counter(each.key for each in annotations(path) if kind in (None, each.kind))
        found = Counter(claim_key(claim) for claim in extract(path.read_text("utf-8")) if kind in (None, claim.kind))
        right += (marked & found).total()
        spurious += (found - marked).total()
        missed += (marked - found).total()
    return Score(right, spurious, missed)


def bases(paths: Sequence[Path]) -> tuple[int, int, int]:
    """Of the right claims with an annotated base: how many, with the base among the candidates, with it first."""
    ranks = []
    for path in paths:
        found = {claim_key(claim): [base.n for base in claim.bases] for claim in extract(path.read_text("utf-8"))}
        ranks += [
            found[each.key].index(each.base) if each.base in found[each.key] else None
            for each in annotations(path)
            if each.base is not None and each.key in found
        ]
    return len(ranks), sum(rank is not None for rank in ranks), ranks.count(0)


def differences(path: Path) -> Iterator[str]:
    """Every claim that was missed or is spurious, in the order of the text."""
    text = path.read_text("utf-8")
    marked = {each.key for each in annotations(path)}
    found = {claim_key(claim) for claim in extract(text)}
    for key in sorted(marked ^ found, key=lambda key: key[:3]):
        start, end, kind, value, upper, hedge = key
        around = text[max(0, start - 15) : start] + "[" + text[start:end] + "]" + text[end : end + 15]
        figure = f"{value}" if upper is None else f"{value}-{upper}"
        yield f"{'missed  ' if key in marked else 'spurious'} {kind} {figure} {hedge}: {around!r}"


def report(part: str) -> str:
    """The Markdown table of a part of the corpus: by language and by kind."""
    rows = {
        "all": (texts(part), None),
        "Chinese": ([path for path in texts(part) if path.stem.startswith("zh")], None),
        "English": ([path for path in texts(part) if path.stem.startswith("en")], None),
    } | {kind: (texts(part), kind) for kind in ("percent", "count", "fraction", "mean", "points", "spread")}
    lines = [f"| {part} | claims | precision | recall |", "|---|---:|---:|---:|"]
    for name, (paths, kind) in rows.items():
        one = score(paths, kind)
        lines.append(f"| {name} | {one.right + one.missed} | {one.precision:.3f} | {one.recall:.3f} |")
    all_bases, among, first = bases(texts(part))
    return "\n".join(
        [*lines, "", f"Bases: {all_bases} annotated, {among} among the candidates, {first} the first of them."]
    )


def main() -> None:
    """Print the table, and the differences if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", default=sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))
    parser.add_argument("--misses", action="store_true", help="list every claim missed or spurious")
    asked = parser.parse_args()
    for part in asked.parts:
        print(report(part))
        if asked.misses:
            print(*(f"{path.stem}: {line}" for path in texts(part) for line in differences(path)), sep="\n")


if __name__ == "__main__":
    main()
