"""One table of many questions by several banners: column percents, bases, means, letters, marks of small bases."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.results import Estimates, Result, Share
from partysurvey.report import wording
from partysurvey.report.accounting import Accounting, Style
from partysurvey.report.building import setting_of, topics_of
from partysurvey.report.crosstabs import is_crossable, statistic_rows
from partysurvey.report.document import HIDDEN, Cell, Column, Coordinates, Row, Table
from partysurvey.report.formats import Count, Number, Percent, Words
from partysurvey.report.notes import letter_notes, weight_notes
from partysurvey.report.setting import Crossing, Setting, Topic, is_weighted, shown_nets, shown_shares
from partysurvey.report.tables import members
from partysurvey.report.titles import group_heads, item_title, question_title
from partysurvey.survey import Questionnaire

SMALL = "†"
BASES = {"base": "n", "weighted_base": "weighted", "effective_base": "effective"}
Cells = Literal["column", "row", "total", "n"]
STATS: Mapping[Cells, str] = {"column": "share", "row": "row_share", "total": "total_share", "n": "n"}
Group = tuple[str | None, str | None]  # banner and option; (None, None) is everybody


class Arrangement(Struct, frozen=True):
    """What the cells hold, whether options stand by size, and whether those that nobody chose are left out."""

    sort: bool = False
    hide_zeros: bool = False
    cells: Cells = "column"


class _Asked(Struct, frozen=True):
    """One question or item, with its results by group."""

    topic: Topic
    crossing: Crossing
    results: Mapping[Group, Result]

    @property
    def everybody(self) -> Result:
        """The result of all groups together."""
        return self.crossing.everybody


def banner_table(
    estimates: Estimates,
    questionnaire: Questionnaire,
    accounting: Accounting,
    style: Style,
    arrangement: Arrangement = Arrangement(),  # frozen
) -> Table:
    """The (already protected) estimates as one table: a block of rows per question, a column per group.

    Letters and marks stand in a column of their own behind the group's, where it has any.
    """
    setting = setting_of(estimates, questionnaire, accounting, style)
    asked = [each for topic in topics_of(estimates, questionnaire) for each in _asked(topic)]
    groups = _groups(asked, arrangement)
    marked = [any(any(_marks(each, group, arrangement, setting)) for each in asked) for group in groups]
    columns = [
        column
        for group, has_marks in zip(groups, marked, strict=True)
        for column in _columns(asked, group, questionnaire, arrangement, setting)[: 1 + has_marks]
    ]
    title = setting.words(wording.BANNER_TABLE, title=setting.words(questionnaire.title))
    return Table(
        name="banner_table",
        title=title,
        stub_head=setting.words(wording.OPTION),
        columns=tuple(columns),
        rows=tuple(row for each in asked for row in _rows(each, groups, marked, arrangement, setting)),
        notes=_notes(asked, arrangement, setting),
    )


def _asked(topic: Topic) -> Iterator[_Asked]:
    for everybody in filter(is_crossable, topic.toplines):
        crossings = [crossing for crossing in topic.crossings if crossing.everybody is everybody]
        groups = tuple(group for crossing in crossings for group in crossing.groups)
        results: dict[Group, Result] = {(each.by, each.by_option): each for each in (everybody, *groups)}
        yield _Asked(topic, Crossing(everybody, groups), results)


def _groups(asked: Sequence[_Asked], arrangement: Arrangement) -> tuple[Group, ...]:
    """Everybody, then the groups of each banner together, in the order in which questions have them.

    Percents of rows and of all are those of groups: everybody has none.
    """
    found = dict.fromkeys(group for each in asked for group in each.results)
    if arrangement.cells in {"row", "total"}:
        found.pop((None, None))
    banners = dict.fromkeys(by for by, _ in found)
    return tuple(group for banner in banners for group in found if group[0] == banner)


def _columns(
    asked: Sequence[_Asked], group: Group, questionnaire: Questionnaire, arrangement: Arrangement, setting: Setting
) -> tuple[Column, Column]:
    """The column of the numbers of a group, beneath its banner, and that of its letters."""
    known = [each.results[group] for each in asked if group in each.results]
    result = next((each for each in known if each.letter), known[0])
    spanner, label = group_heads(result, questionnaire, setting)
    head = setting.words(wording.LETTERED, group=label, letter=result.letter) if result.letter else label
    of = Coordinates(by=group[0], by_option=group[1], stat=STATS[arrangement.cells])
    form = Count() if arrangement.cells == "n" else Percent(setting.style.digits)
    return Column(head, form, spanner, of=of), Column("", Words(), spanner, "left")


def _rows(
    asked: _Asked, groups: Sequence[Group], marked: Sequence[bool], arrangement: Arrangement, setting: Setting
) -> Iterator[Row]:
    """The head of the question and its bases, its options, nets and statistics."""
    everybody = asked.everybody
    of = Coordinates(everybody.question, everybody.item)
    title = item_title(everybody, question_title(asked.topic.question, setting), setting)
    numbers = [_numbers(asked, group, arrangement, setting) for group in groups]
    marks = [_marks(asked, group, arrangement, setting) for group in groups]
    lines = [*_base_lines(asked, setting), *_share_lines(everybody, setting)]
    lines += statistic_rows(asked.topic.question, asked.crossing, setting)
    yield Row(title, ("",) * (len(groups) + sum(marked)), "question")
    for place in _order(asked, lines, arrangement):
        cells = [
            cell
            for column, mark, has_marks in zip(numbers, marks, marked, strict=True)
            for cell in (column[place], mark[place])[: 1 + has_marks]
        ]
        row = lines[place]
        yield replace(row, values=tuple(cells), of=replace(row.of, question=of.question, item=of.item))


def _base_lines(asked: _Asked, setting: Setting) -> Iterator[Row]:
    people = setting.words(wording.BASES[asked.everybody.base.kind])
    yield Row(setting.words(wording.BASE, people=people), (), "base", format=Count(), of=Coordinates(stat="base"))
    if is_weighted(asked.everybody):
        weighted, effective = setting.words(wording.WEIGHTED_BASE), setting.words(wording.EFFECTIVE_BASE)
        yield Row(weighted, (), "base", format=Number(1), of=Coordinates(stat="weighted_base"))
        yield Row(effective, (), "base", format=Number(1), of=Coordinates(stat="effective_base"))


def _share_lines(result: Result, setting: Setting) -> Iterator[Row]:
    for share in result.options:
        yield Row(setting.words(share.label), (), of=Coordinates(option=share.option))
    for net in result.nets:
        yield Row(setting.words(net.label), (), "net", of=Coordinates(option=net.option))


def _order(asked: _Asked, lines: Sequence[Row], arrangement: Arrangement) -> list[int]:
    """The places of the rows as they are wanted: bases, options, then all others."""
    held = {share.option: share for share in asked.everybody.options}
    options = [place for place, row in enumerate(lines) if row.role == "option"]
    if arrangement.hide_zeros:
        options = [place for place in options if held[lines[place].of.option or ""].n]
    if arrangement.sort:
        options.sort(key=lambda place: -(held[lines[place].of.option or ""].share or 0.0))
    bases = [place for place, row in enumerate(lines) if row.role == "base"]
    return [*bases, *options, *(place for place, row in enumerate(lines) if row.role in {"net", "statistic"})]


def _numbers(asked: _Asked, group: Group, arrangement: Arrangement, setting: Setting) -> list[Cell]:
    """The numbers of a group, row by row; the mark of protection where they are hidden, None where it has none."""
    lines = len(_line_stats(asked, setting))
    result = asked.results.get(group)
    if result is None:
        return [None] * lines
    if result.hidden:
        return [HIDDEN] * lines
    shown = _shown(result, asked, arrangement, setting)
    shares: list[Cell] = [
        HIDDEN if share.hidden else value for share, value in zip((*result.options, *result.nets), shown, strict=True)
    ]
    bases = [getattr(result.base, BASES[row.of.stat or ""]) for row in _base_lines(asked, setting)]
    statistics = [_statistic(result, stat) for stat in _line_stats(asked, setting)[len(bases) + len(shares) :]]
    return [*bases, *shares, *statistics]


def _shown(result: Result, asked: _Asked, arrangement: Arrangement, setting: Setting) -> Iterator[float | None]:
    """What the cells of options and nets hold."""
    if arrangement.cells == "column":
        yield from shown_shares(result, setting.style)
        yield from shown_nets(result, members(asked.topic.question), setting.style)
    else:
        yield from (getattr(share, STATS[arrangement.cells]) for share in (*result.options, *result.nets))


def _line_stats(asked: _Asked, setting: Setting) -> list[str]:
    """What each row shows, in the order of the rows."""
    statistics = statistic_rows(asked.topic.question, asked.crossing, setting)
    lines = [*_base_lines(asked, setting), *_share_lines(asked.everybody, setting), *statistics]
    return [row.of.stat or "share" for row in lines]


def _statistic(result: Result, stat: str) -> Cell:
    if result.statistics is None:
        return HIDDEN if any(share.hidden for share in result.options) else None
    value: float | None
    value = result.statistics.quantiles.get(0.5) if stat == "median" else getattr(result.statistics, stat)
    return value


def _marks(asked: _Asked, group: Group, arrangement: Arrangement, setting: Setting) -> list[str]:
    """The letters of a group, row by row, and a mark at its base where that is small.

    Letters compare column percents and means: beside other percents they would mislead.
    """
    stats, result = _line_stats(asked, setting), asked.results.get(group)
    if result is None or result.hidden:
        return [""] * len(stats)
    least = setting.compared.how.minimum_base if setting.compared else 0
    bases = [SMALL if stat == "base" and (result.base.n or 0) < least else "" for stat in stats if stat in BASES]
    shares: Sequence[Share] = (*result.options, *result.nets)
    letters = [" ".join(share.letters) if arrangement.cells == "column" else "" for share in shares]
    means = [
        " ".join(result.statistics.letters) if result.statistics and stat == "mean" else ""
        for stat in stats[len(bases) + len(shares) :]
    ]
    return [*bases, *letters, *means]


def _notes(asked: Sequence[_Asked], arrangement: Arrangement, setting: Setting) -> tuple[str, ...]:
    """What the percents, the letters and the marks are; each said once."""
    language = setting.style.language
    said = [[setting.words(wording.BANNER_TABLE_SHOWS[arrangement.cells])]]
    said += [weight_notes([each.everybody for each in asked], setting)]
    said += [letter_notes(each.crossing, setting) for each in asked if each.crossing.groups][:1]
    shown = [result for each in asked for result in each.results.values() if not result.hidden]
    compared = setting.compared
    if compared and any((result.base.n or 0) < compared.how.minimum_base for result in shown):
        said.append([setting.words(wording.SMALL_BASE, n=compared.how.minimum_base)])
    if any(result.hidden for each in asked for result in each.results.values()):
        said.append([setting.words(wording.HIDDEN_GROUPS, least=setting.min_group)])
    return tuple(wording.sentence(parts, language) for parts in said if parts)
