"""A document that is hard on renderers: long labels, many options and groups, 0 % and 100 %, hidden groups, hostile texts."""

from partysurvey.report.document import (
    HIDDEN,
    Address,
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
from partysurvey.report.formats import Count, Interval, Number, Percent, cell_texts

LONG = "加强基层党务工作者队伍的专业化培训并建立健全激励保障机制和容错纠错机制（含兼职人员）" * 2
HOSTILE = '=HYPERLINK("http://x.example","{ SEQ x }") & <b>]]> \x07 \ufffe ＠'
GROUPS = tuple(f"第{number}组" for number in range(1, 13))
SHARES = (0.0, 1.0, 0.005, 0.3333, 0.6667, 0.25, 0.125, 0.5, 0.75, 0.0625, 0.04, 0.96)


def hard_document(questions=2):
    """A document with `questions` questions of 12 options by 12 groups."""
    blocks = [Heading(HOSTILE, 1), Paragraph("读入 12 行。")]
    for number in range(1, questions + 1):
        blocks += _question(number)
    return Document(tuple(blocks), "zh")


def _question(number):
    labels = (LONG, HOSTILE, *(f"选项{place}" for place in range(3, 13)))
    title = f"{number}. {LONG}"
    share = Figure("100.0%", 1.0, Address(f"q{number}", option="a"))
    columns = (
        Column("人数", Count()),
        Column("占比", Percent(1)),
        Column("区间", Interval(Percent(1)), role="interval"),
    )
    rows = [
        Row(label, (place, value, (value / 2, value)))
        for place, (label, value) in enumerate(zip(labels, SHARES, strict=True))
    ]
    rows += [
        Row("合计两项", (9, 0.9, None), "net"),
        Row("平均分", ("", 2.5, ""), "statistic", format=Number(2)),
        Row("基数", (1234, "", ""), "base"),
    ]
    bar = Column("", Percent(1), role="bar", align="left")
    topline = Table(
        f"q{number}", title, "选项", (*columns, bar), tuple(_with_bar(row) for row in rows), ("基数：1,234 人。",)
    )
    spanned = tuple(
        Column(head, form, group) for group in GROUPS for head, form in (("人数", Count()), ("占比", Percent(1)))
    )
    crossed_rows = tuple(
        Row(label, (place, value) * 11 + (HIDDEN, HIDDEN))
        for place, (label, value) in enumerate(zip(labels, SHARES, strict=True))
    )
    crossed = Table(f"q{number}_by_g", f"{title} × 组", "选项", spanned, crossed_rows, ("注。",))
    texts = tuple(Percent(1)(SHARES))
    bars = Chart(f"q{number}", "bars", title, labels, (Series("占比", SHARES, labels=texts),), note="基数")
    hidden = Series(GROUPS[-1], (None,) * 12)
    groups = tuple(Series(group, SHARES, labels=texts) for group in GROUPS[:-1])
    grouped = Chart(f"q{number}_by_g", "grouped", f"{title} × 组", labels, (*groups, hidden))
    return [Heading(title), Sentence(("其中", share, "选择“", HOSTILE, "”。")), topline, bars, crossed, grouped]


def _with_bar(row):
    return Row(row.stub, (*row.values, row.values[1]), row.role, format=row.format)


def shown_tables(document):
    """Head and cell texts of each table as a reader must find them, bars left out."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        shown = [place for place, column in enumerate(table.columns) if column.role != "bar"]
        yield (
            table,
            [
                [row.stub, *(texts[place] for place in shown)]
                for row, texts in zip(table.rows, cell_texts(table), strict=True)
            ],
        )
