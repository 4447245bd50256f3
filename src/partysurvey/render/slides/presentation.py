"""The slides of a document: a title, then one slide per chart or table."""

from collections.abc import Sequence
from io import BytesIO

import pptx
from pptx.presentation import Presentation
from pptx.slide import Slide as NativeSlide
from pptx.util import Cm

from partysurvey.render.package import EPOCH, plain_text, repeatable
from partysurvey.render.slides import places
from partysurvey.render.slides.charts import Figures as Figures  # noqa: PLC0414  # also for those who ask for slides
from partysurvey.render.slides.charts import add_figure
from partysurvey.render.slides.plan import Slide, slides_of
from partysurvey.render.slides.tables import add_table, parts_of
from partysurvey.render.slides.theme import apply_house
from partysurvey.render.slides.words import add_words, write_number
from partysurvey.report.document import Chart, Document, Heading, Table
from partysurvey.report.house import HOUSES, House
from partysurvey.survey import Text

ABOUT = Text("数据说明", "About the data")
HEADLINE_SIZES = (28.0, 24.0, 20.0, 18.0, 16.0)
TEXT_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
NOTE_SIZES = (11.0, 10.0, 9.0, 8.0)
LEAST_HEADLINE = 20.0  # further sentences are only put into the headline if all can have this size
FAINT = "#595959"


def presentation_content(document: Document, template: House | None, figures: Figures) -> bytes:
    """The content of the PowerPoint file."""
    house = template or HOUSES[document.language]
    deck = pptx.Presentation()
    title = next((block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1), "")
    apply_house(deck, house)
    _set_properties(deck, title)
    _add_cover(deck, title, house, [line.into(document.language) for line in house.cover])
    for slide in slides_of(document, ABOUT.into(document.language)):
        _add_slides(deck, slide, house, figures)
    stream = BytesIO()
    deck.save(stream)
    return repeatable(stream.getvalue())


def headline(slide: Slide) -> str:
    """The sentences that fit over the chart or table, as many as do; the title where none does, or there are none."""
    if slide.content is None:
        return slide.title
    fitting = [
        text
        for count in range(len(slide.sentences), 0, -1)
        if places.HEADLINE.holds([text := _joined(slide.sentences[:count])], LEAST_HEADLINE)
    ]
    return next(iter(fitting), slide.title)


def _joined(sentences: Sequence[str]) -> str:
    """Sentences as one text, with blanks after those that end with a full stop of Latin script."""
    return "".join(f"{each} " if each.endswith(".") else each for each in sentences).strip()


def _add_slides(deck: Presentation, slide: Slide, house: House, figures: Figures) -> None:
    """One slide; several for a table that is too large for one."""
    if isinstance(slide.content, Table):
        for part in parts_of(slide.content):
            add_table(_dressed(deck, slide, house), part, slide.content.name)
        return
    native = _dressed(deck, slide, house)
    if isinstance(slide.content, Chart):
        add_figure(native, slide.content, places.CONTENT, figures)
    else:
        add_words(native, places.CONTENT, slide.sentences, TEXT_SIZES)


def _dressed(deck: Presentation, slide: Slide, house: House) -> NativeSlide:
    """A new slide with headline, title, notes and number, and room between them."""
    native = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
    said = headline(slide)
    add_words(native, places.HEADLINE, (said,), HEADLINE_SIZES, color=house.heading_color, into=native.shapes.title)
    if said != slide.title:
        add_words(native, places.TITLE, (slide.title,), (14.0, 12.0, 10.0), color=FAINT)
    add_words(native, places.NOTES, slide.notes, NOTE_SIZES, color=FAINT)
    write_number(native, places.NUMBER, len(deck.slides), FAINT)
    lines = ["\t".join(map(plain_text, line.split("\t"))) for line in slide.spoken.split("\n")]
    native.notes_slide.notes_text_frame.text = "\n".join(lines)
    return native


def _add_cover(deck: Presentation, title: str, house: House, lines: Sequence[str]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Slide"))
    title_place, lines_place = slide.placeholders[0], slide.placeholders[1]
    add_words(slide, places.COVER_TITLE, (title,), (40.0, 36.0, 32.0, 28.0), color=house.accent_color, into=title_place)
    if lines:
        add_words(slide, places.COVER_LINES, lines, TEXT_SIZES, into=lines_place)
    else:
        lines_place._element.getparent().remove(lines_place._element)  # noqa: SLF001  # an empty place asks for text
    if house.logo:
        logo = slide.shapes.add_picture(BytesIO(house.logo), Cm(places.LEFT), Cm(places.LOGO_TOP))
        logo.width, logo.height = Cm(logo.width / logo.height * places.LOGO_HEIGHT), Cm(places.LOGO_HEIGHT)
        logo.name = "logo"


def _set_properties(deck: Presentation, title: str) -> None:
    """The properties of the file: its title, and nothing that differs from run to run."""
    properties = deck.core_properties
    properties.title = plain_text(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = EPOCH
    properties.revision = 1
