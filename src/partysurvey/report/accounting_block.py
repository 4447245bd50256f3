"""The head of a report: how the questionnaires went out and came back, what was read and what was counted."""

from collections.abc import Iterator

from partysurvey.report import wording
from partysurvey.report.accounting import Accounting, GroupAccounting
from partysurvey.report.document import Block, Column, Coordinates, Paragraph, Row, Table
from partysurvey.report.formats import Count, Percent
from partysurvey.report.setting import Setting


def accounting_blocks(accounting: Accounting, setting: Setting) -> Iterator[Block]:
    """The sentences of the accounting, and a table of its groups where they are known."""
    yield from (Paragraph(text) for text in accounting_sentences(accounting, setting))
    if accounting.groups:
        yield _group_table(accounting, setting)


def accounting_sentences(accounting: Accounting, setting: Setting) -> list[str]:
    """How the questionnaires went out and came back, where that is known; the rows read, counted, dropped; rates."""
    template = wording.ROWS if accounting.dropped or accounting.counted < accounting.rows else wording.ALL_ROWS
    rows = [setting.words(template, rows=count_text(accounting.rows), counted=count_text(accounting.counted))]
    for reason, n in accounting.dropped.items():
        named = wording.REASONS.get(reason)
        rows.append(setting.words(wording.DROPPED, n=count_text(n), reason=setting.words(named) if named else reason))
    texts = [
        wording.sentence(parts, setting.style.language)
        for parts in (_fielding(accounting, setting), rows, _response(accounting, setting))
    ]
    return [text for text in texts if text]


def _fielding(accounting: Accounting, setting: Setting) -> list[str]:
    distributed, returned, valid = accounting.distributed, accounting.returned, accounting.valid
    steps = (
        (distributed, None, wording.DISTRIBUTED, wording.DISTRIBUTED),
        (returned, distributed, wording.RETURNED, wording.RETURNED_RATE),
        (valid, returned, wording.VALID, wording.VALID_RATE),
    )
    return [
        setting.words(with_rate, n=count_text(n), rate=Percent(1)([n / of])[0])
        if of
        else setting.words(alone, n=count_text(n))
        for n, of, alone, with_rate in steps
        if n is not None
    ]


def _response(accounting: Accounting, setting: Setting) -> list[str]:
    """The response rates in one part, with the share of unknown cases taken for eligible."""
    rates = accounting.rates
    if rates is None:
        return []
    named = [(f"RR{number}", getattr(rates, f"rr{number}")) for number in range(1, 7)]
    texts = [
        setting.words(wording.RESPONSE_RATE, name=name, rate=Percent(1)([rate])[0])
        for name, rate in named
        if rate is not None
    ]
    if rates.eligibility is not None:
        texts.append(setting.words(wording.ELIGIBILITY, e=f"{rates.eligibility:.3f}"))
    return [setting.words(wording.RESPONSE_RATES, rates=wording.joined(texts, setting.style.language))]


def _group_table(accounting: Accounting, setting: Setting) -> Table:
    heads = (
        ("distributed", wording.OUT, Count()),
        ("returned", wording.BACK, Count()),
        ("return_rate", wording.RETURN_RATE, Percent(1)),
        ("valid", wording.USABLE, Count()),
        ("valid_rate", wording.USABLE_RATE, Percent(1)),
        ("counted", wording.READ, Count()),
    )
    columns = tuple(Column(setting.words(head), form, of=Coordinates(stat=stat)) for stat, head, form in heads)
    rows = tuple(
        Row(setting.words(group.label), _group_values(group), of=Coordinates(by_option=group.option))
        for group in accounting.groups
    )
    title = setting.words(wording.GROUPS)
    return Table("accounting", title, setting.words(wording.GROUP), columns, rows, of=Coordinates(""))


def _group_values(group: GroupAccounting) -> tuple[int | float | None, ...]:
    return (
        group.distributed,
        group.returned,
        _rate(group.returned, group.distributed),
        group.valid,
        _rate(group.valid, group.returned),
        group.counted,
    )


def _rate(part: int | None, whole: int | None) -> float | None:
    return part / whole if whole and part is not None else None


def count_text(n: int) -> str:
    """The whole number as "1,234"."""
    return Count()([n])[0]
