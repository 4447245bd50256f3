"""The house style of a report: fonts, sizes, colours, logo and cover, as a value that renderers follow."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.survey import Language, Text


class Fonts(Struct, frozen=True):
    """Names of fonts as word processors know them: of Chinese text by its rank, and of Latin letters and digits.

    That of slides is for every script. "" is the font that comes along, or that of the browser.
    """

    title: str
    heading: str
    subheading: str
    body: str
    table: str
    slides: str
    latin: str


class Page(Struct, frozen=True):
    """Margins of an A4 page in centimetres."""

    top: float
    right: float
    bottom: float
    left: float

    @property
    def width(self) -> float:
        """The width between the margins."""
        return 21.0 - self.left - self.right

    @property
    def height(self) -> float:
        """The height between the margins."""
        return 29.7 - self.top - self.bottom


class House(Struct, frozen=True):
    """How a report looks.

    Sizes are in points. `line` is the exact distance of lines of running text, None for that of the font; `indent` that
    of a paragraph's first line in characters; `logo` the bytes of a PNG or JPEG; `cover` the lines beneath the title.
    """

    fonts: Fonts
    page: Page
    title_size: float
    heading_size: float
    size: float
    line: float | None
    indent: float
    heading_color: str = "#000000"
    accent_color: str = "#0b3c6f"
    logo: bytes | None = None
    cover: tuple[Text, ...] = ()


# After GB/T 9704-2012, the format of official documents: title in size 2, text in size 3 of FangSong, first-level
# headings in SimHei, second-level ones in KaiTi, 28 points from line to line, its margins.
OFFICIAL = House(
    Fonts("方正小标宋简体", "黑体", "楷体", "仿宋", "仿宋", "微软雅黑", "Times New Roman"),
    Page(3.7, 2.6, 3.5, 2.8),
    title_size=22.0,
    heading_size=16.0,
    size=16.0,
    line=28.0,
    indent=2.0,
)
PLAIN = House(
    Fonts("黑体", "黑体", "黑体", "宋体", "宋体", "Calibri", "Calibri"),
    Page(2.5, 2.5, 2.5, 2.5),
    title_size=24.0,
    heading_size=14.0,
    size=11.0,
    line=None,
    indent=0.0,
    heading_color="#0b3c6f",
)
HOUSES: Mapping[Language, House] = {"zh": OFFICIAL, "en": PLAIN}
# Of formats that do not hold names of fonts but fonts: those that come along, at sizes that go with many tables.
_PRINTED = House(
    Fonts("", "", "", "", "", "", ""),
    Page(2.2, 2.0, 2.2, 2.0),
    title_size=19.0,
    heading_size=13.0,
    size=10.5,
    line=None,
    indent=0.0,
)
PRINTED: Mapping[Language, House] = {"zh": replace(_PRINTED, indent=2.0), "en": _PRINTED}
