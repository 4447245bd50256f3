"""Data of a sound questionnaire file to the questionnaire."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from partysurvey.sources.questionnaires.boxes import box_nets
from partysurvey.survey import (
    Absence,
    AnyQuestion,
    Band,
    Copy,
    CountOf,
    Date,
    Derived,
    Design,
    Difference,
    Fielding,
    Formula,
    Grid,
    Item,
    Mean,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Ratio,
    Replicates,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.survey.condition_text import parse_condition
from partysurvey.survey.fielding import Disposition, Dispositions, GroupFielding
from partysurvey.survey.plain_text import trimmed
from partysurvey.survey.question import adjoining
from partysurvey.survey.questionnaire import DeclaredScale
from partysurvey.survey.resolution import resolved

Data = Mapping[str, Any]


def built_questionnaire(data: Data) -> Questionnaire:
    """The questionnaire that sound data describe."""
    questions = tuple(built_question(question) for question in data["questions"])
    optional = {"respondents": built_text(data["respondents"])} if data.get("respondents") else {}
    draft = Questionnaire(
        id=data["id"],
        title=built_text(data["title"]),
        questions=questions,
        language=data.get("language", "zh"),
        derived=tuple(map(built_derived, data.get("derived", ()))),
        scales=tuple(map(_scale, data.get("scales", ()))),
        missing=built_marks(data.get("missing", {})),
        design=_design(data.get("design", {})),
        fielding=_fielding(data.get("fielding", {})),
        **optional,
    )
    asked = (_with_condition(built, read, draft) for built, read in zip(questions, data["questions"], strict=True))
    return replace(draft, questions=tuple(asked))


def built_text(data: str | Data | None) -> Text:
    """The text in both languages; empty for null."""
    if isinstance(data, str):
        return Text.same(data.strip())
    return Text(**{language: words.strip() for language, words in (data or {}).items()})


def built_marks(data: Data) -> dict[str, Absence]:
    """Marks of absence, trimmed as answers are, to their kinds."""
    return {trimmed(mark): Absence(kind) for kind, marks in data.items() for mark in marks}


def built_options(data: Iterable[Data]) -> tuple[Option, ...]:
    """Options in their order."""
    return tuple(
        Option(
            code=option["code"],
            label=built_text(option["label"]),
            aliases=tuple(option.get("aliases", ())),
            score=option.get("score"),
            specify=option.get("specify", False),
        )
        for option in data
    )


def built_question(data: Data) -> AnyQuestion:
    """The question, without its condition."""
    common = {
        "id": data["id"],
        "text": built_text(data["text"]),
        "name": built_text(data.get("name")),
        "number": data.get("number"),
        "aliases": tuple(data.get("aliases", ())),
        "missing": built_marks(data.get("missing", {})),
        "personal": data.get("personal", False),
        "sentence": built_text(data.get("sentence")),
        "chart": _several(data.get("chart", [])),
    }
    question: AnyQuestion = _KINDS[data["kind"]](**common, **_own_parts(data))
    return question


def built_derived(data: Data) -> Derived:
    """The derived variable."""
    return Derived(
        id=data["id"],
        text=built_text(data["text"]),
        formula=built_formula(data),
        unit=built_text(data.get("unit")),
        bands=built_bands(data.get("bands", ())),
        total=data.get("total", False),
        name=built_text(data.get("name")),
        sentence=built_text(data.get("sentence")),
        chart=_several(data.get("chart", [])),
    )


def built_formula(data: Data) -> Formula:
    """The one rule of a derived variable."""
    match data:
        case {"sum": variables}:
            return Sum(tuple(variables))
        case {"mean": mean}:
            return Mean(tuple(mean["of"]), mean.get("at_least", 1))
        case {"ratio": parts}:
            return Ratio(**parts)
        case {"difference": [first, second]}:
            return Difference(first, second)
        case {"count_of": {"variables": variables, "options": options}}:
            return CountOf(tuple(variables), tuple(options))
        case _:
            return Copy(data["bands_of"])


_KINDS = {kind.kind: kind for kind in (SingleChoice, Scale, MultipleChoice, Grid, Number, Ranking, OpenText, Date)}


def _own_parts(data: Data) -> dict[str, Any]:
    """The arguments that only some kinds have; what the file leaves out keeps the kind's default."""
    parts: dict[str, Any] = {
        key: data[key] for key in ("reversed", "maximum", "minimum", "ranks", "total") if key in data
    }
    if "options" in data:
        parts["options"] = built_options(data["options"])
    if "items" in data:
        parts["items"] = tuple(map(_item, data["items"]))
    if "unit" in data:
        parts["unit"] = built_text(data["unit"])
    if "bands" in data:
        parts["bands"] = built_bands(data["bands"])
    if "formats" in data:
        parts["formats"] = tuple(data["formats"])
    nets = _nets(data)
    return {**parts, "nets": nets} if nets else parts


def _item(data: Data) -> Item:
    return Item(data["code"], built_text(data["label"]), tuple(data.get("aliases", ())), data.get("reversed", False))


def _nets(data: Data) -> tuple[Net, ...]:
    own = (Net(net["code"], built_text(net["label"]), tuple(net["options"])) for net in data.get("nets", ()))
    return (*own, *box_nets(data))


def built_bands(data: Iterable[Data]) -> tuple[Band, ...]:
    """Bands in their order, each as the one before leaves it."""
    return adjoining(
        Band(
            code=band["code"],
            label=built_text(band["label"]),
            low=band.get("low"),
            high=band.get("high"),
            includes_high=band.get("includes_high", False),
        )
        for band in data
    )


def _scale(data: Data) -> DeclaredScale:
    return DeclaredScale(data["id"], built_text(data["text"]), tuple(data["items"]))


def _design(data: Data) -> Design:
    lists = {key: tuple(data[key]) for key in ("psu", "fpc") if key in data}
    replicates = {"replicates": _replicates(data["replicates"])} if "replicates" in data else {}
    return Design(**{**data, **lists, **replicates})


def _replicates(data: Data) -> Replicates:
    lists = {key: _several(data[key]) for key in ("columns", "rscales", "fpc") if key in data}
    return Replicates(**{**data, **lists})


def _several(value: object) -> tuple[Any, ...]:
    """A list as it is, a single value as the only one."""
    return tuple(value) if isinstance(value, list) else (value,)


def _fielding(data: Data) -> Fielding:
    by, declared = data.get("by"), data.get("disposition")
    return Fielding(
        **{key: data[key] for key in ("distributed", "returned", "valid") if key in data},
        note=built_text(data.get("note")),
        by=by["variable"] if by else None,
        groups=tuple(GroupFielding(**group) for group in by["groups"]) if by else (),
        dispositions=_dispositions(declared) if declared else None,
    )


def _dispositions(data: Data) -> Dispositions:
    codes = {text: Disposition(kind) for kind, texts in data["codes"].items() for text in texts}
    return Dispositions(data["column"], codes, data.get("eligibility"))


def _with_condition(question: AnyQuestion, data: Data, questionnaire: Questionnaire) -> AnyQuestion:
    if not data.get("asked_if"):
        return question
    return replace(question, asked_if=resolved(parse_condition(data["asked_if"]), questionnaire))
