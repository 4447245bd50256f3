"""Crosstabs: options as rows, groups of a banner as columns, everybody first."""

from collections.abc import Sequence

from partysurvey.estimates.results import Result
from partysurvey.report import wording
from partysurvey.report.document import HIDDEN, Cell, Column, Format, Row, Table
from partysurvey.report.formats import Count, Number, Percent
from partysurvey.report.notes import crossing_notes
from partysurvey.report.protection import has_hidden_options
from partysurvey.report.setting import Crossing, Setting, shown_nets, shown_shares
from partysurvey.report.tables import members, number_format, share_head
from partysurvey.report.totals import shows_total, total_format
from partysurvey.survey import AnyQuestion, Derived, Grid, Scale, SingleChoice


def crosstab_table(
    name: str, title: str, question: AnyQuestion | Derived, crossing: Crossing, setting: Setting
) -> Table:
    """The column percents of every option and net with n beside, means beneath, the base of every group last.

    A number without bands has its statistics alone, one column per group.
    """
    everybody = crossing.everybody
    shares = (*everybody.options, *everybody.nets)
    rows = [
        Row(setting.words(share.label), (), "option" if place < len(everybody.options) else "net")
        for place, share in enumerate(shares)
    ]
    rows += [Row(stub, (), "statistic", format=form) for stub, form in _statistic_stubs(question, crossing, setting)]
    base = setting.words(wording.BASE, people=setting.words(wording.BASES[everybody.base.kind]))
    groups = (everybody, *crossing.groups)
    columns = [_group_columns(result, setting, with_counts=bool(shares)) for result in groups]
    values = [_group_values(result, question, len(rows) - len(shares), setting) for result in groups]
    return Table(
        name=name,
        title=title,
        stub_head=setting.words(wording.OPTION if shares else wording.STATISTIC),
        columns=tuple(column for pair in columns for column in pair),
        rows=tuple(
            _filled(row, place, values) for place, row in enumerate([*rows, Row(base, (), "base", format=Count())])
        ),
        notes=crossing_notes(crossing, setting),
    )


def is_crossable(result: Result) -> bool:
    """Whether a crosstab of the question would have rows: texts and days have none."""
    return bool(result.options) or (result.statistics is not None and result.kind != "date")


def group_label(result: Result, setting: Setting) -> str:
    """The label of a group; of everybody: "合计"."""
    return setting.words(result.by_label or wording.TOTAL)


def _group_columns(result: Result, setting: Setting, *, with_counts: bool) -> list[Column]:
    label = group_label(result, setting)
    if not with_counts:
        return [Column(label, Number(2))]
    counts = Column(setting.words(wording.COUNT), Count(), spanner=label)
    return [counts, Column(share_head(result, setting), Percent(setting.style.digits), spanner=label)]


def _group_values(
    result: Result, question: AnyQuestion | Derived, statistics: int, setting: Setting
) -> list[tuple[Cell, ...]]:
    """The values of the columns of one group, row by row: options, nets, statistics, base."""
    shares = (*result.options, *result.nets)
    width = 2 if shares else 1
    if result.hidden:
        blank: tuple[Cell, ...] = ("", HIDDEN)[-width:]
        return [*[(HIDDEN,) * width] * len(shares), *[blank] * statistics, (HIDDEN, "")[:width]]
    shown = (*shown_shares(result, setting.style), *shown_nets(result, members(question), setting.style))
    numbers = _statistic_values(result)[:statistics] or [HIDDEN if has_hidden_options(result) else None] * statistics
    return [
        *((HIDDEN,) * 2 if share.hidden else (share.n, percent) for share, percent in zip(shares, shown, strict=True)),
        *(("", number)[-width:] for number in numbers),
        (result.base.n, "")[:width],
    ]


def _statistic_stubs(
    question: AnyQuestion | Derived, crossing: Crossing, setting: Setting
) -> Sequence[tuple[str, Format]]:
    """Names and formats of the rows of statistics: the mean score of options; mean, sd, median, total of a number."""
    result = crossing.everybody
    if result.statistics is None or result.kind == "date":
        return ()
    if isinstance(question, SingleChoice | Scale | Grid):
        return ((setting.words(wording.MEAN_SCORE), Number(2)),)
    known = number_format(result)
    form = known if isinstance(known, Number) else Number(2)
    stubs: list[tuple[str, Format]] = [
        (setting.words(stub), form) for stub in (wording.MEAN, wording.SD, wording.MEDIAN)
    ]
    if shows_total(question):
        stubs.append((setting.words(wording.TOTAL), total_format((result, *crossing.groups), form)))
    return stubs


def _statistic_values(result: Result) -> list[Cell]:
    statistics = result.statistics
    if statistics is None:
        return []
    return [statistics.mean, statistics.sd, statistics.quantiles.get(0.5), statistics.total]


def _filled(row: Row, place: int, values: Sequence[Sequence[tuple[Cell, ...]]]) -> Row:
    cells = tuple(cell for group in values for cell in group[place])
    return Row(row.stub, cells, row.role, format=row.format)
