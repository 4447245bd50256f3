"""What the sentence of a question can get wrong although its structure is sound."""

from collections.abc import Iterator
from itertools import chain

from partysurvey.sources.questionnaires.boxes import box_codes
from partysurvey.sources.questionnaires.draft import Data
from partysurvey.sources.questionnaires.finding import Finding
from partysurvey.survey.own_sentence import sentence_fault


def sentence_faults(data: Data) -> Iterator[Finding]:
    """Places that mean nothing in the question, codes that it does not have, braces that do not match."""
    written = data.get("sentence") or {}
    spoken = [(("sentence",), written)] if isinstance(written, str) else _in_languages(written)
    options = tuple(
        chain(
            (part["code"] for key in ("options", "nets", "bands") for part in data.get(key, ())),
            (code for _, code in box_codes(data)),
        )
    )
    items = tuple(item["code"] for item in data.get("items", ()))
    for path, template in spoken:
        fault = sentence_fault(template, data.get("kind", "number"), options, items)
        if fault:
            yield Finding(path, fault.what, fault.remedy)


def _in_languages(written: Data) -> list[tuple[tuple[str, ...], str]]:
    return [(("sentence", language), template) for language, template in written.items()]
