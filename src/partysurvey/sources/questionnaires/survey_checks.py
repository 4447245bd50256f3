"""What belongs to the whole survey and contradicts itself: design, names, marks."""

from collections.abc import Iterator

from partysurvey.sources.questionnaires.draft import Data, Draft
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.sources.questionnaires.option_checks import option_spellings
from partysurvey.survey.plain_text import trimmed


def design_faults(data: Data) -> Iterator[Finding]:
    """Population counts that do not go with the stages."""
    design = data.get("design", {})
    stages, counts = max(1, len(design.get("psu", ()))), len(design.get("fpc", ()))
    if counts not in {0, stages}:
        what = f"'fpc' names {counts} columns, and 'psu' {len(design.get('psu', ()))}"
        remedy = "name one column for each column of 'psu', or one where there are none"
        yield Finding(("design", "fpc"), what, remedy)


def replicate_faults(data: Data) -> Iterator[Finding]:
    """Replicate weights beside the design they replace, and numbers that their type needs or does not have."""
    design = data.get("design", {})
    replicates = design.get("replicates")
    if replicates is None:
        return
    path: DataPath = ("design", "replicates")
    for key in ("strata", "psu", "fpc"):
        if design.get(key):
            what = f"{key!r} is given beside 'replicates'"
            yield Finding(("design", key), what, "leave it out: the replicate weights hold it already", at_key=True)
    kind, rho = replicates["type"], replicates.get("rho")
    if kind == "Fay" and rho is None:
        yield Finding((*path, "type"), "'type' is Fay, and there is no 'rho'", "add Fay's coefficient 'rho'")
    if rho is not None and kind != "Fay":
        yield Finding((*path, "rho"), f"'rho' belongs to Fay, and 'type' is {kind}", "delete it, or write Fay")
    if rho is not None and rho >= 1:
        yield Finding((*path, "rho"), f"'rho' is {rho}", "it must be less than 1")
    if kind == "JKn" and "rscales" not in replicates and replicates.get("combined", True):
        remedy = "add (n - 1)/n of the stratum of each replicate, n its PSUs"
        yield Finding((*path, "type"), "'type' is JKn, and there are no 'rscales'", remedy)
    yield from _fraction_faults(replicates, path)


def _fraction_faults(replicates: Data, path: DataPath) -> Iterator[Finding]:
    given = replicates.get("fpc", ())
    for fraction in given if isinstance(given, list) else [given] if given else []:
        if fraction > 1:
            what, remedy = f"'fpc' is {fraction}", "write the fraction of the population that was drawn, from 0 to 1"
            yield Finding((*path, "fpc"), what, remedy)
            return


def repeated_ids(survey: Draft) -> Iterator[Finding]:
    """Ids that two questions or derived variables share."""
    seen: dict[str, str] = {}
    for key, noun in (("questions", "question"), ("derived", "derived variable")):
        for path, part in survey.entries(key, "id"):
            owner = f"{noun} {int(path[1]) + 1}"
            first = seen.setdefault(part["id"], owner)
            if first != owner:
                what = f"the id {part['id']!r} is already that of {first}"
                yield Finding((*path, "id"), what, "give every variable an id of its own")


def shared_columns(survey: Draft) -> Iterator[Finding]:
    """Other column names that belong to two variables."""
    owners = {part["id"]: part["id"] for _, part in survey.entries("questions", "id")}
    for path, alias, owner in _columns(survey):
        first = owners.setdefault(alias, owner)
        if first != owner:
            what = f"the column name {alias!r} of {owner!r} already belongs to {first!r}"
            yield Finding(path, what, "leave it to one of them")


def _columns(survey: Draft) -> Iterator[tuple[DataPath, str, str]]:
    """Path, column name and variable of every alias of questions and items."""
    for path, part in survey.entries("questions", "id", "aliases", "items"):
        for position, alias in enumerate(part.get("aliases", ())):
            yield (*path, "aliases", position), alias, part["id"]
        for index, item in enumerate(part.get("items", ())):
            for position, alias in enumerate(item.get("aliases", ())):
                yield (*path, "items", index, "aliases", position), alias, f"{part['id']}.{item['code']}"


def marks_of_all_that_are_options(survey: Draft) -> Iterator[Finding]:
    """Marks of absence of the questionnaire that are spellings of an option of some question."""
    if not survey.sound((), ("missing",)):
        return
    marks = survey.data.get("missing", {})
    for _, question in survey.entries("questions", "id", "kind", "options"):
        owners = option_spellings(question)
        for kind, texts in marks.items():
            for position, mark in enumerate(texts):
                if trimmed(mark) in owners:
                    option = f"the option {owners[trimmed(mark)]!r} of {question['id']!r}"
                    what = f"the mark {mark!r} is also a spelling of {option}"
                    remedy = "take it from the marks or from the option"
                    yield Finding(("missing", kind, position), what, remedy)
