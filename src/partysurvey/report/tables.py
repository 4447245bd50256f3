"""Tables of one question: options, items, statistics."""

from collections.abc import Iterator, Mapping, Sequence

from partysurvey.estimates.results import Result, Share, Statistics
from partysurvey.report import wording
from partysurvey.report.document import Cell, Column, Coordinates, Row, Table
from partysurvey.report.formats import Count, Day, Interval, Number, Percent
from partysurvey.report.notes import has_interval, statistics_notes, topline_notes
from partysurvey.report.setting import Setting, Topic, shown_nets, shown_shares
from partysurvey.report.totals import observed_format, shows_total, total_format
from partysurvey.survey import AnyQuestion, Derived, Text

BASE = Coordinates(stat="base")
COMPUTED = frozenset({"mean", "sd"})  # statistics that are values of nobody
Part = tuple[Column, list[Cell]]  # a column with its values, top to bottom


def option_table(name: str, title: str, topic: Topic, setting: Setting) -> Table:
    """One row per option, net beneath: n, percent (of cases and responses), interval, bar; and the base."""
    result = topic.toplines[0]
    shares = (*result.options, *result.nets)
    shown = (*shown_shares(result, setting.style), *shown_nets(result, members(topic.question), setting.style))
    parts = [_count_part(shares, result, setting), *_share_parts(shares, shown, result, setting)]
    stubs = [setting.words(share.label) for share in shares]
    base = Row(_base_stub(result, setting), (result.base.n, *[""] * (len(parts) - 1)), "base", of=BASE)
    return Table(
        name=name,
        title=title,
        stub_head=setting.words(wording.OPTION),
        columns=tuple(column for column, _ in parts),
        rows=(*_rows(shares, stubs, [values for _, values in parts], len(result.options)), base),
        notes=topline_notes(topic.toplines, topic.question, setting),
        of=Coordinates(topic.question.id),
    )


def grid_table(name: str, title: str, topic: Topic, setting: Setting) -> Table:
    """One row per item: the percent of every option and net, the mean score and the base."""
    columns = _grid_columns(topic.toplines[0], setting)
    return Table(
        name=name,
        title=title,
        stub_head=setting.words(wording.ITEM),
        columns=tuple(columns),
        rows=tuple(_grid_row(result, topic.question, setting) for result in topic.toplines),
        notes=topline_notes(topic.toplines, topic.question, setting),
        of=Coordinates(topic.question.id),
    )


def statistics_table(name: str, title: str, topic: Topic, setting: Setting) -> Table:
    """One row per statistic of a number (or day), the mean with its interval; the total if wanted; and the base."""
    result = topic.toplines[0]
    number = number_format(result)
    with_interval = has_interval(result) and result.method != "census"
    interval_column = Column(interval_head(setting), Interval(number), role="interval")
    columns = (Column(value_head(topic.question, setting), number), *([interval_column] if with_interval else []))
    base = Row(_base_stub(result, setting), (result.base.n, "")[: len(columns)], "base", format=Count(), of=BASE)
    return Table(
        name=name,
        title=title,
        stub_head=setting.words(wording.STATISTIC),
        columns=columns,
        rows=(
            *(
                Row(
                    setting.words(stub),
                    (value, interval)[: len(columns)],
                    "statistic",
                    format=statistic_format(stat, value, number),
                    of=Coordinates(stat=stat),
                )
                for stat, stub, value, interval in _statistics(result.kind, result.statistics)
            ),
            *_total_rows(topic, number, len(columns), setting),
            base,
        ),
        notes=statistics_notes(result, setting),
        of=Coordinates(topic.question.id),
    )


def members(question: AnyQuestion | Derived) -> Mapping[str, Sequence[str]]:
    """The option codes of every declared net, by the code of the net."""
    return {net.code: net.options for net in getattr(question, "nets", ())}


def number_format(result: Result) -> Day | Number:
    """Days as days; numbers with as many decimals as their spread makes sense of."""
    if result.kind == "date":
        return Day()
    return Number(_number_digits(result.statistics))


def statistic_format(stat: str, value: float | None, number: Day | Number) -> Day | Number:
    """The format of one statistic: values that stand in the data may be whole, unlike a mean."""
    if stat in COMPUTED or isinstance(number, Day):
        return number
    return observed_format([value], number)


