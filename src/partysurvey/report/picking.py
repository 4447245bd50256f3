"""What the reader of a page may pick from: every question, alone and by every banner, with all its numbers."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.estimates.results import Result
from partysurvey.report import wording
from partysurvey.report.crosstabs import group_label, is_crossable, statistic_rows
from partysurvey.report.document import Banner, Row
from partysurvey.report.notes import crossing_notes, method_notes, share_method
from partysurvey.report.setting import Crossing, Setting, Topic, shown_nets, shown_shares
from partysurvey.report.tables import interval_head, members
from partysurvey.report.titles import banner_title, item_title, question_title
from partysurvey.survey import Questionnaire


class Group(Struct, frozen=True):
    """A group of people (or everybody), its result, and the shares of options and nets as documents show them."""

    head: str
    result: Result
    shares: tuple[float | None, ...]


class Pick(Struct, frozen=True):
    """A question by a banner, or alone; `statistics` are rows without values, `methods` what made the intervals."""

    banner: Banner | None
    groups: tuple[Group, ...]  # everybody first
    statistics: tuple[Row, ...]
    notes: tuple[str, ...]
    methods: tuple[str, ...]


class Picked(Struct, frozen=True):
    """A question (or item) with the stub of its base, alone and then by its banners."""

    title: str
    base: str
    picks: tuple[Pick, ...]


class Picker(Struct, frozen=True):
    """All that can be picked, and how its numbers are written."""

    questions: tuple[Picked, ...]
    digits: int  # of percentages
    interval_head: str


def picker(topics: Sequence[Topic], questionnaire: Questionnaire, setting: Setting) -> Picker | None:
    """What can be picked of the questions; None where nothing is broken down."""
    if not any(topic.crossings for topic in topics):
        return None
    questions = tuple(each for topic in topics for each in _questions(topic, questionnaire, setting))
    return Picker(questions, setting.style.digits, interval_head(setting))


def _questions(topic: Topic, questionnaire: Questionnaire, setting: Setting) -> Iterator[Picked]:
    for everybody in filter(is_crossable, topic.toplines):
        title = item_title(everybody, question_title(topic.question, setting), setting)
        people = setting.words(wording.BASES[everybody.base.kind])
        own = [crossing for crossing in topic.crossings if crossing.everybody is everybody]
        crossings = (Crossing(everybody, ()), *own)
        picks = (_pick(topic, crossing, _banner(crossing, questionnaire, setting), setting) for crossing in crossings)
        yield Picked(title, setting.words(wording.BASE, people=people), tuple(picks))


def _banner(crossing: Crossing, questionnaire: Questionnaire, setting: Setting) -> Banner | None:
    """The question whose options are the groups, None where there are none."""
    by = next((group.by for group in crossing.groups), None)
    return None if by is None else Banner(by, banner_title(by, questionnaire, setting))


def _pick(topic: Topic, crossing: Crossing, banner: Banner | None, setting: Setting) -> Pick:
    return Pick(
        banner=banner,
        groups=tuple(_group(topic, result, setting) for result in (crossing.everybody, *crossing.groups)),
        statistics=tuple(statistic_rows(topic.question, crossing, setting)),
        notes=crossing_notes(crossing, setting),
        methods=() if setting.design else _methods(crossing, setting),
    )


def _group(topic: Topic, result: Result, setting: Setting) -> Group:
    label = group_label(result, setting)
    head = setting.words(wording.LETTERED, group=label, letter=result.letter) if result.letter else label
    shares = (*shown_shares(result, setting.style), *shown_nets(result, members(topic.question), setting.style))
    return Group(head, result, shares)


def _methods(crossing: Crossing, setting: Setting) -> tuple[str, ...]:
    """What made the intervals, where the notes beneath a breakdown do not say it: without a design it has none."""
    everybody = crossing.everybody
    method = share_method(everybody, setting) if everybody.options else everybody.method
    parts = method_notes([everybody], method, setting)
    return (wording.sentence(parts, setting.style.language),) if parts else ()
