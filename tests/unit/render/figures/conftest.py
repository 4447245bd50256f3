"""What the tests of figures share: a drawing of a chart, and the proof that nothing in it overlaps.

Extents of words are those that matplotlib computes from the inked glyphs, not those the layout went by.
"""

import itertools

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from partysurvey.render.figures.canvas import _settings, figure_of
from partysurvey.render.figures.drawing import Area, Drawing
from partysurvey.render.figures.fonts import chosen_fonts
from partysurvey.render.figures.layout import drawing_of, figure_texts
from partysurvey.render.figures.page import Page
from partysurvey.report.document import Chart


def drawn(chart: Chart, language="zh", width=430.0):
    fonts = chosen_fonts(figure_texts(chart, language), None, chart.name)
    return drawing_of(chart, Page(width, fonts.width, language)), fonts


def inked(drawing, fonts) -> list[tuple[str, Bbox]]:
    """The texts and their extents in points, by matplotlib's own reckoning under the settings of the writer."""
    with _settings():
        figure = figure_of(drawing, fonts, 72)
        renderer = FigureCanvasAgg(figure).get_renderer()
        return [(text.get_text(), text.get_window_extent(renderer)) for text in figure.findobj(Text)]


def areas(drawing: Drawing) -> list[Area]:
    """The rectangles, in the order of painting."""
    return [mark for mark in drawing.marks if isinstance(mark, Area)]


def assert_nothing_overlaps(chart: Chart, **options):
    drawing, fonts = drawn(chart, **options)
    extents = inked(drawing, fonts)
    for text, box in extents:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= drawing.width + 0.5 and box.y1 <= drawing.height
        assert inside, f"{text!r} leaves the figure: {box}"
    for (one, first), (other, second) in itertools.combinations(extents, 2):
        apart = first.x1 <= second.x0 + 0.5 or second.x1 <= first.x0 + 0.5
        apart = apart or first.y1 <= second.y0 + 0.5 or second.y1 <= first.y0 + 0.5
        assert apart, f"{one!r} overlaps {other!r}"
    for area in areas(drawing):
        assert area.x >= 0
        assert area.x + area.width <= drawing.width
        assert area.y + area.height <= drawing.height


@pytest.fixture(scope="session", name="drawn")
def drawn_fixture():
    return drawn


@pytest.fixture(scope="session", name="assert_nothing_overlaps")
def assert_nothing_overlaps_fixture():
    return assert_nothing_overlaps


@pytest.fixture(scope="session", name="areas")
def areas_fixture():
    return areas


@pytest.fixture(scope="session")
def texts():
    return lambda chart, **options: [words.text for words in drawn(chart, **options)[0].words]