def value_head(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The head of a column of values, with the unit if there is one."""
    head, unit = setting.words(wording.VALUE), unit_of(question, setting)
    return setting.words(wording.IN_UNIT, head=head, unit=unit) if unit else head


def unit_of(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The unit of a number, "" where it has none."""
    return setting.words(getattr(question, "unit", Text()))


def share_head(result: Result, setting: Setting) -> str:
    """The head of a column of shares, which says of what they are where that is not plain."""
    heads = {"multiple": wording.SHARE_OF_CASES, "ranking": wording.FIRST_PLACE}
    return setting.words(heads.get(result.kind, wording.SHARE))


def interval_head(setting: Setting) -> str:
    """The head of a column of intervals: "95%置信区间"."""
    return setting.words(wording.INTERVAL, level=setting.level)


def quantile_stat(quantile: float) -> str:
    """What a quantile is called in addresses: "median", "quantile_0.25"."""
    return "median" if quantile == 0.5 else f"quantile_{quantile:g}"


def quantile_stub(quantile: float) -> Text:
    """The name of a quantile: the median, the quartiles, or its percent."""
    named = {0.5: wording.MEDIAN, **wording.QUARTILES}.get(quantile)
    percent = f"{quantile * 100:g}"
    return named or Text(*(wording.QUANTILE.into(each).format(percent=percent) for each in ("zh", "en")))


def _count_part(shares: Sequence[Share], result: Result, setting: Setting) -> Part:
    head = wording.CASES if result.kind == "multiple" else wording.COUNT
    return Column(setting.words(head), Count(), of=Coordinates(stat="n")), [share.n for share in shares]


def _share_parts(
    shares: Sequence[Share], shown: Sequence[float | None], result: Result, setting: Setting
) -> list[Part]:
    """The columns of percents (their heads depend on the kind of question), intervals and bars."""
    percent = Percent(setting.style.digits)
    parts: list[Part] = [(Column(share_head(result, setting), percent), list(shown))]
    if result.kind == "multiple":
        of_responses: list[Cell] = [share.share_of_responses for share in shares]
        if any(value is not None for value in of_responses):
            head = setting.words(wording.SHARE_OF_RESPONSES)
            parts.append((Column(head, percent, of=Coordinates(stat="share_of_responses")), of_responses))
    if result.kind == "ranking":
        ranked = Column(setting.words(wording.ANY_PLACE), percent, of=Coordinates(stat="ranked_share"))
        rank = Column(setting.words(wording.MEAN_RANK), Number(2), of=Coordinates(stat="mean_rank"))
        parts.append((ranked, [share.ranked_share for share in shares]))
        parts.append((rank, [share.mean_rank for share in shares]))
    if has_interval(result) and result.method != "census":
        intervals = Column(interval_head(setting), Interval(percent), role="interval")
        parts.append((intervals, [(share.low, share.high) for share in shares]))
    return [*parts, (Column("", percent, role="bar", align="left"), list(shown))]


def _rows(shares: Sequence[Share], stubs: Sequence[str], columns: Sequence[Sequence[Cell]], options: int) -> list[Row]:
    lines = zip(shares, stubs, zip(*columns, strict=True), strict=True)
    return [
        Row(stub, values, "option" if place < options else "net", of=Coordinates(option=share.option))
        for place, (share, stub, values) in enumerate(lines)
    ]


def _base_stub(result: Result, setting: Setting) -> str:
    return setting.words(wording.BASE, people=setting.words(wording.BASES[result.base.kind]))


def _grid_columns(result: Result, setting: Setting) -> list[Column]:
    percent = Percent(setting.style.digits)
    shares = [
        Column(setting.words(share.label), percent, of=Coordinates(option=share.option))
        for share in (*result.options, *result.nets)
    ]
    mean = Column(setting.words(wording.MEAN_SCORE), Number(2), of=Coordinates(stat="mean"))
    return [*shares, *([mean] if result.statistics else []), Column(setting.words(wording.COUNT), Count(), of=BASE)]


def _grid_row(result: Result, question: AnyQuestion | Derived, setting: Setting) -> Row:
    shares = (*shown_shares(result, setting.style), *shown_nets(result, members(question), setting.style))
    mean = [result.statistics.mean] if result.statistics else []
    label = setting.words(result.item_label or result.text)
    return Row(label, (*shares, *mean, result.base.n), of=Coordinates(item=result.item))


def _total_rows(topic: Topic, form: Day | Number, width: int, setting: Setting) -> Iterator[Row]:
    """The row of the total, where the questionnaire wants it."""
    result = topic.toplines[0]
    if shows_total(topic.question) and result.statistics and isinstance(form, Number):
        values = (result.statistics.total, "")[:width]
        total = total_format([result], form)
        yield Row(setting.words(wording.TOTAL), values, "statistic", format=total, of=Coordinates(stat="total"))


def _number_digits(statistics: Statistics | None) -> int:
    spread = statistics.sd if statistics and statistics.sd is not None else 0.0
    return 0 if spread >= 1000 else 1 if spread >= 10 else 2  # three or four digits that mean something


def _statistics(kind: str, statistics: Statistics | None) -> list[tuple[str, Text, float | None, Cell]]:
    """Address, name, value and interval of the statistics that a number or a date has."""
    if statistics is None:
        return []
    quantiles = [(quantile_stat(p), quantile_stub(p), value, "") for p, value in sorted(statistics.quantiles.items())]
    if kind == "date":
        first, last = (wording.FIRST_DAY, statistics.min, ""), (wording.LAST_DAY, statistics.max, "")
        return [("min", *first), *quantiles, ("max", *last)]
    return [
        ("mean", wording.MEAN, statistics.mean, (statistics.low, statistics.high)),
        ("sd", wording.SD, statistics.sd, ""),
        ("min", wording.MINIMUM, statistics.min, ""),
        *quantiles,
        ("max", wording.MAXIMUM, statistics.max, ""),
    ]
