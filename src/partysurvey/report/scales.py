"""The document on scales: of each what it is worth, then its items."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from partysurvey.estimates.scales.reliability import ItemReliability, Reason, Reliability
from partysurvey.report import wording
from partysurvey.report.document import Block, Column, Document, Format, Heading, Paragraph, Row, Table
from partysurvey.report.formats import Count, Number, Percent, Words, probability
from partysurvey.report.naming import unique_names
from partysurvey.report.setting import level_text
from partysurvey.survey import Grid, Language, Questionnaire, Scale, Text, Variable

PEOPLE = Text("完整作答人数", "Answered all items")
ITEMS = Text("项目数", "Items")
ALPHA = Text("α 系数", "Alpha")
LOW = Text("α 的{level}%置信下限", "Alpha, {level}% CI low")
HIGH = Text("α 的{level}%置信上限", "Alpha, {level}% CI high")
STANDARDIZED = Text("标准化 α 系数", "Standardised alpha")
AVERAGE_R = Text("项目间平均相关", "Mean inter-item correlation")
OMEGA = Text("ω 系数（总）", "Omega total")
KMO = Text("KMO", "KMO")
BARTLETT = Text("Bartlett 球形检验 χ²", "Bartlett's χ²")
BARTLETT_DF = Text("Bartlett 自由度", "Bartlett's df")
BARTLETT_P = Text("Bartlett p 值", "Bartlett's p")
ORDINAL_ALPHA = Text("序次 α 系数（多项相关）", "Ordinal alpha (polychoric)")
REST = Text("校正项总相关", "Item-rest r")
DROPPED = Text("删除后 α", "Alpha if dropped")
TOP = Text("高端占比", "Top box")
BOTTOM = Text("低端占比", "Bottom box")
NET = Text("净得分", "Net score")
ITEM_TABLE = Text("{scale}：各项目", "{scale}: items")
POLYCHORIC = Text("{scale}：多项相关系数", "{scale}: polychoric correlations")
REVERSED = Text("{item}（反向）", "{item} (reversed)")
LISTWISE = Text(
    "只计入回答了全部项目的人；均值、标准差为各人项目均分的均值、标准差",
    "Only people who answered all items count; mean and SD are of each person's mean over the items",
)
INTERVAL = Text(
    "α 的置信区间：Feldt 法，按简单随机样本 {n} 人", "Interval of alpha: Feldt's, of a simple sample of {n} people"
)
IGNORED = Text(
    "该区间未考虑抽样设计中的{parts}，真实的不确定性可能更大",
    "it does not know the {parts} of the sampling design; the true uncertainty may be larger",
)
PARTS = {
    "weights": Text("权重", "weights"),
    "strata": Text("分层", "strata"),
    "psu": Text("整群", "clusters"),
    "fpc": Text("有限总体校正", "finite population"),
    "replicates": Text("复制权重", "replicate weights"),
}
INTERVAL_OF_ALPHA = Text("α 的置信区间", "the interval of alpha")
WEIGHTED = Text("除人数外均已加权", "All numbers but n are weighted")
OF_ALL = Text(
    "高端、低端占比与净得分按回答该项目的全部人计算",
    "Top box, bottom box and net score are of everybody who answered the item",
)
ABSENT = Text("因{reason}，无法计算：{names}", "Not computed because {reason}: {names}")
REASONS: dict[Reason, Text] = {
    "few_people": Text("完整作答不足两人", "fewer than two people answered all items"),
    "one_item": Text("只有一个项目", "there is a single item"),
    "constant_item": Text("有项目的回答全部相同", "all answers to an item are the same"),
    "no_common_variance": Text("项目总分没有变异", "the sum of the items does not vary"),
    "few_items": Text("不足三个项目", "there are fewer than three items"),
    "not_positive_definite": Text("项目之间完全相关", "items depend on each other completely"),
    "census": Text("全面调查没有抽样误差", "a census has no sampling error"),
}
NAMES = {
    "mean": wording.MEAN_SCORE,
    "sd": wording.SD,
    "alpha": ALPHA,
    "standardized": STANDARDIZED,
    "average_r": AVERAGE_R,
    "omega": OMEGA,
    "kmo": KMO,
    "bartlett": BARTLETT,
    "ordinal_alpha": ORDINAL_ALPHA,
    "interval": INTERVAL_OF_ALPHA,
}


class ScaleFacts(Struct, frozen=True):
    """What holds for all scales: level, whether numbers are weighted, parts of the design intervals do not know."""

    level: float
    weighted: bool
    ignored_design: Sequence[str] = ()


def scale_document(
    questionnaire: Questionnaire,
    scales: Sequence[Reliability],
    counts: tuple[int, int],
    facts: ScaleFacts,
    language: Language,
) -> Document:
    """The report: title, rows read and counted, and three tables at most for each scale."""
    rows = wording.filled(wording.ROWS, language, rows=Count()([counts[0]])[0], counted=Count()([counts[1]])[0])
    blocks: list[Block] = [
        Heading(questionnaire.title.into(language), 1),
        Paragraph(wording.sentence([rows], language)),
    ]
    names = unique_names(f"scale_{scale.scale.id}" for scale in scales)
    for name, scale in zip(names, scales, strict=True):
        blocks += _Scale(scale, name, language, facts).blocks()
    return Document(tuple(blocks), language)


class _Scale:
    """The blocks of one scale in one language."""

    def __init__(self, scale: Reliability, name: str, language: Language, facts: ScaleFacts) -> None:
        self._scale = scale
        self._name = name
        self._language = language
        self._level = level_text(facts.level)
        self._facts = facts
        self._title = scale.scale.text.into(language) or scale.scale.id

    def blocks(self) -> Iterator[Block]:
        """Heading, statistics, items, polychoric correlations."""
        yield Heading(self._title)
        heads = (Column(self._words(wording.VALUE), Number(3)),)
        stub = self._words(wording.STATISTIC)
        yield Table(self._name, self._title, stub, heads, tuple(self._statistics()), tuple(self._notes()))
        yield self._item_table()
        if self._scale.polychoric is not None and len(self._scale.items) > 1:
            yield self._polychoric_table()

    def _words(self, text: Text, **parts: object) -> str:
        return wording.filled(text, self._language, **parts) if parts else text.into(self._language)

    def _statistics(self) -> Iterator[Row]:
        scale, test = self._scale, self._scale.bartlett
        yield self._row(PEOPLE, scale.people, Count())
        yield self._row(ITEMS, len(scale.items), Count())
        for name in ("mean", "sd", "alpha"):
            yield self._row(NAMES[name], getattr(scale, name))
        yield self._row(LOW, scale.low)
        yield self._row(HIGH, scale.high)
        for name in ("standardized", "average_r", "omega", "kmo"):
            yield self._row(NAMES[name], getattr(scale, name))
        yield self._row(BARTLETT, test.statistic if test else None, Number(1))
        yield self._row(BARTLETT_DF, test.df if test else None, Count())
        yield self._row(BARTLETT_P, probability(test.p).removeprefix("= ") if test else None, Words())
        if scale.polychoric is not None:
            yield self._row(ORDINAL_ALPHA, scale.ordinal_alpha)

    def _row(self, text: Text, value: float | str | None, form: Format | None = None) -> Row:
        return Row(self._words(text, level=self._level), (value,), role="statistic", format=form)

    def _item_table(self) -> Table:
        items = self._scale.items
        parts: list[tuple[Text, Format, list[float | None]]] = [
            (wording.MEAN, Number(2), [item.mean for item in items]),
            (wording.SD, Number(2), [item.sd for item in items]),
            (REST, Number(3), [item.rest for item in items]),
            (DROPPED, Number(3), [item.alpha_if_dropped for item in items]),
            (KMO, Number(3), [item.kmo for item in items]),
        ]
        notes: tuple[str, ...] = ()
        if any(item.boxes for item in items):
            for text, end in ((TOP, "top"), (BOTTOM, "bottom"), (NET, "net")):
                values = [None if item.boxes is None else getattr(item.boxes, end) for item in items]
                parts.append((text, Percent(1), values))
            notes = (self._sentence([self._words(OF_ALL)]),)
        columns = tuple(Column(self._words(text), form) for text, form, _ in parts)
        rows = tuple(
            Row(self._label(item), tuple(values[place] for _, _, values in parts)) for place, item in enumerate(items)
        )
        title = self._words(ITEM_TABLE, scale=self._title)
        return Table(f"{self._name}_items", title, self._words(wording.ITEM), columns, rows, notes)

    def _polychoric_table(self) -> Table:
        """The lower triangle; the columns are numbered as the items are."""
        items = self._scale.items
        columns = tuple(Column(str(place), Number(2)) for place in range(1, len(items)))
        rows = tuple(
            Row(f"{place + 1} {self._label(items[place])}", tuple(line[:place]) + (None,) * (len(items) - 1 - place))
            for place, line in enumerate(self._scale.polychoric or ())
        )
        title = self._words(POLYCHORIC, scale=self._title)
        return Table(f"{self._name}_polychoric", title, self._words(wording.ITEM), columns, rows)

    def _label(self, item: ItemReliability) -> str:
        label = item_label(item.item, self._language)
        return self._words(REVERSED, item=label) if is_reversed(item.item) else label

    def _notes(self) -> Iterator[str]:
        yield self._sentence([self._words(LISTWISE)])
        about = [*self._interval_notes()] if self._scale.low is not None else []
        about += [self._words(WEIGHTED)] if self._facts.weighted else []
        by_reason: dict[Reason, list[str]] = {}
        for name, reason in self._scale.reasons.items():
            by_reason.setdefault(reason, []).append(self._words(NAMES[name]))
        mark = wording.SIDE_BY_SIDE
        about += [
            self._words(ABSENT, names=wording.joined(names, self._language, mark), reason=self._words(REASONS[reason]))
            for reason, names in by_reason.items()
        ]
        if about:
            yield self._sentence(about)

    def _interval_notes(self) -> Iterator[str]:
        yield self._words(INTERVAL, n=self._scale.people)
        ignored = [self._words(PARTS[part]) for part in self._facts.ignored_design]
        if ignored:
            yield self._words(IGNORED, parts=wording.joined(ignored, self._language, wording.SIDE_BY_SIDE))

    def _sentence(self, parts: list[str]) -> str:
        return wording.sentence(parts, self._language)


def item_label(item: Variable, language: Language) -> str:
    """The text of the question, of a grid item its own."""
    text = item.item.label if item.item else item.question.text
    return text.into(language) or item.id


def is_reversed(item: Variable) -> bool:
    """Whether the scores of the item count from the other end."""
    if isinstance(item.question, Grid):
        return item.item is not None and item.item.reversed
    return isinstance(item.question, Scale) and item.question.reversed
