"""The door to matplotlib: a drawing to the bytes of an SVG or PNG, the same on every run and machine."""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle, RegularPolygon, Wedge
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform
from PIL import Image

from partysurvey.render.figures.drawing import Area, Dot, Drawing, Mark, Sector, Stroke, Words
from partysurvey.render.figures.fonts import Fonts
from partysurvey.render.figures.style import PAPER

POINTS_PER_INCH = 72
PIXELS_PER_INCH = 200
# The forms of characters follow the language: without it a Japanese font draws Japanese forms.
CHARACTER_FORMS = "zh-Hans"


def png_bytes(drawing: Drawing, fonts: Fonts) -> bytes:
    """The drawing as PNG with 200 pixels per inch, without any text chunk."""
    buffer = io.BytesIO()
    with _settings():
        canvas = FigureCanvasAgg(figure_of(drawing, fonts, PIXELS_PER_INCH))
        canvas.draw()  # type: ignore[no-untyped-call]
        # Without the alpha channel, which is full everywhere: smaller and sooner written.
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        picture = Image.frombuffer("RGBA", canvas.get_width_height(), pixels).convert("RGB")
        picture.save(buffer, format="png", dpi=(PIXELS_PER_INCH, PIXELS_PER_INCH), compress_level=3)
    return buffer.getvalue()


def svg_bytes(drawing: Drawing, fonts: Fonts) -> bytes:
    """The drawing as SVG with words as outlines; its title and its numbers are there for screen readers."""
    buffer = io.StringIO()
    no_metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with _settings():
        canvas = FigureCanvasSVG(figure_of(drawing, fonts, POINTS_PER_INCH))
        canvas.print_svg(buffer, metadata=no_metadata)  # type: ignore[no-untyped-call]
    spoken = f"<title>{escape(drawing.title)}</title>\n <desc>{escape(drawing.description)}</desc>\n <defs>"
    svg = buffer.getvalue().replace("<svg ", '<svg role="img" ', 1).replace("<defs>", spoken, 1)
    return svg.encode()


def pdf_bytes(drawing: Drawing, fonts: Fonts) -> bytes:
    """The drawing as a PDF page of its size, with words that can be searched and no date."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # noqa: PLC0415  # brings fontTools: twice the import

    buffer = io.BytesIO()
    metadata = {**dict.fromkeys(("Creator", "Producer", "CreationDate")), "Title": drawing.title}
    with _settings():
        canvas = FigureCanvasPdf(figure_of(drawing, fonts, POINTS_PER_INCH))
        canvas.print_pdf(buffer, metadata=metadata)  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def figure_of(drawing: Drawing, fonts: Fonts, dots_per_inch: int) -> Figure:
    """The drawing as a matplotlib figure: one artist per mark, nothing else."""
    size = (drawing.width / POINTS_PER_INCH, drawing.height / POINTS_PER_INCH)
    figure = Figure(figsize=size, dpi=dots_per_inch, facecolor=PAPER)
    place = Affine2D().scale(1, -1).translate(0, drawing.height).scale(dots_per_inch / POINTS_PER_INCH)
    for order, mark in enumerate(drawing.marks):
        artist = figure.add_artist(_artist(mark, fonts, place))
        artist.set_zorder(order)
    return figure


def _artist(mark: Mark, fonts: Fonts, place: Transform) -> Artist:
    match mark:
        case Area():
            return Rectangle((mark.x, mark.y), mark.width, mark.height, color=mark.color, linewidth=0, transform=place)
        case Stroke():
            line = (mark.x, mark.to_x), (mark.y, mark.to_y)
            return Line2D(*line, color=mark.color, linewidth=mark.thickness, solid_capstyle="butt", transform=place)
        case Dot():
            rim: dict[str, Any] = {"fc": mark.color, "ec": PAPER, "lw": 0.6, "transform": place}
            return _polygon(mark, rim) if mark.corners else Circle((mark.x, mark.y), mark.radius, **rim)
        case Sector():
            # On the page y grows downwards: angles from the x axis run clockwise.
            ends = (mark.begin * 360 - 90, mark.end * 360 - 90)
            look: dict[str, Any] = {"fc": mark.color, "ec": PAPER, "lw": 1.0, "width": mark.thickness}
            return Wedge((mark.x, mark.y), mark.radius, *ends, transform=place, **look)
        case Words():
            return _text(mark, fonts, place)


def _polygon(mark: Dot, rim: dict[str, Any]) -> RegularPolygon:
    """A polygon that covers about as much as the circle of that radius."""
    corners = abs(mark.corners)
    # On the page y grows downwards: matplotlib's first corner, above, is the lowest one.
    turned = math.pi if mark.corners > 0 else 0.0
    wide = math.sqrt(2 * math.pi / (corners * math.sin(2 * math.pi / corners)))
    return RegularPolygon((mark.x, mark.y), corners, radius=mark.radius * wide, orientation=turned, **rim)


class _Line(Text):
    """A line of text that begins where it is told to: drawn without the search for a place, half of a Text's time."""

    def draw(self, renderer: Any) -> None:  # noqa: ANN401  # the renderers of matplotlib have no common public type
        """Paint the line with its baseline at its place."""
        renderer.open_group("text")
        x, y = self.get_transform().transform(self.get_position())
        pen = renderer.new_gc()
        pen.set_foreground(self.get_color())
        baseline = renderer.get_canvas_width_height()[1] - y if renderer.flipy() else y
        renderer.draw_text(pen, x, baseline, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        pen.restore()
        renderer.close_group("text")


def _text(words: Words, fonts: Fonts, place: Transform) -> Text:
    return _Line(
        words.x,
        words.y,
        words.text,
        color=words.color,
        fontproperties=fonts.properties(words.size),
        verticalalignment="baseline",
        parse_math=False,
        language=CHARACTER_FORMS,
        transform=place,
    )


@contextmanager
def _settings() -> Iterator[None]:
    """Default settings instead of those of the user, and what makes bytes repeatable."""
    defaults: dict[Any, Any] = {k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith("backend")}
    own = {"svg.hashsalt": "partysurvey", "svg.fonttype": "path", "text.hinting": "no_hinting"}
    with mpl.rc_context(defaults | own):
        yield
