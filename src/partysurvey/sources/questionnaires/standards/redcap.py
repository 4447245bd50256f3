"""REDCap data dictionaries (.csv) to questionnaires and back."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from partysurvey.sources.cells import number_text
from partysurvey.sources.questionnaires.standards.expressions import (
    Grammar,
    Spelling,
    UntranslatableError,
    expression_of,
)
from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code, grid_variable
from partysurvey.sources.questionnaires.standards.labels import language_in, plain
from partysurvey.sources.questionnaires.standards.text_files import file_text
from partysurvey.survey import (
    AnyQuestion,
    Date,
    Grid,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Questionnaire,
)
from partysurvey.survey.condition_text import is_number

HEADINGS = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
_KEYS = (
    "field_name", "form_name", "section_header", "field_type", "field_label", "select_choices_or_calculations",
    "field_note", "text_validation_type_or_show_slider_number", "text_validation_min", "text_validation_max",
    "identifier", "branching_logic", "required_field", "custom_alignment", "question_number", "matrix_group_name",
    "matrix_ranking", "field_annotation",
)  # fmt: skip
GRAMMAR = Grammar(re.compile(r"(?:\[[\w-]+\])?\[(?P<name>\w+)(?:\((?P<option>[^()\]]*)\))?\](?!\[)"))
_CHOICE = re.compile(r"\s*(?P<code>[^,|]+?)\s*,\s*(?P<label>.*)", re.DOTALL)
_NUMBERS = re.compile(r"integer|number|float")
_DATES = re.compile(r"date")
_PRESET = {"yesno": (("1", "Yes"), ("0", "No")), "truefalse": (("1", "True"), ("0", "False"))}
_UNASKED = frozenset({"descriptive", "calc"})

Row = dict[str, str]


def is_redcap(header: str) -> bool:
    """Whether a text file with this first line is a data dictionary."""
    plain_header = header.replace('"', "").casefold()
    return plain_header.startswith(("variable / field name", "field_name,form_name"))


def read_redcap(path: Path) -> Reading:
    """The questionnaire of the data dictionary; raises QuestionnaireError where it is none."""
    rows = list(csv.reader(io.StringIO(file_text(path))))
    form = Form(path)
    header = {heading.strip().casefold(): place for place, heading in enumerate(rows[0] if rows else ())}
    places = {key: header.get(key, header.get(long.casefold())) for key, long in zip(_KEYS, HEADINGS, strict=True)}
    for needed in ("field_name", "field_type"):
        if places[needed] is None:
            form.refuse(f"the data dictionary has no column {needed!r}", "export it from REDCap again")
    fields = [
        {key: row[place].strip() if place is not None and place < len(row) else "" for key, place in places.items()}
        for row in rows[1:]
        if any(row)
    ]
    form.language = language_in(row["field_label"] for row in fields)
    _read_fields(form, fields)
    return form.reading(GRAMMAR)


def _read_fields(form: Form, fields: Sequence[Row]) -> None:
    place = 0
    while place < len(fields):
        rows = _matrix(fields, place)
        if len(rows) > 1 or (rows[0]["matrix_group_name"] and rows[0]["field_type"] == "radio"):
            _add_grid(form, rows)
        else:
            _add(form, rows[0])
        place += len(rows)


def _matrix(fields: Sequence[Row], place: int) -> Sequence[Row]:
    """The fields from here on that are one matrix of single choices asked of the same people; else the field alone."""
    first = fields[place]
    end = place + 1
    alike = ("matrix_group_name", "field_type", "select_choices_or_calculations", "branching_logic")
    while (
        first["matrix_group_name"]
        and first["field_type"] == "radio"
        and end < len(fields)
        and all(fields[end][key] == first[key] for key in alike)
    ):
        end += 1
    return fields[place:end]


def _add_grid(form: Form, rows: Sequence[Row]) -> None:
    group, first = rows[0]["matrix_group_name"], rows[0]
    name = form.name(group)
    items = []
    for row in rows:
        code = fit_code(row["field_name"].removeprefix(f"{group}_"))
        items.append({"code": code, "label": plain(row["field_label"])})
        form.named.setdefault(row["field_name"].casefold(), f"{name}.{code}")
    question: Data = {
        "id": name,
        "kind": "grid",
        "text": plain(first["section_header"]) or name,
        "items": form.options(name, items),
        "options": form.options(name, _choices(first)),
    }
    form.add(question | _common(first), first["branching_logic"])


def _add(form: Form, row: Row) -> None:
    kind = row["field_type"].casefold()
    if kind in _UNASKED:
        form.note(row["field_name"], f"{kind} is no question and is left out")
        return
    name = form.name(row["field_name"])
    question: Data = {"id": name, "text": plain(row["field_label"]), **_common(row)}
    form.add(question | _own(form, name, kind, row), row["branching_logic"])


def _common(row: Row) -> Data:
    number = {"number": row["question_number"]} if row["question_number"] else {}
    return number | ({"personal": True} if row["identifier"].casefold() == "y" else {})


def _own(form: Form, name: str, kind: str, row: Row) -> Data:
    """The parts that depend on the type of the field."""
    validation = row["text_validation_type_or_show_slider_number"].casefold()
    if kind in {"radio", "dropdown", "checkbox", *_PRESET}:
        options = form.options(name, _choices(row))
        if options:
            return {"kind": "multiple" if kind == "checkbox" else "single", "options": options}
        form.note(name, f"the {kind} has no choices and is kept as text")
        return {"kind": "text"}
    if kind == "slider" or (kind == "text" and _NUMBERS.search(validation)):
        limits = (("minimum", row["text_validation_min"]), ("maximum", row["text_validation_max"]))
        return {"kind": "number", **{key: float(limit) for key, limit in limits if is_number(limit)}}
    if kind == "text" and _DATES.match(validation):
        return {"kind": "date"}
    if kind not in {"text", "notes"}:
        form.note(name, f"the type {row['field_type']!r} is not known and is kept as text")
    return {"kind": "text"}


def _choices(row: Row) -> Iterator[Data]:
    if preset := _PRESET.get(row["field_type"].casefold()):
        yield from ({"code": code, "label": label} for code, label in preset)
        return
    for part in row["select_choices_or_calculations"].split("|"):
        found = _CHOICE.fullmatch(part)
        if found:
            yield {"code": found["code"], "label": plain(found["label"])}
        elif part.strip():
            yield {"code": part.strip(), "label": part.strip()}


def redcap(questionnaire: Questionnaire) -> bytes:
    """The data dictionary in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for question in questionnaire.questions:
        writer.writerows([row.get(key, "") for key in _KEYS] for row in _rows(question, questionnaire))
    return text.getvalue().encode()


