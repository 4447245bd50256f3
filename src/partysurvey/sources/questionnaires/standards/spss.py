"""The dictionary of an SPSS file to a questionnaire: labels, missing values, multiple response sets."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any

from partysurvey.errors import QuestionnaireError, SourceError
from partysurvey.sources.calendars import date_text
from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code
from partysurvey.sources.questionnaires.standards.labels import language_in
from partysurvey.sources.statistical import READERS, column_of, dictionary_of
from partysurvey.survey import Column, Text
from partysurvey.survey.absence_names import declared_missing
from partysurvey.survey.plain_text import number_text


def read_spss(path: Path) -> Reading:
    """The questionnaire that the variables of the file make; raises QuestionnaireError where it cannot be read."""
    try:
        about = dictionary_of(READERS["sav"], path, None).about
    except SourceError as error:
        raise QuestionnaireError.from_faults(error.faults) from error
    form = Form(
        path,
        title=Text.same(about.file_label or ""),
        language=language_in(label or "" for label in about.column_labels),
    )
    if not about.column_names:
        form.refuse("the file has no variables", "check the file")
    _Dictionary(form, about).read()
    return form.reading()


class _Dictionary:
    """The variables of the file, set by set and grid by grid."""

    def __init__(self, form: Form, about: Any) -> None:  # noqa: ANN401  # pyreadstat has no types
        self._form = form
        self._about = about
        self._columns = {name: column_of(about, name) for name in about.column_names}
        self._sets = {members[0]: name for name, members in self._dichotomies()}
        self._members = {member: name for name, members in self._dichotomies() for member in members}

    def read(self) -> None:
        """Add every question to the form."""
        names = iter(self._about.column_names)
        for name in names:
            if name in self._sets:
                self._add_set(self._sets[name])
            elif name not in self._members:
                rows = self._rows(name)
                if len(rows) > 1:
                    self._add_grid(name.partition(".")[0], rows)
                    for _ in rows[1:]:
                        next(names)
                else:
                    self._add_single(name)
        self._form.lift_common_marks(without=frozenset({"text", "date"}))

    def _dichotomies(self) -> Iterator[tuple[str, list[str]]]:
        """The multiple response sets whose variables are ticks, with those of their variables that exist."""
        for name, found in self._about.mr_sets.items():
            members = [member for member in found["variable_list"] if member in self._columns]
            if found["is_dichotomy"] and members:
                yield name, members
            else:
                self._form.note(name, "a set of categories is taken over as single questions")

    def _rows(self, name: str) -> Sequence[str]:
        """The variables `grid.row` from here on that have the same labels: the rows of one grid."""
        stem, dot, _ = name.partition(".")
        names = self._about.column_names
        place = names.index(name)
        labels = self._columns[name].value_labels
        if not dot or not labels:
            return [name]
        rows = [name]
        for other in names[place + 1 :]:
            if not other.startswith(f"{stem}.") or self._columns[other].value_labels != labels:
                break
            rows.append(other)
        return rows

    def _add_set(self, name: str) -> None:
        found = self._about.mr_sets[name]
        members = [member for member in found["variable_list"] if member in self._columns]
        unique = self._form.name(name)
        entries = [
            {"code": member.removeprefix(f"{name}_"), "label": self._columns[member].label} for member in members
        ]
        question: Data = {"id": unique, "kind": "multiple", "text": found["label"] or unique}
        marks = _marks(self._columns[members[0]])
        self._form.add(question | {"options": self._form.options(unique, entries)} | _given(marks))

    def _add_grid(self, stem: str, rows: Sequence[str]) -> None:
        unique = self._form.name(stem)
        first = self._columns[rows[0]]
        texts, labels = zip(*(_stem_and_row(self._columns[row].label) for row in rows), strict=True)
        items = [
            {"code": fit_code(row.partition(".")[2]), "label": label} for row, label in zip(rows, labels, strict=True)
        ]
        question: Data = {
            "id": unique,
            "kind": "grid",
            "text": texts[0] or unique,
            "items": self._form.options(unique, items),
            "options": self._options(unique, first, scored=self._measure(rows[0]) == "ordinal"),
        }
        self._form.add(question | _given(_marks(first)))

    def _add_single(self, name: str) -> None:
        column = self._columns[name]
        unique = self._form.name(name)
        measure = self._measure(name)
        options = self._options(unique, column, scored=measure == "ordinal")
        question: Data = {"id": unique, "text": column.label or name, **_given(_marks(column))}
        about = self._about
        if options and measure != "scale":
            question |= {"kind": "scale" if measure == "ordinal" else "single", "options": options}
        elif about.readstat_variable_types[name] == "string":
            question["kind"] = "text"
        elif date_text(about.original_variable_types[name]):
            question["kind"] = "date"
        else:
            question["kind"] = "number"
            if options:
                self._form.note(unique, "labels of single values of a number are left out")
        self._form.add(question)

    def _measure(self, name: str) -> str:
        return str(self._about.variable_measure.get(name, "unknown"))

    def _options(self, name: str, column: Column, *, scored: bool) -> list[Data]:
        """The labelled values that are no missing values; those of an ordinal variable are their own scores."""
        entries: list[Data] = []
        for value, label in column.value_labels.items():
            if not column.declares_missing(value):
                number = number_text(value)
                score = {"score": number} if scored and number is not None else {}
                entries.append({"code": value, "label": label, **score})
        if scored and not _is_ordered(entries):
            entries.sort(key=lambda entry: entry.get("score", inf))
        return self._form.options(name, entries)


def _is_ordered(entries: Sequence[Mapping[str, Any]]) -> bool:
    scores = [float(entry["score"]) for entry in entries if "score" in entry]
    return scores in (sorted(scores), sorted(scores, reverse=True))


def _stem_and_row(label: str) -> tuple[str, str]:
    """`stem: row` in its two parts."""
    stem, sign, row = label.rpartition(": ")
    return (stem, row) if sign else ("", label)


def _marks(column: Column) -> dict[str, list[str]]:
    """The values declared missing, by the kind that their label names; those without a label too."""
    kinds: dict[str, list[str]] = {}
    known = declared_missing(column)
    single = [str(part.low).removesuffix(".0") for part in column.missing if part.low == part.high]
    for mark in dict.fromkeys((*known, *single)):
        kind = known[mark].value if mark in known else "user_missing"
        kinds.setdefault(kind, []).append(mark)
    return kinds


def _given(marks: dict[str, list[str]]) -> Data:
    return {"missing": marks} if marks else {}
