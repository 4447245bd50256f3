"""An audit as a document: how many claims got which verdict, all claims in a table, and the reasons."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from partysurvey.audit.judgement import Audit, Judgement, SharedBase, Verdict
from partysurvey.audit.wording import only_for
from partysurvey.render.audit.naming import Naming
from partysurvey.render.audit.words import VERDICTS
from partysurvey.report.document import Block, Column, Document, Heading, Paragraph, Row, Table
from partysurvey.report.formats import Words
from partysurvey.survey import Language, Text

MOST_ROWS = 1000  # of the table; JSON has all
MOST_REASONS = 500
UNTOLD = frozenset({Verdict.REPRODUCED, Verdict.FEASIBLE})  # without a reason of their own
WORDS = Words()
RULES = {
    "half_up": Text("四舍五入", "half up"),
    "half_even": Text("四舍六入五成双", "half to even"),
    "truncate": Text("截断", "cut off"),
    "any": Text("不限舍入方式", "any way"),
}


def audit_document(audit: Audit, naming: Naming, language: Language) -> Document:
    """The document of an audit in the language."""
    title = Text(f"核对：{audit.source}", f"Audit of {audit.source}").into(language)
    blocks: list[Block] = [Heading(title, 1), Paragraph(summary(audit).into(language))]
    if audit.judgements:
        blocks.append(_table(audit, naming, language))
    told = [each for each in audit.judgements if each.verdict not in UNTOLD or each.remarks]
    if told:
        blocks.append(Heading(Text("说明", "Reasons").into(language)))
        blocks += [Paragraph(text) for text in _reasons(told[:MOST_REASONS], naming, language)]
    blocks += [Paragraph(_shared(each, audit.limit).into(language)) for each in audit.shared]
    return Document(tuple(blocks), language)


def summary(audit: Audit) -> Text:
    """How many claims there are, and how many got each verdict."""
    counts = Counter(judgement.verdict for judgement in audit.judgements)
    zh = "，".join(f"{VERDICTS[each].zh} {counts[each]}" for each in Verdict if counts[each])
    en = ", ".join(f"{counts[each]} {VERDICTS[each].en}" for each in Verdict if counts[each])
    n = len(audit.judgements)
    if not n:
        return Text("没有找到可核对的数字。", "There are no figures to check.")
    return Text(f"共 {n} 个数字：{zh}。", f"{n} figure{'s' * (n != 1)}: {en}.")


def _table(audit: Audit, naming: Naming, language: Language) -> Table:
    heads = (Text("人数", "n"), Text("其中", "of them"), Text("数据", "data"))
    rule = RULES[audit.rule]
    notes = [
        Text(f"舍入：{rule.zh}；试算至 {audit.limit:,} 人。", f"Rounding: {rule.en}; n tried up to {audit.limit:,}.")
    ]
    if audit.data is not None:
        notes.append(Text(f"数据：{audit.data}", f"Data: {audit.data}"))
    if len(audit.judgements) > MOST_ROWS:
        notes.append(Text(f"只列出前 {MOST_ROWS} 个。", f"The first {MOST_ROWS:,} are listed."))
    return Table(
        name="audit",
        title=Text("数字与结论", "Figures and verdicts").into(language),
        stub_head=Text("位置与数字", "place and figure").into(language),
        columns=(
            Column(Text("结论", "verdict").into(language), WORDS, align="left"),
            *(Column(head.into(language), WORDS) for head in heads),
        ),
        rows=tuple(_row(each, naming, language) for each in audit.judgements[:MOST_ROWS]),
        notes=tuple(note.into(language) for note in notes),
    )


def _row(judgement: Judgement, naming: Naming, language: Language) -> Row:
    found, counts = judgement.comparison, judgement.counts
    return Row(
        stub=naming.named(judgement.claim, language),
        values=(
            VERDICTS[judgement.verdict].into(language),
            str(judgement.base.n) if judgement.base else None,
            None if counts is None else str(counts[0]) if counts[0] == counts[1] else f"{counts[0]}–{counts[1]}",
            f"{found.rounded}" if found else None,
        ),
    )


def _reasons(judgements: Sequence[Judgement], naming: Naming, language: Language) -> Iterator[str]:
    """A sentence for each reason, with all the neighbouring claims it holds for."""
    colon = Text("：", ": ").into(language)
    for (verdict, why), group in groupby(judgements, key=lambda each: (each.verdict, reason(each))):
        claims = Text("、", ", ").into(language).join(naming.named(each.claim, language) for each in group)
        yield f"{claims}{Text('　', ' – ').into(language)}{VERDICTS[verdict].into(language)}{colon}{why.into(language)}"


def reason(judgement: Judgement) -> Text:
    """Why the claim got its verdict, with all that is to be said of it."""
    parts = (judgement.reason, *judgement.remarks)
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _shared(shared: SharedBase, limit: int) -> Text:
    """What the percents without a base say of the number of people behind all of them."""
    n, found = len(shared.claims), only_for(shared.bases, limit)
    group = Text(f"（{shared.group}）", f" of {shared.group}") if shared.group else Text()
    return Text(
        f"{n} 个未说明人数的百分比{group.zh}，若出自同一批人：{found.zh}。",
        f"The {n} percents{group.en} without a stated number of people, if all are of the same people: {found.en}.",
    )
