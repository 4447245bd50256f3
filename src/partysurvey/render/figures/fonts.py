"""Fonts by the glyphs of the words that are drawn, so that no figure ever shows an empty box.

The order, the same on every machine: the font asked for, the Noto Sans CJK that comes with the package
`notojp-matplotlib`, the DejaVu Sans of matplotlib, and only for signs that none of them has, system fonts.
"""

import importlib.util
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.ft2font import FT2Font, LoadFlags
from msgspec import Struct

from partysurvey.errors import RenderError, RequestError
from partysurvey.survey.suggestion import did_you_mean

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_BOXES = ("last resort", "lastresort", "adobe blank", "adobeblank")  # fonts whose glyphs are boxes or nothing
_MOST_NAMED = 8  # signs in one message


class Face(Struct, frozen=True):
    """A font file, and which of its faces where it is a collection."""

    path: str
    index: int = 0

    @property
    def family(self) -> str:
        """The name under which matplotlib finds exactly this face."""
        return f"partysurvey {self.index} {self.path}"


class Fonts(Struct, frozen=True):
    """The faces that together have all signs of a figure, in the order in which they are asked."""

    faces: tuple[Face, ...]

    def properties(self, size: float) -> FontProperties:
        """The fonts as matplotlib knows them, at a size in points."""
        for face in self.faces:
            _make_known(face)
        return FontProperties(family=[face.family for face in self.faces], size=size)

    def width(self, text: str) -> float:
        """The width of a line at size 1: the advances of its signs, without the kerning that would make it narrower."""
        return sum(_advance(self.faces, sign) for sign in text)


def chosen_fonts(texts: Iterable[str], wanted: Path | str | None, figure: str) -> Fonts:
    """The fonts that have every sign of the texts; raises RenderError that names the signs no font has."""
    texts = tuple(texts)
    missing = {sign for text in texts for sign in text if not sign.isspace()}
    faces: list[Face] = []
    for face in _candidates(wanted):
        found = {sign for sign in missing if has_glyph(face, sign)}
        if found or not faces:
            faces.append(face)
            missing -= found
        if not missing:
            return Fonts(tuple(faces))
    raise _missing_glyphs(sorted(missing), texts, figure)


@lru_cache(maxsize=65536)
def has_glyph(face: Face, sign: str) -> bool:
    """Whether the face can draw the sign: it has a glyph for it, and the glyph is not empty."""
    font = _opened(face)
    if font is None or not font.get_char_index(ord(sign)):
        return False
    if face in own_faces():
        return True
    left, bottom, right, top = font.load_char(ord(sign), LoadFlags.NO_SCALE).bbox
    return right > left or top > bottom


def named_face(wanted: Path | str) -> Face:
    """The face of a font file or, by its family name, of a font installed on the system."""
    path = Path(wanted).expanduser()
    if isinstance(wanted, Path) or path.suffix.lower() in _SUFFIXES or len(path.parts) > 1:
        return _file_face(path)
    entries = [entry for entry in _installed() if entry.name.casefold() == wanted.casefold()]
    if entries:
        return _face_of(min(entries, key=_plainness))
    near = did_you_mean(wanted, sorted({entry.name for entry in _installed()}), otherwise="")
    remedy = f"{near} a font file can be given as well, by its path".strip()
    raise RequestError(f"there is no font {wanted!r}", remedy)


def _file_face(path: Path) -> Face:
    if not path.is_file():
        raise RequestError("there is no such font file", "give the path of a .ttf, .otf or .ttc file", path)
    face = Face(str(path.resolve()))
    if _opened(face) is None:
        raise RequestError("this is no font with outlines", "give a .ttf, .otf or .ttc file", path)
    return face


def _candidates(wanted: Path | str | None) -> Iterator[Face]:
    if wanted is not None:
        yield named_face(wanted)
    yield from own_faces()
    # The list is there since matplotlib was imported; sorted, so that the choice does not depend on its order.
    yield from (face for _, face in installed_faces())


@lru_cache(maxsize=1)
def own_faces() -> tuple[Face, ...]:
    """The fonts that came with our dependencies."""
    spec = importlib.util.find_spec("notojp_matplotlib")
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    files = [folder / "fonts" / "NotoSansCJKjp-Regular.otf" for folder in folders]
    files.append(Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"))
    return tuple(Face(str(file)) for file in files if file.is_file())


def installed_faces() -> Iterator[tuple[str, Face]]:
    """The fonts of the system by family name, those without outlines and those of boxes left out."""
    for entry in sorted(_installed(), key=_plainness):
        if not any(name in entry.name.casefold() for name in _BOXES):
            yield entry.name, _face_of(entry)


def _installed() -> Sequence[FontEntry]:
    return [entry for entry in fontManager.ttflist if not entry.name.startswith("partysurvey ")]


def _plainness(entry: FontEntry) -> tuple[bool, bool, str, str, int]:
    """A key that puts upright regular sans-serifs first."""
    regular = entry.style == "normal" and entry.weight in {400, "normal", "regular"}
    return not regular, "serif" in entry.name.casefold(), entry.name, entry.fname, entry.index


def _face_of(entry: FontEntry) -> Face:
    return Face(str(entry.fname), entry.index)


@lru_cache(maxsize=256)
def _opened(face: Face) -> FT2Font | None:
    """The open font; None where the file is gone, broken or has pictures instead of outlines."""
    try:
        font = FT2Font(face.path, face_index=face.index)
    except (OSError, RuntimeError, ValueError):
        return None
    return font if font.scalable else None


@lru_cache(maxsize=65536)
def _advance(faces: tuple[Face, ...], sign: str) -> float:
    able = (face for face in faces if has_glyph(face, sign))
    font = _opened(next(able, faces[0]))
    if font is None:
        return 1.0
    return font.load_char(ord(sign), LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM


@lru_cache(maxsize=256)
def _make_known(face: Face) -> None:
    fontManager.ttflist.append(FontEntry(fname=face.path, index=face.index, name=face.family))


def _missing_glyphs(signs: Sequence[str], texts: Sequence[str], figure: str) -> RenderError:
    named = ", ".join(_named(sign) for sign in signs[:_MOST_NAMED])
    more = f" and {len(signs) - _MOST_NAMED} more" if len(signs) > _MOST_NAMED else ""
    places = dict.fromkeys(text for text in texts if set(signs) & set(text))
    where = ", ".join(f"“{''.join(map(_visible, text))}”" for text in list(places)[:_MOST_NAMED])
    what = f"figure {figure}: no font has a glyph for {named}{more}, in {where}"
    return RenderError(what, "name a font file that has it with --font, or change the label in the questionnaire")


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "without a name")
    return f"{sign} (U+{ord(sign):04X} {name})" if sign.isprintable() else f"U+{ord(sign):04X} ({name})"


def _visible(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode()
