"""Blocks of a document to paragraphs, tables and pictures at the end of a Word file, with numbered captions."""

from collections.abc import Iterator, Mapping
from io import BytesIO

from docx.document import Document as WordDocument
from docx.image.image import Image
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shape import InlineShape
from docx.shared import Cm, Emu
from msgspec import Struct, field

from partysurvey.render.figures.values import description
from partysurvey.render.package import plain_text
from partysurvey.render.word import markup
from partysurvey.render.word.contents import FIRST, anchor, contents, rank
from partysurvey.render.word.tables import layout_of, panel_table
from partysurvey.render.word.words import CONTENTS, CONTINUED, FIGURE, TABLE
from partysurvey.report.document import Block, Chart, Document, Heading, Paragraph, Sentence, Table
from partysurvey.report.house import House
from partysurvey.survey import Language, Text

LOGO_HEIGHT = Cm(2.0)
LEAST_SCALE = 0.5  # of a figure: its letters of 9 points would have less than 4.5
HIGHEST = 0.85  # of a figure, against the height between the margins
POINTS_PER_CENTIMETRE = 72 / 2.54


class Writer(Struct):
    """A Word file that grows block by block, with the numbers of headings, tables and figures so far."""

    word: WordDocument
    house: House
    language: Language
    figures: Mapping[str, bytes]
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Add a block at the end; the title stands on the cover already."""
        if isinstance(block, Heading):
            self._add_heading(block)
        elif isinstance(block, Paragraph | Sentence):
            self._append(markup.paragraph("BodyText", markup.run(block.text)))
        elif isinstance(block, Table):
            self._add_table(block)
        elif isinstance(block, Chart) and f"{block.name}.png" in self.figures:
            self._add_figure(block, self.figures[f"{block.name}.png"])

    def add_cover(self, title: str) -> None:
        """Add the logo, the title and the lines of the house; a page of their own if there are any."""
        if self.house.logo:
            logo = self._picture(self.house.logo, "logo", "logo")
            logo.width, logo.height = Emu(round(logo.width * LOGO_HEIGHT / logo.height)), LOGO_HEIGHT
        self._append(markup.paragraph("Title", markup.run(title)))
        for number, line in enumerate(self.house.cover, 1):
            ending = [markup.page_break()] * (number == len(self.house.cover))
            self._append(markup.paragraph("CoverLine", markup.run(line.into(self.language)), *ending))
        self.word.sections[0].different_first_page_header_footer = bool(self.house.cover)

    def add_contents(self, document: Document) -> None:
        """Add the table of contents and begin a new page, where there are headings."""
        headings = [block for block in document.blocks if isinstance(block, Heading) and block.level >= FIRST]
        if headings:
            self._append(markup.paragraph("ContentsHeading", markup.run(CONTENTS.into(self.language))))
            self._append(*contents(headings))

    def _add_heading(self, heading: Heading) -> None:
        if heading.level < FIRST:
            return
        number = self._next("heading")
        words = markup.bookmarked(anchor(number), number, markup.run(heading.text))
        self._append(markup.paragraph(f"Heading{rank(heading)}", *words))

    def _add_table(self, table: Table) -> None:
        number = self._next(TABLE.en)
        width = self.house.page.width * POINTS_PER_CENTIMETRE
        layout = layout_of(table, width)
        for place in range(len(layout.panels)):
            caption = self._continued(number) if place else self._caption(TABLE, number, table.title)
            self._append(markup.paragraph("Caption", *caption, settings=[_kept()]))
            self._append(panel_table(table, layout, place, width))
        *others, last = table.notes or ("",)
        self._append(*(markup.paragraph("TableNote", markup.run(note), settings=[_kept()]) for note in others))
        self._append(markup.paragraph("TableNote", markup.run(last)))

    def _add_figure(self, chart: Chart, content: bytes) -> None:
        """Add the figure in its caption; one that would be too small to be read on a page is left to its table."""
        room = self.house.page.width, self.house.page.height * HIGHEST
        natural = Image.from_blob(content)
        size = natural.width.cm, natural.height.cm
        factor = min(1.0, *(limit / length for limit, length in zip(room, size, strict=True)))
        if factor < LEAST_SCALE:
            return
        number = self._next(FIGURE.en)
        picture = self._picture(content, chart.name, _alternative(chart))
        picture.width, picture.height = (Cm(length * factor) for length in size)
        self._append(markup.paragraph("Caption", *self._caption(FIGURE, number, chart.title)))

    def _caption(self, noun: Text, number: int, title: str) -> Iterator[Element]:
        """The numbered caption, its number a field that Word counts on when more are added."""
        word = noun.into(self.language)
        yield markup.run(word if self.language == "zh" else f"{word} ")
        yield from markup.field(f"SEQ {word} \\* ARABIC", markup.run(str(number)))
        yield markup.run(f"\u3000{title}" if self.language == "zh" else f": {title}")

    def _continued(self, number: int) -> Iterator[Element]:
        word = TABLE.into(self.language)
        yield markup.run(f"{word}{'' if self.language == 'zh' else ' '}{number}{CONTINUED.into(self.language)}")

    def _append(self, *elements: Element) -> None:
        end = self.word.element.body.sectPr
        for each in elements:
            end.addprevious(each)

    def _picture(self, content: bytes, name: str, alternative: str) -> InlineShape:
        """The picture in a paragraph of its own."""
        shape = self.word.add_paragraph(style="Figure").add_run().add_picture(BytesIO(content))
        properties = shape._inline.docPr  # noqa: SLF001  # python-docx has no door to alternative texts
        properties.set("name", name)
        properties.set("descr", alternative)
        return shape

    def _next(self, kind: str) -> int:
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return self.numbers[kind]


def _kept() -> Element:
    """The setting that keeps a paragraph on one page with the next one."""
    return markup.element("w:keepNext")


def _alternative(chart: Chart) -> str:
    """What the figure shows in words, for readers who cannot see it."""
    return plain_text("\n".join(filter(None, (chart.title, description(chart), chart.note))))
