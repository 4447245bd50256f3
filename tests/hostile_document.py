"""A document whose texts try to be commands of every format it may be written in, with one block of each kind."""

from partysurvey.report.document import (
    Address,
    Banner,
    Chart,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Row,
    Sentence,
    Series,
    Table,
)
from partysurvey.report.formats import Count, Interval, Percent

TEXTS = (
    '<script>alert("1")</script>',
    '\\input{/etc/passwd} #read("/etc/passwd") %x ~^_',
    "$\\alpha$ & #panic() @ref <label> *bold* _it_ `raw`",
    "]]> --> </style></title> 'single' \"double\" {{braces}}",
    "[A] -- --- *",
    "=SUM(A1)\u2028line\x07bell",
)
BANNER = Banner('"><b>', "by <i>whom</i> & why")
COLUMNS = (
    Column("n <b>", Count(), "$group$ & {one}"),
    Column("%", Percent(1), "$group$ & {one}"),
    Column("95% [CI]", Interval(Percent(1)), role="interval"),
    Column("", Percent(1), align="left", role="bar"),
)


def hostile_document(language: str = "en") -> Document:
    """The document: numbers 12, 34.5% and 1.2–67.8 stand in its table, 45.6% in its sentence."""
    rows = tuple(Row(text, (12, 0.345, (0.012, 0.678), 0.345), role) for text, role in zip(TEXTS, ROLES, strict=True))
    table = Table("gender", TEXTS[2], TEXTS[1], COLUMNS, rows, TEXTS)
    number = Figure("45.6%", 0.456, Address("q", option="<o>"))
    chart = Chart("gender", "bars", TEXTS[0], TEXTS[:2], (Series(TEXTS[3], (0.5, 0.25), labels=("50.0%", "25.0%")),))
    blocks = (
        Heading(TEXTS[0], 1),
        *map(Paragraph, TEXTS),
        Heading(TEXTS[1]),
        Sentence((TEXTS[2], number, TEXTS[3])),
        table,
        chart,
        Table("gender_by_x", "x", "y", COLUMNS, rows[:2], banner=BANNER),
        Heading(TEXTS[4]),
    )
    return Document(blocks, language)


ROLES = ("option", "option", "net", "absent", "statistic", "base")
