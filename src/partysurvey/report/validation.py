"""What the checks found, as a value and as a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from partysurvey.estimates.impact import Move
from partysurvey.report import wording
from partysurvey.report.accounting import Provenance, Style
from partysurvey.report.document import Block, Column, Document, Heading, Paragraph, Row, Table
from partysurvey.report.formats import Count, Number, Percent, Words
from partysurvey.survey import Questionnaire, Text
from partysurvey.survey.quality import Check, Thresholds

Status = Literal["found", "clear", "unable"]
ROWS_SHOWN = 6  # row numbers in a table; JSON has more
MOVES_SHOWN = 5
ANSWERS_SHOWN, LONGEST = 3, 12  # of a question, characters of each
LEAST_MOVE = 0.0005  # moves that are shown: what 0.1 percentage points are rounded from

TITLE = Text("{title}：数据质量", "{title}: data quality")
SUMMARY = Text(
    "共 {rows} 行，{flagged} 行被标记（{share}）",
    "{rows} rows, {flagged} flagged ({share})",
)
CLEAR = Text("未发现问题", "Nothing was found")
MEDIAN = Text("用时中位数 {seconds} 秒", "Median time: {seconds} seconds")
CHECKS = Text("检查结果", "Checks")
CHECK = Text("检查", "Check")
FLAGGED = Text("标记数", "Flagged")
SHARE = Text("占比", "Share")
ROW_NUMBERS = Text("行号", "Rows")
QUESTIONS = Text("涉及的题目", "Questions concerned")
QUESTION = Text("题目", "Question")
ANSWERS = Text("答案", "Answers")
UNABLE = Text("未能检查：{checks}", "Not checked: {checks}")
BY_CHANCE = Text(
    "题目太少，即使各人独立作答，预计也会有约 {pairs} 对答卷相同，故不判定重复",
    "with so few questions about {pairs} pairs of rows would agree by chance, so copies cannot be told",
)
NO_COLUMN = Text("文件中没有所需的列", "the file has no column for it")
MEANS = Text("{check}：{meaning}", "{check}: {meaning}")
RESTS_ON = Text("{meant}（依据 {source}）", "{meant} ({source})")
IMPACT = Text("剔除后各百分比的变化：{check}", "How percentages move without them: {check}")
BEFORE, AFTER = Text("剔除前", "With them"), Text("剔除后", "Without")
POINTS = Text("百分点", "Points")
NO_MOVE = Text("变化都不到 0.1 个百分点", "No percentage moves by 0.1 points")
EVERY = Text("全部被标记者", "all who are flagged")
MORE = Text("{rows} …", "{rows} …")
LEVELS = Text("行号从 1 起，不计表头", "Rows are numbered from 1, the header aside")


class QuestionFinding(Struct, frozen=True):
    """What a check found in one question (or item): rows, and of how many that could have been."""

    variable: str
    text: Text
    n: int
    base: int
    answers: Mapping[str, int] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """The share of the base in [0, 1]; None where it is empty."""
        return self.n / self.base if self.base else None


class Finding(Struct, frozen=True):
    """What one check found: how many rows (or questions), which ones at first, in which questions.

    `moves` are those of all shares and means without the flagged rows, the largest first. `why` says why a check
    could not be made.
    """

    check: Check
    status: Status
    n: int = 0
    share: float | None = None
    rows: tuple[int, ...] = ()
    questions: tuple[QuestionFinding, ...] = ()
    moves: tuple[Move, ...] = ()
    why: Text = Text()


class Validation(Struct, frozen=True):
    """What all checks found in a file; `together` has the moves without all who are flagged."""

    provenance: Provenance
    questionnaire: Questionnaire
    thresholds: Thresholds
    rows: int
    flagged: int
    median_seconds: float | None
    findings: tuple[Finding, ...]
    together: tuple[Move, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether no check found anything."""
        return all(finding.status != "found" for finding in self.findings)

    def meaning(self, check: Check) -> Text:
        """What a finding of the check may mean, with the thresholds in it."""
        limits = self.thresholds
        values = {name: getattr(limits, name) for name in limits.__slots__}
        cut = limits.speed * (self.median_seconds or 0.0)
        return Text(check.meaning.zh.format(**values, cut=cut), check.meaning.en.format(**values, cut=cut))

    def document(self, style: Style) -> Document:
        """The findings as a document: a table of checks, of questions, and of the largest moves per check."""
        return Document(tuple(_blocks(self, _Words(style))), style.language)


class _Words(Struct, frozen=True):
    style: Style

    def of(self, text: Text, **parts: object) -> str:
        """The text in the language of the document, with its `{…}` filled if there are parts."""
        return wording.filled(text, self.style.language, **parts) if parts else text.into(self.style.language)

    def sentence(self, *texts: str) -> str:
        """The texts as one sentence that ends in a full stop."""
        return wording.sentence(list(texts), self.style.language)


