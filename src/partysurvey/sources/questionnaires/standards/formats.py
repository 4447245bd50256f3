"""The questionnaire formats of other programs: which one a file is, and who reads and writes it."""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from msgspec import Struct, field

from partysurvey.errors import QuestionnaireError, RequestError
from partysurvey.sources.questionnaires.standards.form import Reading
from partysurvey.sources.questionnaires.standards.redcap import is_redcap
from partysurvey.sources.questionnaires.standards.text_files import UTF_16
from partysurvey.survey import Questionnaire
from partysurvey.survey.suggestion import listing

START = 1 << 13
_HERE = __name__.rpartition(".")[0]


class Format(Struct, frozen=True):
    """A format: its names, the endings of its files, and the functions `module:name` that read and write it.

    `remarks` say how it keeps a part of a questionnaire, "yes, …", or what of it: docs/formats_table.py.
    """

    name: str
    title: str
    ending: str
    reader: str
    writer: str | None
    remarks: Mapping[str, str] = field(default_factory=dict)

    def read(self, path: Path) -> Reading:
        """The questionnaire in the file, and what could not be taken over."""
        return cast(Reading, _function(self.reader)(path))

    def content(self, questionnaire: Questionnaire) -> bytes:
        """The file; raises RequestError for a format that is only read."""
        if self.writer is None:
            written = listing(each.name for each in FORMATS.values() if each.writer)
            raise RequestError(f"{self.title} is only read", f"choose one of: {written}")
        return cast(bytes, _function(self.writer)(questionnaire))


_LIMESURVEY = {
    "ids of questions": "letters and digits, 20",
    "codes of options": "letters and digits, 5",
    "scales apart from single choices": "where scored",
    "scores": "but 0",
}
FORMATS = {
    each.name: each
    for each in (
        Format(
            "xlsform", "XLSForm", ".xlsx", "xlsform:read_xlsform", "xlsform_writing:xlsform",
            dict.fromkeys(("scores", "missing marks", "printed numbers"), "yes, in a column of ours"),
        ),
        Format(
            "spss", "SPSS", ".sav", "spss:read_spss", "spss_writing:spss_dictionary",
            {"codes of options": "numbers", "scores": "of numbers", "missing marks": "numbers, 3"},
        ),
        Format("redcap", "REDCap", ".csv", "redcap:read_redcap", "redcap:redcap"),
        Format(
            "ddi", "DDI-Codebook 2.5", ".xml", "ddi:read_ddi", "ddi_writing:ddi",
            {"skip rules": "yes, as universe, in our words"},
        ),
        Format(
            "triples", "triple-s 2.0", ".sss", "triples:read_triples", "triples:triples",
            {"codes of options": "numbers", "rankings": "as multiple choice",
             "scales apart from single choices": "yes, by scores", "scores": "of scales and grids"},
        ),
        Format(
            "limesurvey", "LimeSurvey (.txt)", ".txt", "limesurvey:read_txt", "limesurvey_writing:limesurvey",
            _LIMESURVEY,
        ),
        Format(
            "limesurvey_lss", "LimeSurvey (.lss)", ".lss", "limesurvey:read_lss", "limesurvey_xml:lss", _LIMESURVEY
        ),
        Format("qualtrics", "Qualtrics", ".qsf", "qualtrics:read_qualtrics", None),
    )
}  # fmt: skip


def format_of(path: Path) -> Format | None:
    """The format of the file by its content; None where it is none of them, but perhaps a file of ours."""
    try:
        with path.open("rb") as stream:
            start = stream.read(START)
    except OSError:
        return None  # whoever reads it as a file of ours says what is wrong
    name = _name_of(start if start[:2] not in UTF_16 else start.decode("utf-16", "replace").encode())
    return FORMATS[name] if name else None


def _name_of(start: bytes) -> str | None:
    if start.startswith(b"PK"):
        return "xlsform"
    if start.startswith((b"$FL2", b"$FL3")):
        return "spss"
    return _text_format(start.removeprefix(b"\xef\xbb\xbf").lstrip())


def _text_format(start: bytes) -> str | None:
    """The format of a text file by its first characters."""
    line = start.partition(b"\n")[0].decode("utf-8", "replace")
    if is_redcap(line):
        return "redcap"
    if {"class", "name", "type/scale"} <= {cell.strip('"') for cell in line.strip().split("\t")}:
        return "limesurvey"
    if start.startswith(b"{") and (b'"SurveyEntry"' in start or b'"SurveyElements"' in start):
        return "qualtrics"
    return _xml_format(start) if start.startswith(b"<") else None


def _xml_format(start: bytes) -> str | None:
    """The format of an XML file by its root; `ddi` refuses what is none of them."""
    for name, tag in (("ddi", b"codeBook"), ("triples", b"sss"), ("limesurvey_lss", b"document")):
        if re.search(rb"<(?:\w+:)?" + tag + rb"[\s>]", start):
            return name
    return "ddi"


def read_form(path: Path, name: str | None = None) -> Reading:
    """The questionnaire in a file of any format, ours included; `name` says which, else the content does.

    Raises QuestionnaireError, RequestError where the format is not known.
    """
    found = named_format(name) if name else format_of(path)
    if found is not None:
        try:
            return found.read(path)
        except OSError as error:
            raise QuestionnaireError(f"the file cannot be opened: {error.strerror}", "check the path", path) from error
    from partysurvey.sources.questionnaires.reading import read_questionnaire  # noqa: PLC0415  # brings the checks

    return Reading(read_questionnaire(path))


def named_format(name: str) -> Format:
    """The format of this name; raises RequestError where there is none."""
    if name not in FORMATS:
        raise RequestError(f"there is no questionnaire format {name!r}", f"choose one of: {listing(FORMATS)}")
    return FORMATS[name]


def format_for(path: Path) -> Format:
    """The format that files with this ending have; raises RequestError where that is not clear."""
    fitting = [each for each in FORMATS.values() if each.ending == path.suffix.lower()]
    if len(fitting) == 1:
        return fitting[0]
    names = listing(each.name for each in fitting or FORMATS.values())
    what = f"the ending {path.suffix!r} does not say which format"
    raise RequestError(what, f"name it with --format: {names}", path)


def _function(name: str) -> Callable[..., object]:
    """The function `module:name` of this package, imported when it is needed."""
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(f"{_HERE}.{module}"), function)
    return found
