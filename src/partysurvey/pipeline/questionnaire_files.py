"""Questionnaires from and to the formats of other programs, with what is left out on the way."""

from pathlib import Path

from partysurvey.errors import RequestError
from partysurvey.render.writing import write_file
from partysurvey.sources.questionnaires.standards.differences import loss_sentences, losses
from partysurvey.sources.questionnaires.standards.formats import Format, format_for, named_format, read_form
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
from partysurvey.sources.recognition import named_questionnaire
from partysurvey.survey import Questionnaire


def export_questionnaire(name: str, output: Path, form: str | None, *, force: bool) -> tuple[str, ...]:
    """Write the questionnaire of that name or file in another format; what the format cannot hold, a line each."""
    _check_new(output, force=force)
    chosen = named_format(form) if form else format_for(output)
    questionnaire, _ = named_questionnaire(name)
    content = chosen.content(questionnaire)
    write_file(output, content)
    return not_kept(questionnaire, output, chosen)


def not_kept(questionnaire: Questionnaire, written: Path, form: Format) -> tuple[str, ...]:
    """What a file does not say of the questionnaire it was written from, a line each: found by reading it back."""
    return loss_sentences(losses(questionnaire, form.read(written).questionnaire))


def import_questionnaire(path: Path, output: Path, form: str | None, *, force: bool) -> tuple[str, ...]:
    """Write the questionnaire of a foreign form as a file of ours; what could not be taken over, a line each."""
    _check_new(output, force=force)
    reading = read_form(path, form)
    write_file(output, questionnaire_yaml(reading.questionnaire).encode())
    return reading.notes


def _check_new(output: Path, *, force: bool) -> None:
    if output.exists() and not force:
        raise RequestError("exists already", "choose another name, or replace it with --force", output)