def _rows(question: AnyQuestion, questionnaire: Questionnaire) -> Iterator[Mapping[str, str]]:
    """The fields of a question: one, or one for each row of a grid."""
    language = questionnaire.language
    common = {
        "form_name": questionnaire.id.casefold(),
        "branching_logic": _rule(question, questionnaire),
        "question_number": question.number or "",
        "identifier": "y" if question.personal else "",
    }
    choices = " | ".join(
        f"{_code(option)}, {option.label.into(language)}" for option in getattr(question, "options", ())
    )
    if isinstance(question, Grid):
        for place, item in enumerate(question.items):
            header = question.text.into(language) if place == 0 else ""
            yield common | {
                "field_name": f"{question.id}_{item.code}",
                "section_header": header,
                "field_type": "radio",
                "field_label": item.label.into(language),
                "select_choices_or_calculations": choices,
                "matrix_group_name": question.id,
            }
        return
    yield common | {
        "field_name": question.id,
        "field_label": question.text.into(language),
        "select_choices_or_calculations": choices,
        **_type(question),
    }


def _type(question: AnyQuestion) -> Mapping[str, str]:
    match question:
        case MultipleChoice():
            return {"field_type": "checkbox"}
        case Number():
            limits = {"text_validation_min": question.minimum, "text_validation_max": question.maximum}
            texts = {key: number_text(limit) for key, limit in limits.items() if limit is not None}
            return {"field_type": "text", "text_validation_type_or_show_slider_number": "number", **texts}
        case Date():
            return {"field_type": "text", "text_validation_type_or_show_slider_number": "date_ymd"}
        case OpenText():
            return {"field_type": "notes"}
        case _:
            return {"field_type": "radio"}


def _code(option: Option) -> str:
    """The code without what separates choices."""
    return re.sub(r"[,|()\[\]'\"]", "_", option.code)


def _rule(question: AnyQuestion, questionnaire: Questionnaire) -> str:
    if question.asked_if is None:
        return ""

    def reference(variable: str) -> str:
        name, item = grid_variable(questionnaire, variable)
        return f"{name}_{item}" if item else name

    several = {q.id: q.options for q in questionnaire.questions if isinstance(q, MultipleChoice)}

    def answered(name: str) -> str:
        """REDCap keeps no answer for a checkbox as a whole: any box is ticked."""
        if name in several:
            return f"({' or '.join(f'[{name}({_code(option)})] = {chr(39)}1{chr(39)}' for option in several[name])})"
        return f"[{name}] <> ''"

    spelling = Spelling(
        equals=lambda name, value: f"[{name}] = '{value}'",
        includes=lambda name, value: f"[{name}({value})] = '1'",
        answered=answered,
        ordered=lambda name, sign, number: f"[{name}] <> '' and [{name}] {sign} {number}",
        negation=lambda rule: f"not({rule})",
    )
    try:
        return expression_of(question.asked_if, spelling, reference)
    except UntranslatableError:
        return ""
