"""Synthetic respondents: exact margins, and answers that go together because hidden traits push them.

Everything rests on `random.Random(seed).random()`, on adding and multiplying floats one after another and on stable
sorting, all of which give the same bits with every Python on every machine. (`sum()` of floats, `gauss()` and
`shuffle()` do not promise that, so they are not used.)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

SKIPPED = "(跳过)"
BLANK = ""

Allowed = Callable[[int, str], bool]
Bands = Mapping[tuple[int, int], int]


class Sample:
    """`size` respondents in the making: hidden traits and finished columns, one value per respondent in each."""

    def __init__(self, seed: int, size: int, elsewhere: str = SKIPPED) -> None:
        """Start with nobody knowing anything; `elsewhere` is written where a question was not asked."""
        self.random = Random(seed).random
        self.size = size
        self.elsewhere = elsewhere
        self.traits: dict[str, list[float]] = {}
        self.columns: dict[str, list[str]] = {}

    # Who

    def everybody(self) -> list[int]:
        """The places of all respondents."""
        return list(range(self.size))

    def those(self, column: str, *answers: str) -> list[int]:
        """The places of the respondents who gave one of the answers."""
        return [place for place, answer in enumerate(self.columns[column]) if answer in answers]

    def integers(self, column: str, absent: int = 0) -> list[int]:
        """The column as whole numbers, `absent` where it holds none."""
        return [int(answer) if answer.lstrip("-").isdigit() else absent for answer in self.columns[column]]

    # What drives them

    def normal(self) -> float:
        """A draw from nearly the standard normal distribution (twelve uniform draws, added)."""
        total = -6.0
        for _ in range(12):
            total += self.random()
        return total

    def integer(self, low: int, high: int) -> int:
        """A whole number, `low <= x <= high`, all alike likely."""
        return low + int(self.random() * (high - low + 1))

    def trait(self, name: str, noise: float = 1.0, **loadings: float) -> None:
        """Add a hidden trait: the loadings times the other traits, plus noise."""
        self.traits[name] = self.propensity(noise, loadings)

    def observed_trait(self, name: str, values: Sequence[float]) -> None:
        """Make a trait of something known, brought to mean 0 and mean absolute deviation 1."""
        mean = total(values) / len(values)
        spread = total([abs(value - mean) for value in values]) / len(values)
        self.traits[name] = [(value - mean) / spread for value in values]

    def propensity(self, noise: float, loadings: Mapping[str, float]) -> list[float]:
        """One float per respondent: how strongly the traits and chance push towards the first answers."""
        pushes = []
        for place in range(self.size):
            push = noise * self.normal()
            for name in sorted(loadings):
                push += loadings[name] * self.traits[name][place]
            pushes.append(push)
        return pushes

    def drawn(self, places: Iterable[int], count: int) -> list[int]:
        """`count` of the places by lot, in order."""
        lots = sorted((self.random(), place) for place in places)
        return sorted(place for _, place in lots[:count])

    # Answers with exact margins

    def allot(
        self,
        column: str,
        counts: Mapping[str, int],
        among: Sequence[int] | None = None,
        allowed: Allowed | None = None,
        noise: float = 1.0,
        **loadings: float,
    ) -> None:
        """Give each answer to exactly as many as `counts` says; those pushed hardest get the first answers.

        The blank answer falls by lot. `allowed(place, answer)` keeps an answer from those whom it does not suit.
        """
        asked = self.everybody() if among is None else list(among)
        if sum(counts.values()) != len(asked):
            raise ValueError(f"{column}: {sum(counts.values())} answers for {len(asked)} respondents")
        cells = [self.elsewhere] * self.size
        pushes = self.propensity(noise, loadings)
        left = set(asked) - set(self.drawn(asked, counts.get(BLANK, 0)))
        for place in set(asked) - left:
            cells[place] = BLANK
        queue = sorted(left, key=lambda place: (-pushes[place], place))
        for answer, count in counts.items():
            if answer == BLANK:
                continue
            fit = [place for place in queue if allowed is None or allowed(place, answer)][:count]
            if len(fit) < count:
                raise ValueError(f"{column}: only {len(fit)} of {count} can answer {answer}")
            for place in fit:
                cells[place] = answer
            queue = [place for place in queue if place not in fit]
        self.columns[column] = cells

    def spread(
        self,
        column: str,
        bands: Bands,
        among: Sequence[int] | None = None,
        blank: int = 0,
        ceiling: Sequence[int] | None = None,
        noise: float = 1.0,
        **loadings: float,
    ) -> None:
        """Give numbers: to exactly as many as `bands` says, evenly from low to high; hardest pushed, first band.

        Nobody gets more than `ceiling` allows.
        """
        limits = {f"{low}—{high}": (low, high) for low, high in bands}
        counts = dict(zip(limits, bands.values(), strict=True)) | ({BLANK: blank} if blank else {})
        roof = [10**9] * self.size if ceiling is None else ceiling
        self.allot(column, counts, among, lambda place, name: limits[name][0] <= roof[place], noise, **loadings)
        cells = self.columns[column]
        for name, (low, high) in limits.items():
            for place in self.those(column, name):
                cells[place] = str(min(roof[place], self.integer(low, high)))

    def choose(
        self,
        column: str,
        pulls: Mapping[str, float],
        how_many: Mapping[int, int],
        among: Sequence[int] | None = None,
        separator: str = "┋",
    ) -> None:
        """Give several answers: to exactly as many as `how_many` says 0, 1, 2 … of them, the strongest pulls most.

        Joined in the order of `pulls`; with the separator → in the order of preference. 0 answers is blank.
        """
        self.allot(column, {str(number): count for number, count in how_many.items()}, among)
        cells = self.columns[column]
        asked = self.everybody() if among is None else among
        for place in asked:
            number = int(cells[place])
            wishes = sorted(pulls, key=lambda answer: -(pulls[answer] + self.normal()))[:number]
            cells[place] = separator.join(wishes if separator == "→" else (p for p in pulls if p in wishes))

    # Loose ends

    def part(self, column: str, headers: Mapping[str, str], separator: str = "┋") -> None:
        """Put several answers into one column each: 1 where it was chosen, 0 where not, as some platforms export."""
        cells = self.columns.pop(column)
        for answer, header in headers.items():
            self.columns[header] = [
                cell if cell in {BLANK, self.elsewhere} else str(int(answer in cell.split(separator))) for cell in cells
            ]

    def specify(self, column: str, label: str, texts: Sequence[str], separator: str = "┋") -> None:
        """Write a text behind "other" wherever it was chosen, as platforms do: 其他〖…〗."""
        cells = self.columns[column]
        turn = 0
        for place, cell in enumerate(cells):
            parts = cell.split(separator)
            if label in parts:
                parts[parts.index(label)] = f"{label}〖{texts[turn % len(texts)]}〗"
                cells[place] = separator.join(parts)
                turn += 1

    def write(self, column: str, texts: Sequence[str], count: int, among: Sequence[int] | None = None) -> None:
        """Let `count` respondents write a free text, the others nothing."""
        cells = [BLANK] * self.size
        for turn, place in enumerate(self.drawn(self.everybody() if among is None else among, count)):
            cells[place] = texts[turn % len(texts)]
        self.columns[column] = cells

    def date(
        self, column: str, year: int, years_ago: Sequence[int], blank: int = 0, form: str = "{}-{:02}-{:02}"
    ) -> None:
        """Give days that lie so many years before the year."""
        cells = [form.format(year - ago, self.integer(1, 12 if ago else 6), self.integer(1, 28)) for ago in years_ago]
        for place in self.drawn(self.everybody(), blank):
            cells[place] = BLANK
        self.columns[column] = cells

    def settle(self, column: str, goal: int, among: Sequence[int], limits: tuple[int, int], step: int = 1) -> None:
        """Move numbers by a step, one respondent after the other, until those among have the goal as their sum."""
        cells = self.columns[column]
        low, high = limits
        missing = goal - sum(int(cells[place]) for place in among)
        if missing % step:
            raise ValueError(f"{column}: no steps of {step} lead to {goal}")
        move = step if missing > 0 else -step
        order = sorted((self.random(), place) for place in among)
        while missing:
            before = missing
            for _, place in order:
                if missing and low <= int(cells[place]) + move <= high:
                    cells[place] = str(int(cells[place]) + move)
                    missing -= move
            if missing == before:
                raise ValueError(f"{column}: {goal} is out of reach")


def total(values: Iterable[float]) -> float:
    """The sum of the values, added one after another, so that it has the same bits with every Python."""
    result = 0.0
    for value in values:
        result += value
    return result