def _blocks(validation: Validation, words: _Words) -> Iterator[Block]:
    title = words.of(validation.questionnaire.title)
    yield Heading(words.of(TITLE, title=title), 1)
    yield Paragraph(_summary(validation, words))
    unable = [_unable(finding, words) for finding in validation.findings if finding.status == "unable"]
    yield Heading(words.of(CHECKS))
    yield _check_table(validation, words)
    if unable:
        yield Paragraph(words.sentence(words.of(UNABLE, checks=wording.joined(unable, words.style.language))))
    if any(finding.questions for finding in validation.findings):
        yield Heading(words.of(QUESTIONS))
        yield _question_table(validation.findings, words)
    for finding in validation.findings:
        if finding.moves:
            yield from _impact_blocks(words.of(finding.check.title), finding.check.code, finding.moves, words)
    if validation.together and sum(bool(finding.moves) for finding in validation.findings) > 1:
        yield from _impact_blocks(words.of(EVERY), "any", validation.together, words)


def _summary(validation: Validation, words: _Words) -> str:
    share = validation.flagged / validation.rows if validation.rows else None
    rows, flagged = Count()([validation.rows, validation.flagged])
    parts = [words.of(SUMMARY, rows=rows, flagged=flagged, share=Percent(1)([share])[0])]
    if validation.median_seconds is not None:
        parts.append(words.of(MEDIAN, seconds=f"{validation.median_seconds:g}"))
    if validation.is_clear:
        parts.append(words.of(CLEAR))
    return words.sentence(*parts)


def _check_table(validation: Validation, words: _Words) -> Table:
    made = [finding for finding in validation.findings if finding.status != "unable"]
    rows = tuple(
        Row(words.of(each.check.title), (each.n, each.share, _row_numbers(each, words)), "statistic") for each in made
    )
    notes = [_meaning(validation, each.check, words) for each in made if each.status == "found"]
    columns = (
        Column(words.of(FLAGGED), Count()),
        Column(words.of(SHARE), Percent(1)),
        Column(words.of(ROW_NUMBERS), Words(), align="left"),
    )
    table_notes = (words.sentence(words.of(LEVELS)), *notes) if notes else ()
    return Table("checks", words.of(CHECKS), words.of(CHECK), columns, rows, table_notes)


def _meaning(validation: Validation, check: Check, words: _Words) -> str:
    meant = words.of(MEANS, check=words.of(check.title), meaning=words.of(validation.meaning(check)))
    return words.sentence(words.of(RESTS_ON, meant=meant, source=check.source) if check.source else meant)


def _row_numbers(finding: Finding, words: _Words) -> str:
    shown = ", ".join(map(str, finding.rows[:ROWS_SHOWN]))
    return words.of(MORE, rows=shown) if finding.rows and finding.n > ROWS_SHOWN else shown


def _unable(finding: Finding, words: _Words) -> str:
    return f"{words.of(finding.check.title)} ({words.of(finding.why)})"


def _question_table(findings: Sequence[Finding], words: _Words) -> Table:
    """The questions concerned; with the answers that are not known, where there are any."""
    found = [(finding.check, each) for finding in findings for each in finding.questions]
    has_answers = any(each.answers for _, each in found)
    columns = [
        Column(words.of(CHECK), Words(), align="left"),
        Column(words.of(wording.COUNT), Count()),
        Column(words.of(SHARE), Percent(1)),
        *[Column(words.of(ANSWERS), Words(), align="left")] * has_answers,
    ]
    rows = [
        Row(
            words.of(each.text),
            (words.of(check.title), each.n, each.share, *[_answers(each)] * has_answers),
            "statistic",
        )
        for check, each in found
    ]
    return Table("questions", words.of(QUESTIONS), words.of(QUESTION), tuple(columns), tuple(rows))


def _answers(finding: QuestionFinding) -> str:
    """The commonest answers, long ones cut."""
    commonest = sorted(finding.answers, key=lambda text: (-finding.answers[text], text))[:ANSWERS_SHOWN]
    return ", ".join(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in commonest)


def _impact_blocks(title: str, name: str, moves: Sequence[Move], words: _Words) -> Iterator[Block]:
    heading = words.of(IMPACT, check=title)
    yield Heading(heading)
    largest = [move for move in moves if move.stat == "share" and abs(move.difference or 0) >= LEAST_MOVE][:MOVES_SHOWN]
    if not largest:
        yield Paragraph(words.sentence(words.of(NO_MOVE)))
        return
    rows = tuple(
        Row(_moved(move, words), (move.before, move.after, 100 * (move.difference or 0.0)), "statistic")
        for move in largest
    )
    columns = (
        Column(words.of(BEFORE), Percent(words.style.digits)),
        Column(words.of(AFTER), Percent(words.style.digits)),
        Column(words.of(POINTS), Number(max(words.style.digits, 1))),
    )
    yield Table(f"impact_{name}", heading, words.of(wording.OPTION), columns, rows)


def _moved(move: Move, words: _Words) -> str:
    question = words.of(move.text) if move.item_label is None else words.of(move.item_label)
    return words.of(wording.ITEM_OF, title=question, item=words.of(move.label))
