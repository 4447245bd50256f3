"""What each questionnaire format keeps: written, read again and compared, beside what the formats declare."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.sources.questionnaires.standards.differences import losses
from partysurvey.sources.questionnaires.standards.formats import FORMATS, Format
from partysurvey.survey import Questionnaire

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "questionnaire-formats.md"
EVERYTHING = TOP / "tests" / "unit" / "sources" / "questionnaires" / "assets" / "every_feature.yaml"
BEGIN, END = "<!-- what formats keep -->\n", "<!-- end -->\n"


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of the table: its name, and the parts (`losses`) of questions of some kinds that make it up."""

    name: str
    parts: tuple[str, ...]
    kinds: frozenset[str] = frozenset()  # none: any

    def is_lost(self, lost: set[tuple[str, str]]) -> bool:
        """Whether any of it is among the lost (part, kind of question)."""
        return any(part.startswith(self.parts) and (not self.kinds or kind in self.kinds) for part, kind in lost)


FEATURES = (
    Feature("ids of questions", ("id",), frozenset({"single", "scale", "multiple", "grid", "number", "text", "date"})),
    Feature("codes of options", ("option code",)),
    Feature("both languages", ("text ", "option label ", "item label ")),
    Feature("grids", ("kind", "the question"), frozenset({"grid"})),
    Feature("rankings", ("kind", "the question"), frozenset({"ranking"})),
    Feature("scales apart from single choices", ("kind",), frozenset({"scale", "single"})),
    Feature("scores", ("option score",)),
    Feature("skip rules", ("asked_if",)),
    Feature("missing marks", ("missing marks",)),
    Feature("range of numbers", ("minimum", "maximum"), frozenset({"number"})),
    Feature("other, please specify", ("option specify",)),
    Feature("most that can be chosen", ("maximum", "ranks"), frozenset({"multiple"})),
    Feature("printed numbers", ("number",)),
    Feature("personal data", ("personal",)),
)


def with_formats_table(page: str) -> str:
    """The page with the table of formats as it is now."""
    before, _, rest = page.partition(BEGIN)
    table = "".join(f"{line}\n" for line in _lines())
    return f"{before}{BEGIN}{table}{END}{rest.partition(END)[2]}"


def _lines() -> Iterator[str]:
    written = [form for form in FORMATS.values() if form.writer]
    questionnaire = read_questionnaire(EVERYTHING)
    lost = {form.name: _lost(form, questionnaire) for form in written}
    yield _row("", *(form.title for form in written))
    yield _row(*["---"] * (len(written) + 1))
    yield _row("`--format`", *(f"`{form.name}`" for form in written))
    yield _row("file", *(form.ending for form in written))
    for feature in FEATURES:
        yield _row(feature.name, *(_cell(form, feature, lost[form.name]) for form in written))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _lost(form: Format, questionnaire: Questionnaire) -> set[tuple[str, str]]:
    """The parts that the format does not keep, each with the kinds of questions that lose it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{form.ending}"
        path.write_bytes(form.content(questionnaire))
        found = losses(questionnaire, form.read(path).questionnaire)
    kinds = {question.id: question.kind for question in questionnaire.questions}
    return {(loss.part, kinds.get(name, "")) for loss in found for name in loss.questions}


def _cell(form: Format, feature: Feature, lost: set[tuple[str, str]]) -> str:
    """Yes or no as measured, or how the format keeps it in its own words, which may not contradict."""
    measured = "no" if feature.is_lost(lost) else "yes"
    declared = form.remarks.get(feature.name, measured)
    assert declared.startswith("yes") == (measured == "yes"), (form.name, feature.name, lost)  # noqa: S101  # a page is not printed
    return declared
