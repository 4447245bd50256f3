"""The blocks of a document, one after the other, in a Word file."""

from collections.abc import Mapping
from io import BytesIO

import docx
from docx.document import Document as WordDocument

from partysurvey.render.package import EPOCH, plain_text, repeatable
from partysurvey.render.word.contents import title_of
from partysurvey.render.word.markup import field, paragraph, run
from partysurvey.render.word.styles import apply_house
from partysurvey.render.word.words import PAGE
from partysurvey.render.word.writer import Writer
from partysurvey.report.document import Document
from partysurvey.report.house import HOUSES, House
from partysurvey.survey import Language


def word_content(document: Document, figures: Mapping[str, bytes], template: House | None) -> bytes:
    """The content of the Word file: cover, contents, blocks."""
    house = template or HOUSES[document.language]
    word = docx.Document()
    apply_house(word, house, document.language)
    _set_properties(word, title_of(document))
    _add_page_numbers(word, document.language)
    writer = Writer(word, house, document.language, figures)
    writer.add_cover(title_of(document))
    writer.add_contents(document)
    for block in document.blocks:
        writer.add(block)
    stream = BytesIO()
    word.save(stream)
    return repeatable(stream.getvalue())


def _set_properties(word: WordDocument, title: str) -> None:
    """The properties of the file: its title, and nothing that differs from run to run."""
    properties = word.core_properties
    properties.title = plain_text(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = EPOCH
    properties.revision = 1
    package = word.part.package
    for name, relation in tuple(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of the empty page
            del package.rels[name]


def _add_page_numbers(word: WordDocument, language: Language) -> None:
    before, _, after = PAGE.into(language).partition("{}")
    number = paragraph("Footer", run(before), *field("PAGE", run("1")), run(after))
    footer = word.sections[0].footer
    footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, number)  # noqa: SLF001  # elements have no public name
