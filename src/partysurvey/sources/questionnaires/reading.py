"""Questionnaire files (YAML) to questionnaires, or to all their faults at once."""

from pathlib import Path

from partysurvey.errors import Fault, Place, QuestionnaireError
from partysurvey.sources.questionnaires.building import built_questionnaire
from partysurvey.sources.questionnaires.checks import check_findings
from partysurvey.sources.questionnaires.data import plain_data
from partysurvey.sources.questionnaires.draft import draft
from partysurvey.sources.questionnaires.finding import Finding
from partysurvey.sources.questionnaires.nodes import Entries, Items, Mark, Node, UnreadableError, composed, place_of
from partysurvey.sources.questionnaires.schema import schema
from partysurvey.sources.questionnaires.structure import structure_findings
from partysurvey.survey import Questionnaire

LARGEST = 2**20  # bytes; a questionnaire of 100 questions has 50 000


def read_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire in the file; raises QuestionnaireError, with all faults, if it has any."""
    questionnaire, faults = _read(path)
    if questionnaire is None:
        raise QuestionnaireError.from_faults(faults)
    return questionnaire


def questionnaire_faults(path: Path) -> tuple[Fault, ...]:
    """Every fault of the file in the order of its lines; none if it can be used."""
    return _read(path)[1]


def _read(path: Path) -> tuple[Questionnaire | None, tuple[Fault, ...]]:
    """The questionnaire, or None and its faults."""
    try:
        node, syntax = composed(file_text(path), str(path))
    except UnreadableError as error:
        return None, (error.fault,)
    if node is None:
        return None, (
            Fault("the file is empty", "write a questionnaire, or draft one with `partysurvey init`", Place(str(path))),
        )
    data = plain_data(node, schema())
    structure = structure_findings(data)
    meaning = check_findings(draft(data, structure)) if isinstance(data, dict) else ()
    faults = (*syntax, *(placed_fault(finding, node, str(path)) for finding in (*structure, *meaning)))
    return (None, sorted_faults(faults)) if faults else (built_questionnaire(data), ())


def file_text(path: Path, noun: str = "questionnaire") -> str:
    """The text of the file; raises UnreadableError where there is none."""
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        remedy = "check the path" if isinstance(error, FileNotFoundError) else "name a file that can be read"
        raise UnreadableError(Fault(f"the file cannot be opened: {error.strerror}", remedy, place)) from error
    if len(content) > LARGEST:
        what = f"the file is larger than {LARGEST:,} bytes"
        raise UnreadableError(Fault(what, f"this is no {noun}; check the path", place))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"the file is not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02X}"
        raise UnreadableError(Fault(what, "save it as UTF-8", Place(str(path), line))) from error


def placed_fault(finding: Finding, top: Node, file: str) -> Fault:
    """The finding as a fault with line and column."""
    return Fault(finding.what, finding.remedy, place_of(mark_of(finding, top), file))


def mark_of(finding: Finding, top: Node) -> Mark:
    """Where the value (or key) that the finding is about begins; of a missing one, what should hold it."""
    node, mark = top, top.mark
    for step in finding.path:
        if isinstance(node, Entries) and isinstance(step, str) and step in node.nodes:
            key, node = node.keys[step], node.nodes[step]
            mark = key if finding.at_key else node.mark
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            node = node.nodes[step]
            mark = node.mark
        else:
            break
    return mark


def sorted_faults(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The faults in the order of the file; those at one place in the order in which they were found."""
    return tuple(sorted(faults, key=lambda fault: _order(fault.place)))


def _order(place: Place | None) -> tuple[int, int]:
    return (place.line or 0, place.column or 0) if place else (0, 0)
