"""Questionnaires to YAML that people read and edit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import Any

import yaml

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
from partysurvey.survey.condition_text import condition_text
from partysurvey.survey.drafting.draft import DraftNote
from partysurvey.survey.fielding import Disposition, Dispositions
from partysurvey.survey.questionnaire import DeclaredScale

Data = dict[str, Any]

CHECKS = (
    "kind: single, scale, multiple, grid, number, ranking, text or date",
    "options: all that could be chosen, in their natural order, also those that nobody chose; add what is missing",
    "score: the most positive answer has the highest; leave it out for answers outside the scale",
    "text and labels: {zh: …, en: …} to have both languages",
    "missing: the texts that are no answers",
    "asked_if: who is asked, for example  asked_if: part_time = yes and age >= 30",
    "minimum and maximum: what a number can be; answers beyond are counted as invalid",
)
"""What to look at in a drafted questionnaire before it is used."""

_ALSO_MISREAD = frozenset("yYnN")  # booleans of YAML 1.1 that PyYAML itself reads as text
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class _Flow(dict[str, Any]):
    """A mapping to be written on one line."""


class _FlowList(list[Any]):
    """A list to be written on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their key, and no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  # PyYAML's signature
        """Indent lists too."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's signature
        """True: nothing is written as an anchor."""
        return True


def _flow_mapping(dumper: yaml.SafeDumper, data: _Flow) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _flow_list(dumper: yaml.SafeDumper, data: _FlowList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.Node:
    style = '"' if data in _ALSO_MISREAD or _CONTROL.search(data) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(_Flow, _flow_mapping)
_Dumper.add_representer(_FlowList, _flow_list)
_Dumper.add_representer(str, _text)


def questionnaire_yaml(questionnaire: Questionnaire, notes: Sequence[DraftNote] = ()) -> str:
    """The text of a questionnaire file that reads back as an equal questionnaire; `notes` become comments."""
    head = {
        "partysurvey": "questionnaire/1",
        "id": questionnaire.id,
        "title": _words(questionnaire.title),
        "language": questionnaire.language,
        "respondents": _words(questionnaire.respondents),
        "fielding": _fielding(questionnaire.fielding),
        "missing": _marks(questionnaire.missing),
        "design": _design(questionnaire.design),
    }
    parts = [*_comments(notes), _dumped({key: value for key, value in head.items() if value is not None})]
    parts += ["\nquestions:\n", "\n".join(_entry(_question(question)) for question in questionnaire.questions)]
    if questionnaire.derived:
        parts += ["\nderived:\n", "\n".join(_entry(_derived(derived)) for derived in questionnaire.derived)]
    if questionnaire.scales:
        parts += ["\nscales:\n", "\n".join(_entry(_scale(scale)) for scale in questionnaire.scales)]
    return "".join(parts)


def _comments(notes: Sequence[DraftNote]) -> Iterable[str]:
    if not notes:
        return
    yield "# Drafted from the answers in a file. Please check:\n"
    yield from (f"#   {check}\n" for check in CHECKS)
    yield "# What was inferred:\n"
    yield from (f"#   [{note.code}] {_CONTROL.sub(' ', note.sentence)}\n" for note in notes)
    yield "\n"


def _dumped(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**20)


def _entry(data: Data) -> str:
    return indent(_dumped([data]), "  ")


def _words(text: Text) -> object:
    """One string where both languages are the same, else the languages there are; None for no text."""
    if text.zh == text.en:
        return text.zh or None
    return _Flow({language: words for language, words in (("zh", text.zh), ("en", text.en)) if words})


def _plain_number(number: float | None) -> float | None:
    return int(number) if number is not None and float(number).is_integer() else number


def _marks(missing: Mapping[str, Absence]) -> Data | None:
    kinds = {kind: [mark for mark, found in missing.items() if found is kind] for kind in Absence}
    return {kind.value: _FlowList(marks) for kind, marks in kinds.items() if marks} or None


def _fielding(fielding: Fielding) -> Data:
    data = {"distributed": fielding.distributed, "returned": fielding.returned, "valid": fielding.valid}
    rest = {
        "note": _words(fielding.note) if fielding.note else None,
        "by": _group_fielding(fielding) if fielding.by else None,
        "disposition": _dispositions(fielding.dispositions) if fielding.dispositions else None,
    }
    given = {key: value for key, value in rest.items() if value is not None}
    return {**data, **given} if given else _Flow(data)


def _group_fielding(fielding: Fielding) -> Data:
    keys = ("option", "distributed", "returned", "valid")
    groups = [_Flow({key: getattr(group, key) for key in keys}) for group in fielding.groups]
    return {"variable": fielding.by, "groups": groups}


def _dispositions(declared: Dispositions) -> Data:
    codes = {
        kind.value: _FlowList(text for text, found in declared.codes.items() if found is kind) for kind in Disposition
    }
    data: Data = {"column": declared.column, "codes": {kind: texts for kind, texts in codes.items() if texts}}
    return data if declared.eligibility is None else {**data, "eligibility": declared.eligibility}


def _design(design: Design) -> Data:
    lists = {"psu": _FlowList(design.psu), "fpc": _FlowList(design.fpc)}
    rest: Data = {"nest": design.nest, "population": design.population, "census": design.census}
    if design.lonely != "fail":
        rest["lonely"] = design.lonely
    if design.replicates is not None:
        rest["replicates"] = _replicates(design.replicates)
    return _Flow({"weight": design.weight, "strata": design.strata, **lists, **rest})


def _replicates(replicates: Replicates) -> Data:
    lists = {"rscales": _FlowList(replicates.rscales), "fpc": _FlowList(replicates.fpc)}
    single = {key: getattr(replicates, key) for key in ("rho", "scale", "degrees_of_freedom")}
    given = {key: value for key, value in {**lists, **single}.items() if value not in (None, [])}
    flags = {"mse": replicates.mse, "combined": replicates.combined}
    return _Flow({"columns": _FlowList(replicates.columns), "type": replicates.type, **given, **flags})


def _question(question: AnyQuestion) -> Data:
    data: Data = {"id": question.id, "kind": question.kind}
    data |= _given(number=question.number, text=_words(question.text), name=_words(question.name))
    data |= _given(aliases=_FlowList(question.aliases))
    if question.asked_if is not None:
        data["asked_if"] = condition_text(question.asked_if)
    data |= _given(missing=_marks(question.missing), personal=question.personal)
    return data | _own_parts(question) | _given(sentence=_words(question.sentence), chart=_FlowList(question.chart))


def _own_parts(question: AnyQuestion) -> Data:
    """What only questions of this kind have."""
    match question:
        case Grid():
            parts = {"items": [_item(item) for item in question.items], **_choices(question.options, question.nets)}
        case SingleChoice() | Scale() | MultipleChoice():
            parts = _limits(question) | _choices(question.options, question.nets)
        case Ranking():
            parts = _given(ranks=question.ranks) | _choices(question.options, ())
        case Number():
            limits = {"minimum": _plain_number(question.minimum), "maximum": _plain_number(question.maximum)}
            bands = [_band(band) for band in question.bands]
            parts = _given(unit=_words(question.unit), **limits, total=question.total, bands=bands)
        case Date():
            parts = {"formats": _FlowList(question.formats)}
        case _:
            parts = {}
    return parts


def _limits(question: SingleChoice | Scale | MultipleChoice) -> Data:
    if isinstance(question, MultipleChoice):
        return _given(maximum=question.maximum)
    return _given(reversed=question.reversed) if isinstance(question, Scale) else {}


def _given(**values: object) -> Data:
    """The values that say something: no None, no False, nothing empty; zero does."""
    return {key: value for key, value in values.items() if value or (value == 0 and value is not False)}


def _choices(options: Sequence[Option], nets: Sequence[Net]) -> Data:
    return {"options": [_option(option) for option in options], **_given(nets=[_net(net) for net in nets])}


def _option(option: Option) -> _Flow:
    data = {"code": option.code, "label": _words(option.label)}
    rest = _given(score=_plain_number(option.score), specify=option.specify, aliases=_FlowList(option.aliases))
    return _Flow({**data, **rest})


def _item(item: Item) -> _Flow:
    data = {"code": item.code, "label": _words(item.label)}
    return _Flow({**data, **_given(reversed=item.reversed, aliases=_FlowList(item.aliases))})


def _net(net: Net) -> _Flow:
    return _Flow({"code": net.code, "label": _words(net.label), "options": _FlowList(net.options)})


def _band(band: Band) -> _Flow:
    limits = {"low": _plain_number(band.low), "high": _plain_number(band.high)}
    return _Flow({"code": band.code, "label": _words(band.label), **limits, **_given(includes_high=band.includes_high)})


def _derived(derived: Derived) -> Data:
    data = {
        "id": derived.id,
        "text": _words(derived.text),
        **_given(name=_words(derived.name), unit=_words(derived.unit)),
    }
    bands = [_band(band) for band in derived.bands]
    return {
        **data,
        **_formula(derived.formula),
        **_given(total=derived.total, bands=bands, sentence=_words(derived.sentence), chart=_FlowList(derived.chart)),
    }


def _scale(scale: DeclaredScale) -> Data:
    return {"id": scale.id, "text": _words(scale.text), "items": _FlowList(scale.items)}


def _formula(formula: Formula) -> Data:
    match formula:
        case Sum(variables):
            return {"sum": _FlowList(variables)}
        case Mean(variables, at_least):
            return {"mean": _Flow({"of": _FlowList(variables), "at_least": at_least})}
        case Ratio(numerator, denominator, factor):
            parts = {"numerator": numerator, "denominator": denominator, "factor": _plain_number(factor)}
            return {"ratio": _Flow(parts)}
        case Difference(first, second):
            return {"difference": _FlowList([first, second])}
        case CountOf(variables, options):
            return {"count_of": _Flow({"variables": _FlowList(variables), "options": _FlowList(options)})}
        case Copy(variable):
            return {"bands_of": variable}
