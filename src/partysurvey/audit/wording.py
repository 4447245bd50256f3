"""Why a claim got its verdict, in both languages."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from partysurvey.audit.claim import BaseCandidate
from partysurvey.audit.feasibility import Nearest
from partysurvey.audit.judgement import Comparison, Runs
from partysurvey.survey.text import Text

SHOWN_RUNS = 12
REMEMBERED = 2**14  # sentences: in a report many are alike

MASKED = Text("公布时已隐去", "masked in print")
ELSEWHERE = Text("不是调查得出的数字", "not a figure of the survey")
TOO_LONG = Text("位数过多，不作核对", "more digits than any survey gives")
NO_SHARE = Text("不在0–100%之间，不是人数占比", "not between 0 and 100 %: no share of people")
WORDS = Text("约数，任何人数都可相符", "a fraction in words fits any number of people")
LONE_COUNT = Text("单个人数无从核对，需要总数或数据", "a count by itself; a total or the data would check it")
LONE_POINTS = Text("百分点之差，缺少两个百分比", "a difference; the two percents it compares are not in the sentence")
LONE_SPREAD = Text("标准差缺少对应的均值或人数", "a standard deviation without its mean and number of people")
NO_MEAN_BASE = Text("均值没有说明人数", "a mean without a number of people")
BOUNDED = Text("只给出界限，任何人数都可相符", "only a bound, which fits any number of people")
ANY_BASE = Text("任何人数都可相符", "fits any number of people")
CROWDED = Text("未说明人数的不同百分比过多，不作核对", "too many different percents without a base")
WHOLE_ANSWERS = Text("前提是每个回答都是整数", "if every answer is a whole number")


def joined(*parts: Text, between: Text = Text("；", "; ")) -> Text:  # frozen
    """The texts one after the other, empty ones left out."""
    told = [part for part in parts if part]
    return Text(between.zh.join(part.zh for part in told), between.en.join(part.en for part in told))


@lru_cache(REMEMBERED)
def counts_of(first: int, last: int, base: int) -> Text:
    """How many people of the base give the figure."""
    number = str(first) if first == last else f"{first}–{last}"
    return Text(f"{base}人中的{number}人", f"{number} of {base}")


def none_of(base: int, nearest: Sequence[Nearest], sign: str = "%") -> Text:
    """That no whole number of people gives the figure, and the nearest ones that do."""
    zh = "，".join(f"{each.count}人为{each.value}{sign}" for each in nearest)
    en = ", ".join(f"{each.count} of {each.base} are {each.value}{' ' if sign else ''}{sign}" for each in nearest)
    return Text(f"{base}人中任何整数都得不到：{zh}", f"no whole number out of {base} gives it: {en}")


def no_mean_of(base: int, nearest: Sequence[Nearest]) -> Text:
    """That whole answers give no such mean, and the nearest ones."""
    values = " / ".join(str(each.value) for each in nearest)
    whole = Text(
        f"{base}人的整数回答得不到此均值，最接近的是{values}",
        f"whole answers of {base} have no such mean: nearest {values}",
    )
    return joined(whole, WHOLE_ANSWERS)


def only_for(runs: Runs, limit: int) -> Text:
    """Which numbers of people fit, the first of them where there are many."""
    if not runs:
        return Text(f"{limit:,}人以内没有相符的人数", f"no number of people up to {limit:,} fits")
    listed = runs_text(runs, limit)
    return Text(f"人数只能是 {listed.zh}", f"only with {listed.en} people")


def runs_text(runs: Runs, limit: int) -> Text:
    """Numbers of people: "25, 45, 46, 49–51 …; every one from 100 on"; the limit ends what was tried."""
    open_ended = runs[-1][1] == limit
    finite = runs[:-1] if open_ended else runs
    shown = ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in finite[:SHOWN_RUNS])
    dots = " …" if len(finite) > SHOWN_RUNS else ""
    if not open_ended:
        return Text.same(shown + dots)
    start = runs[-1][0]
    tail = Text(f"{start}及以上各数", f"every number from {start} on")
    return joined(Text.same(shown + dots), tail)


def fits_instead(candidates: Sequence[BaseCandidate]) -> Text:
    """Which other numbers in the text the percent fits."""
    if not candidates:
        return Text()
    lines = [(each.n, each.span.line if each.span else None) for each in candidates]
    zh = "、".join(f"{n}（第{line}行）" if line else str(n) for n, line in lines)
    en = ", ".join(f"{n} (line {line})" if line else str(n) for n, line in lines)
    return Text(f"文中与之相符的人数：{zh}", f"of the numbers in the text it fits {en}")


def not_of(bases: Sequence[int]) -> Text:
    """That the percent does not fit other bases that it could refer to."""
    if not bases:
        return Text()
    return Text(f"与{'、'.join(map(str, bases))}不符", f"does not fit {', '.join(map(str, bases))}")


def split_total(total: Decimal) -> Text:
    """What the parts of an exhaustive split make together."""
    return Text(f"各项合计{total}%，舍入误差不足以解释", f"the parts make {total} %, more than rounding explains")


def split_fails(base: int) -> Text:
    """That no whole parts make up the base."""
    return Text(f"各项的人数凑不成{base}人", f"no whole numbers of people in the parts make up {base}")


def split_of(parts: int, runs: Runs, limit: int) -> Text:
    """Which numbers of people can be cut into the parts."""
    return joined(
        Text(f"{parts}项合并考虑", f"its {parts} parts together"), only_for(runs, limit), between=Text("，", ": ")
    )


def other_rule(count: int, base: int) -> Text:
    """That the figure is there if it was cut off instead of rounded."""
    return Text(
        f"若为截断而非四舍五入，{base}人中的{count}人可得",
        f"cut off instead of rounded, {count} of {base} would give it",
    )


def count_beside(count: int, base: int, percent: Decimal) -> Text:
    """That the count printed beside the percent gives another percent."""
    return Text(f"所列{count}人占{base}人的{percent}%", f"the {count} printed beside it are {percent} % of {base}")


def part_above(part: Decimal, total: Decimal) -> Text:
    """That a part is greater than its total."""
    return Text(f"部分{part}大于总数{total}", f"the part {part} is more than its total {total}")


def parts_make(made: Decimal, total: Decimal) -> Text:
    """That parts which should exhaust their total do not."""
    return Text(f"各部分合计{made}，而总数为{total}", f"the parts make {made}, and the total is {total}")


def adds_up(total: Decimal | None) -> Text:
    """That a part goes with its total."""
    return Text(f"与总数{total}相符", f"goes with the total {total}")


def no_spread_of(n: int, mean: Decimal) -> Text:
    """That no whole answers have the mean and the standard deviation."""
    whole = Text(
        f"{n}人均值{mean}得不到此标准差", f"no answers of {n} with the mean {mean} have this standard deviation"
    )
    return joined(whole, WHOLE_ANSWERS)


def spread_of(n: int, mean: Decimal) -> Text:
    """That whole answers can have the mean and the standard deviation."""
    return Text(f"与{n}人、均值{mean}相符", f"goes with {n} people and the mean {mean}")


def points_not_percent(before: Decimal, after: Decimal, claimed: Decimal) -> Text:
    """That a change told in percent is one of percentage points."""
    points = abs(after - before)
    return Text(
        f"从{before}%到{after}%相差{points}个百分点，不是{claimed}%",
        f"from {before} % to {after} % are {points} percentage points, not {claimed} %",
    )


def percent_not_points(before: Decimal, after: Decimal, claimed: Decimal) -> Text:
    """That a change told in percentage points is one in percent."""
    points = abs(after - before)
    return Text(
        f"从{before}%到{after}%变化{claimed}%，相差只有{points}个百分点",
        f"from {before} % to {after} % is a change by {claimed} %, but only {points} percentage points",
    )


def points_between(before: Decimal, after: Decimal) -> Text:
    """The two percents that a difference in points goes with."""
    return Text(f"即{before}%与{after}%之差", f"the difference of {before} % and {after} %")


def whole_mean(n: int) -> Text:
    """That whole answers can have the mean."""
    return Text(f"{n}人的整数回答可得此均值", f"whole answers of {n} can have this mean")


def data_say(found: Comparison) -> Text:
    """What the data give, and the difference where it is another figure."""
    share = found.statistic == "share"
    sign = "%" if share else ""
    weights = f"（不加权{found.unweighted}{sign}）" if found.unweighted is not None else ""
    zh = f"数据为{found.rounded}{sign}{weights}（n={found.base}）"
    unweighted = f", unweighted {found.unweighted}{' %' * share}" if found.unweighted is not None else ""
    en = f"the data give {found.rounded}{' %' * share}{unweighted} (n = {found.base})"
    if found.reproduced:
        return Text(zh, en)
    unit = Text("个百分点", " points") if share else Text()
    return joined(Text(zh, en), Text(f"相差{found.difference:+f}{unit.zh}", f"{found.difference:+f}{unit.en}"))


def other_base(base: int, stated: Sequence[int]) -> Text:
    """That the data have another number of people than the text."""
    listed = ", ".join(map(str, stated))
    return Text(f"数据中为{base}人，文中为{listed}人", f"the data have {base} people, the text {listed}")
