"""The end of a report: what it was made from and by, and what the reader has to know of how the file was read."""

import json
from collections.abc import Iterator, Sequence

from partysurvey.report import wording
from partysurvey.report.accounting import Input, Making, Remark
from partysurvey.report.document import Block, Heading, Paragraph
from partysurvey.report.setting import Setting

HASH_DIGITS = 16  # hexadecimal ones of the hash; results.json has all


def making_blocks(
    making: Making | None, questionnaire: str, remarks: Sequence[Remark], setting: Setting
) -> Iterator[Block]:
    """A heading and its paragraphs: files, questionnaire, versions, options, rounding; then the remarks."""
    language = setting.style.language
    yield Heading(setting.words(wording.MAKING))
    for told in (*_facts(making, questionnaire, setting), _rounding(setting)):
        yield Paragraph(wording.sentence([told], language))
    yield from (Paragraph(remark.text.into(language)) for remark in remarks)


def _facts(making: Making | None, questionnaire: str, setting: Setting) -> Iterator[str]:
    if making is None:
        return
    files = [_input(each, setting) for each in making.inputs]
    if files:
        yield setting.words(wording.INPUTS, files=_listed(files, setting))
    yield setting.words(wording.QUESTIONNAIRE, id=questionnaire)
    libraries = [f"{name} {version}" for name, version in making.libraries.items()]
    yield setting.words(wording.SOFTWARE, version=making.version, libraries=_listed(libraries, setting))
    options = [f"{name} = {_plain(value)}" for name, value in making.options.items()]
    if options:
        yield setting.words(wording.OPTIONS, options=_listed(options, setting))


def _input(read: Input, setting: Setting) -> str:
    if read.sha256 is None:
        return read.file
    return setting.words(wording.INPUT, file=read.file, hash=read.sha256[:HASH_DIGITS])


def _rounding(setting: Setting) -> str:
    style = setting.style
    how = wording.BY_REMAINDERS if style.rounding == "sum100" else wording.HALF_UP
    return setting.words(wording.DIGITS, digits=style.digits, how=setting.words(how))


def _listed(parts: list[str], setting: Setting) -> str:
    return wording.joined(parts, setting.style.language, wording.SIDE_BY_SIDE)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
