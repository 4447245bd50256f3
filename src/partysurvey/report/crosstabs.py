"""Crosstabs: options as rows, groups of a banner as columns, everybody first."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.results import Result, Statistics
from partysurvey.report import wording
from partysurvey.report.document import HIDDEN, Cell, Column, Coordinates, Format, Row, Table
from partysurvey.report.formats import Count, Interval, Number, Percent, Words
from partysurvey.report.notes import crossing_notes, has_interval, has_letters
from partysurvey.report.protection import has_hidden_options
from partysurvey.report.setting import Crossing, Setting, shown_nets, shown_shares
from partysurvey.report.tables import BASE, interval_head, members, number_format, share_head
from partysurvey.report.totals import observed_format, shows_total, total_format
from partysurvey.survey import AnyQuestion, Derived, Grid, Scale, SingleChoice, Text

Part = TypeVar("Part")


def crosstab_table(
    name: str, title: str, question: AnyQuestion | Derived, crossing: Crossing, setting: Setting
) -> Table:
    """The column percents of every option and net with n beside, means beneath, the base of every group last.

    A number without bands has its statistics alone, one column per group.
    """
    everybody = crossing.everybody
    shares = (*everybody.options, *everybody.nets)
    rows = [
        Row(
            setting.words(share.label),
            (),
            "option" if place < len(everybody.options) else "net",
            of=Coordinates(option=share.option),
        )
        for place, share in enumerate(shares)
    ]
    rows += statistic_rows(question, crossing, setting)
    people = setting.words(wording.BASES[everybody.base.kind])
    base = Row(setting.words(wording.BASE, people=people), (), "base", format=Count(), of=BASE)
    groups = (everybody, *crossing.groups)
    shown = [_shown(crossing, result, setting) for result in groups]
    columns = [_group_columns(*each, setting) for each in zip(groups, shown, strict=True)]
    values = [
        _group_values(*each, question, len(rows) - len(shares), setting) for each in zip(groups, shown, strict=True)
    ]
    return Table(
        name=name,
        title=title,
        stub_head=setting.words(wording.OPTION if shares else wording.STATISTIC),
        columns=tuple(column for pair in columns for column in pair),
        rows=tuple(_filled(row, place, values) for place, row in enumerate([*rows, base])),
        notes=crossing_notes(crossing, setting),
        of=Coordinates(everybody.question, everybody.item),
    )


def is_crossable(result: Result) -> bool:
    """Whether a crosstab of the question would have rows: texts and days have none."""
    return bool(result.options) or (result.statistics is not None and result.kind != "date")


def group_label(result: Result, setting: Setting) -> str:
    """The label of a group; of everybody: "合计"."""
    return setting.words(result.by_label or wording.TOTAL)


class _Shown(Struct, frozen=True):
    """What stands beneath the name of a group, besides its shares or statistics."""

    counts: bool
    intervals: bool
    letters: bool

    def parts(self, count: Part, value: Part, interval: Part, letters: Part) -> tuple[Part, ...]:
        """Those of the parts that stand there."""
        present = ((count, self.counts), (value, True), (interval, self.intervals), (letters, self.letters))
        return tuple(part for part, is_shown in present if is_shown)


def _shown(crossing: Crossing, result: Result, setting: Setting) -> _Shown:
    intervals = setting.design is not None and any(map(has_interval, (crossing.everybody, *crossing.groups)))
    compared = result.by is not None and not result.hidden
    return _Shown(bool(result.options), intervals, compared and has_letters(crossing))


def _group_columns(result: Result, shown: _Shown, setting: Setting) -> tuple[Column, ...]:
    label = group_label(result, setting)
    if shown.letters and result.letter:
        label = setting.words(wording.LETTERED, group=label, letter=result.letter)
    form = Percent(setting.style.digits) if shown.counts else Number(2)
    group = Coordinates(by=result.by, by_option=result.by_option)
    if not (shown.counts or shown.intervals or shown.letters):
        return (Column(label, form, of=group),)
    head = share_head(result, setting) if shown.counts else setting.words(wording.VALUE)
    return shown.parts(
        Column(setting.words(wording.COUNT), Count(), label, of=replace(group, stat="n")),
        Column(head, form, label, of=group),
        Column(interval_head(setting), Interval(form), label, role="interval", of=group),
        Column(setting.words(wording.ABOVE if result.letter else wording.AGAINST_REST), Words(), label, align="left"),
    )


def _group_values(
    result: Result, shown: _Shown, question: AnyQuestion | Derived, statistics: int, setting: Setting
) -> list[tuple[Cell, ...]]:
    """The values of the columns of one group, row by row: options, nets, statistics, base."""
    nothing: Cell = HIDDEN if result.hidden or has_hidden_options(result) else None
    numbers = _statistic_cells(result.statistics) if result.statistics else [(nothing, "", "")] * statistics
    base = HIDDEN if result.hidden else result.base.n
    return [
        *_share_cells(result, question, setting, shown),
        *(shown.parts("", *number) for number in numbers[:statistics]),
        (base, *[""] * (len(shown.parts("", "", "", "")) - 1)),
    ]


def _share_cells(
    result: Result, question: AnyQuestion | Derived, setting: Setting, shown: _Shown
) -> Iterator[tuple[Cell, ...]]:
    shares = (*result.options, *result.nets)
    percents = (*shown_shares(result, setting.style), *shown_nets(result, members(question), setting.style))
    for share, percent in zip(shares, percents, strict=True):
        if share.hidden:
            yield shown.parts(HIDDEN, HIDDEN, "", "")
        else:
            yield shown.parts(share.n, percent, (share.low, share.high), " ".join(share.letters))


def statistic_rows(question: AnyQuestion | Derived, crossing: Crossing, setting: Setting) -> list[Row]:
    """The rows of statistics, without values: the mean score of options; mean, sd, median, total of a number."""
    result = crossing.everybody
    if result.statistics is None or result.kind == "date":
        return []
    if isinstance(question, SingleChoice | Scale | Grid):
        return [_statistic_row("mean", wording.MEAN_SCORE, Number(2), setting)]
    known = number_format(result)
    form = known if isinstance(known, Number) else Number(2)
    found = [group.statistics for group in (result, *crossing.groups) if group.statistics]
    medians = observed_format([statistics.quantiles.get(0.5) for statistics in found], form)
    stubs = (("mean", wording.MEAN, form), ("sd", wording.SD, form), ("median", wording.MEDIAN, medians))
    rows = [_statistic_row(stat, stub, own, setting) for stat, stub, own in stubs]
    if shows_total(question):
        total = total_format((result, *crossing.groups), form)
        rows.append(_statistic_row("total", wording.TOTAL, total, setting))
    return rows


def _statistic_row(stat: str, stub: Text, form: Format, setting: Setting) -> Row:
    return Row(setting.words(stub), (), "statistic", format=form, of=Coordinates(stat=stat))


def _statistic_cells(statistics: Statistics) -> list[tuple[Cell, Cell, Cell]]:
    """Mean, standard deviation, median and total with the interval and the letters of the mean."""
    interval, letters = (statistics.low, statistics.high), " ".join(statistics.letters)
    others = (statistics.sd, statistics.quantiles.get(0.5), statistics.total)
    return [(statistics.mean, interval, letters), *((value, "", "") for value in others)]


def _filled(row: Row, place: int, values: Sequence[Sequence[tuple[Cell, ...]]]) -> Row:
    cells = tuple(cell for group in values for cell in group[place])
    return replace(row, values=cells)
