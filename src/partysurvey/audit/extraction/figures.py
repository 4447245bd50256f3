"""The figures of a plain text: every number that states something, with its kind, hedge and unit."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.audit.claim import ClaimKind, Hedge
from partysurvey.audit.extraction.numerals import Numeral, neighbours, numeral, scaled
from partysurvey.audit.extraction.patterns import Patterns

_NEAR = 28  # characters before a number in which its hedge stands
_FEW = 100  # what one person does in a day, and not a town
_VERB = 6  # a word that states it
_FAR = 80  # and what it is the mean of
FILLED = "\x00"  # stands for what holds no figure
_OVER = re.compile(
    r"分之(?P<part>[零一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?|\d+(?:\.\d+)?|[xX×]{1,4}|\*{1,4})"
)
_UPPER_OVER = re.compile(r"[至到~—–-]{1,2}百分之(?P<part>[零一二三四五六七八九十]+(?:点[零一二三四五六七八九]+)?)")
_SLASH = re.compile(r"/(?P<whole>\d{1,6})(?![\d/%.]|[年月-])")
_TENTHS = re.compile(
    r"(?P<more>[多余几])?成(?![员为立功果绩本了熟长效都分就品千份名套人教因交型品])"
    r"(?P<next>[一二三四五六七八九半](?![成个名人是方]))?"
)
_TENTHS_WORDS = {"半": Decimal("0.5")}
_ENDING = set("。；;%\n")
_POWERS_OF_HUNDRED = {Decimal(100): 0, Decimal(1000): -1, Decimal(10000): -2}


class Figure(Struct, frozen=True):
    """One figure: characters [start, end) and what they say."""

    start: int
    end: int
    kind: ClaimKind
    value: Decimal | None
    digits: int = 0
    upper: Decimal | None = None
    hedge: Hedge = Hedge.EXACT
    unit: str | None = None
    in_table: bool = False  # a bare number under a head


class Spot(Struct, frozen=True):
    """A number in a text: where it begins, where it and the upper end of its range end, what it is."""

    text: str
    found: Patterns
    start: int
    end: int
    left: str  # the words before it, as far as the number before
    low: Numeral
    high: Numeral | None = None
    mean: Figure | None = None  # the last one before

    def figure(self, kind: ClaimKind, end: int, *, unit: str | None = None, power: int = 0) -> Figure:
        """The figure of this kind, times 10^power, that ends there."""
        low, high = scaled(self.low, power), scaled(self.high or Numeral(None), power)
        digits = max(low.digits, high.digits) if high.value is not None else low.digits
        return Figure(self.start, end, kind, low.value, digits, high.value, Hedge.EXACT, unit)

    @property
    def is_in_digits(self) -> bool:
        """Whether the number is written in Arabic digits, or masked."""
        return self.low.value is None or self.text[self.start].isdecimal()


def figures(text: str, found: Patterns) -> Iterator[Figure]:
    """The figures of the words of a plain text in its order; none within another."""
    open_text = found.decoy.sub(lambda decoy: FILLED * len(decoy[0]), text)
    done = 0  # what stands before belongs to earlier numbers
    mean: Figure | None = None
    for token in found.figure.finditer(open_text):
        start = token.start()
        if start < done:
            continue
        left = open_text[max(done, start - _FAR) : start]
        figure = _figure_at(open_text, token, left, found, mean)
        if figure is not None and not _is_disclaimed(figure, left, found):
            figure = _hedged(figure, left, open_text, found)
            mean = figure if figure.kind is ClaimKind.MEAN else mean
            done = figure.end
            yield figure
        elif open_text[start].isdecimal():
            done = token.end()


def _is_disclaimed(figure: Figure, left: str, found: Patterns) -> bool:
    """Whether the words before say that the number states nothing: 第3名, but not the third in 每三分之一."""
    return figure.kind is not ClaimKind.FRACTION and found.no_claim_before.search(left[-_NEAR:]) is not None


def _figure_at(text: str, token: re.Match[str], left: str, found: Patterns, mean: Figure | None) -> Figure | None:
    share = found.shares.get(token.lastgroup or "")
    if share is not None:
        value, hedge = share
        return Figure(token.start(), token.end(), ClaimKind.FRACTION, value, hedge=hedge)
    pair = _pair_of_tenths(text, token)
    if pair is not None:
        return pair
    tens = neighbours(token[0])
    if tens is not None:
        return _read(Spot(text, found, token.start(), token.end(), left, *tens, mean), _RANGED)
    low = numeral(token[0])
    if low is None:
        return None
    spot = Spot(text, found, token.start(), token.end(), left, low, None, mean)
    ranged = _ranged(spot)
    return (_read(ranged, _RANGED) if ranged else None) or _read(spot, _SINGLE)


def _read(spot: Spot, readers: "tuple[Reader, ...]") -> Figure | None:
    for reader in readers:
        figure = reader(spot)
        if figure is not None:
            return figure
    return None


def _hedged(figure: Figure, left: str, text: str, found: Patterns) -> Figure:
    """The figure with the hedge that stands around it; one that stands within it stays."""
    if figure.hedge is not Hedge.EXACT:
        return figure
    before = found.hedge_before.search(left[-_NEAR:])
    after = found.hedge_after.match(text, figure.end)
    first = found.hedges[before.lastgroup or ""] if before else Hedge.EXACT
    if after and first in {Hedge.EXACT, Hedge.ABOUT}:
        return replace(figure, hedge=found.hedges[after.lastgroup or ""])
    return figure if first is Hedge.EXACT else replace(figure, hedge=first)


def _ranged(spot: Spot) -> Spot | None:
    """The spot with the upper end of its range; None where the number begins no range."""
    upper = spot.found.upper.match(spot.text, spot.end)
    if upper is None:
        return None
    left = spot.left[-_NEAR:]
    is_and = upper["mark"].strip().lower() == "and"
    if is_and and not spot.found.between.search(left):
        return None
    if upper["mark"].strip() in {"至", "到", "to"} and spot.found.no_range_before.search(left):
        return None
    high = numeral(upper["number"])
    return None if high is None else replace(spot, end=upper.end(), high=high)


def _percent(spot: Spot) -> Figure | None:
    sign = spot.found.percent.match(spot.text, spot.end)
    if sign is None or spot.found.no_claim_after.match(spot.text, sign.end()):
        return None
    return spot.figure(ClaimKind.PERCENT, sign.end(), power=-1 if sign[0].strip() == "‰" else 0)


def _points(spot: Spot) -> Figure | None:
    sign = spot.found.points.match(spot.text, spot.end)
    if sign is None and spot.found.change_before.search(spot.left[-_NEAR:]):
        sign = spot.found.bare_points.match(spot.text, spot.end)
    return spot.figure(ClaimKind.POINTS, sign.end()) if sign else None


def _over(spot: Spot) -> Figure | None:
    """百分之七十六 as a percent, 三分之二 as a fraction."""
    parts = _OVER.match(spot.text, spot.end)
    part = numeral(parts["part"]) if parts else None
    if parts is None or part is None or not spot.low.value:
        return None
    if spot.low.value not in _POWERS_OF_HUNDRED:
        return _fraction(spot, parts.end(), part.value, spot.low.value)
    upper = _UPPER_OVER.match(spot.text, parts.end())
    high = numeral(upper["part"]) if upper else None
    end = upper.end() if upper else parts.end()
    return replace(spot, low=part, high=high).figure(ClaimKind.PERCENT, end, power=_POWERS_OF_HUNDRED[spot.low.value])


def _slash(spot: Spot) -> Figure | None:
    """1/3; not 24/7."""
    over = _SLASH.match(spot.text, spot.end)
    if over is None or spot.text[spot.start - 1 : spot.start] in {"/", "-"}:
        return None
    return _fraction(spot, over.end(), spot.low.value, Decimal(over["whole"]))


def _odds(spot: Spot) -> Figure | None:
    """One in five; "12 out of 20" is a count."""
    odds = spot.found.odds.match(spot.text, spot.end)
    whole = numeral(odds["number"]) if odds else None
    if odds is None or whole is None or whole.value is None or whole.value > (10 if " of " in odds[0] else 100):
        return None
    return _fraction(spot, odds.end(), spot.low.value, whole.value)


def _parts(spot: Spot) -> Figure | None:
    """每5人中有1人."""
    parts = spot.found.part_after.match(spot.text, spot.end) if spot.left.endswith("每") else None
    part = numeral(parts["part"]) if parts else None
    if parts is None or part is None or not spot.low.value:
        return None
    return _fraction(spot, parts.end(), part.value, spot.low.value)


def _part_name(spot: Spot) -> Figure | None:
    """Two thirds."""
    name = spot.found.part_name.match(spot.text, spot.end)
    if name is None:
        return None
    return _fraction(spot, name.end(), spot.low.value, Decimal(spot.found.parts_of_one[name.lastgroup or ""]))


def _fraction(spot: Spot, end: int, part: Decimal | None, whole: Decimal) -> Figure | None:
    if part is None:
        return Figure(spot.start, end, ClaimKind.FRACTION, None)
    if not 0 < part < whole or part != part.to_integral_value():
        return None
    return Figure(spot.start, end, ClaimKind.FRACTION, 100 * part / whole)


def _tenths(spot: Spot) -> Figure | None:
    """六成五 as 65 %."""
    sign = _TENTHS.match(spot.text, spot.end)
    if sign is None or (spot.low.value is not None and spot.low.value > 10):
        return None
    figure = spot.figure(ClaimKind.PERCENT, sign.end(), power=1)
    if sign["more"]:
        return replace(figure, hedge=Hedge.MORE_THAN)
    if sign["next"] and figure.value is not None:
        tenth = 10 * _TENTHS_WORDS["半"] if sign["next"] == "半" else (numeral(sign["next"]) or Numeral(None)).value
        return replace(figure, value=figure.value + (tenth or 0), digits=0)
    return figure


def _pair_of_tenths(text: str, token: re.Match[str]) -> Figure | None:
    """六七成 as 60 % to 70 %."""
    sign = _TENTHS.match(text, token.end())
    if sign is None or len(token[0]) != 2:
        return None
    low, high = (numeral(digit) for digit in token[0])
    if low is None or high is None or low.value is None or high.value != low.value + 1:
        return None
    return Figure(token.start(), sign.end(), ClaimKind.PERCENT, 10 * low.value, -1, 10 * high.value)


def _mean(spot: Spot) -> Figure | None:
    """A number after 平均 or "mean", or one more in the list of such numbers."""
    measure = spot.found.mean_unit.match(spot.text, spot.end)
    unit = measure or _count_unit(spot, spot.found.count)
    end = unit.end() if unit else spot.end
    words = _unit_words(unit)
    left = spot.left
    can_continue = measure is not None or spot.low.digits > 0  # whole people are counted, not averaged
    is_stated = words is not None or spot.low.digits > 0 or spot.found.states_before.search(left[-_VERB:])
    is_mean = is_stated and spot.found.mean_before.search(left)
    if not (is_mean or spot.found.mean_after.match(spot.text, end) or (can_continue and _continues_mean(spot, words))):
        return None
    if spot.found.no_mean_before.search(left) or spot.found.no_mean_after.match(spot.text, end):
        return None
    return spot.figure(ClaimKind.MEAN, end, unit=words)


def _continues_mean(spot: Spot, unit: str | None) -> bool:
    if spot.mean is None or spot.start - spot.mean.end > _FAR or spot.found.change_before.search(spot.left):
        return False
    between = spot.text[spot.mean.end : spot.start]
    if unit is None:
        return spot.low.digits > 0 and bool(spot.found.mean_link.fullmatch(between.strip(" ,，、(")))
    is_like_it = unit == spot.mean.unit or (spot.mean.unit is None and spot.low.digits > 0)
    return is_like_it and not set(between) & _ENDING


def _spread(spot: Spot) -> Figure | None:
    if not spot.found.spread_before.search(spot.left[-_NEAR:]):
        return None
    unit = spot.found.mean_unit.match(spot.text, spot.end)
    return spot.figure(ClaimKind.SPREAD, unit.end() if unit else spot.end, unit=_unit_words(unit))


def _mean_with_spread(spot: Spot) -> Figure | None:
    """The 41.5 of 41.5±3.2."""
    is_mean = re.compile(" ?±").match(spot.text, spot.end)
    return spot.figure(ClaimKind.MEAN, spot.end) if is_mean else None


def _count(spot: Spot) -> Figure | None:
    small = not spot.is_in_digits and spot.low.value is not None and spot.low.value < 10
    if small and spot.low.value is not None and spot.low.value < 2:
        return None
    unit = _count_unit(spot, spot.found.word_count if small else spot.found.count)
    if unit is None or not _is_whole(spot.low) or _is_no_count(spot, unit):
        return None
    figure = spot.figure(ClaimKind.COUNT, unit.end(), unit=_unit_words(unit))
    more = next(
        (spot.found.hedges[name] for name, text in unit.groupdict().items() if text and name.startswith("more")), None
    )
    return replace(figure, hedge=more) if more else figure


def _is_no_count(spot: Spot, unit: re.Match[str]) -> bool:
    """Whether it is a rate, or the name of an answer."""
    if spot.low.value is not None and spot.low.value < _FEW and spot.found.no_count_after.match(spot.text, unit.end()):
        return True
    is_of_people = spot.found.people.fullmatch(_unit_words(unit) or "")
    return not is_of_people and bool(spot.found.no_things_after.match(spot.text, unit.end()))


def _bare_count(spot: Spot) -> Figure | None:
    """The 68 of "n = 68", the 29 of "29 of the 60", the 231 of "231 were valid"."""
    if spot.low.value is None or not _is_whole(spot.low):
        return None
    stands_alone = spot.low.value > 1 and spot.found.count_after.match(spot.text, spot.end)
    if not stands_alone and not spot.found.count_before.search(spot.left[-_NEAR:]):
        return None
    return spot.figure(ClaimKind.COUNT, spot.end)


def _is_whole(number: Numeral) -> bool:
    return number.value is None or number.value == number.value.to_integral_value()


def _count_unit(spot: Spot, pattern: re.Pattern[str]) -> re.Match[str] | None:
    return pattern.match(spot.text, spot.end)


def _unit_words(unit: re.Match[str] | None) -> str | None:
    if unit is None:
        return None
    return next(text for name, text in unit.groupdict().items() if text and name.startswith("unit")).strip(" -")


Reader = Callable[[Spot], Figure | None]
_RANGED: tuple[Reader, ...] = (_points, _percent, _tenths, _mean, _count)
_SINGLE: tuple[Reader, ...] = (
    _over,
    _points,
    _percent,
    _tenths,
    _slash,
    _odds,
    _parts,
    _part_name,
    _spread,
    _mean_with_spread,
    _mean,
    _count,
    _bare_count,
)
