"""The fonts of a PDF: the one asked for, then those of the figures, whichever has the sign."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.report.house import Fonts
from partysurvey.survey.suggestion import did_you_mean

if TYPE_CHECKING:
    from types import ModuleType

# Where the packages that the figures draw with keep their fonts, and what Typst calls these.
COMING_ALONG = (
    ("notojp_matplotlib", "fonts", "Noto Sans CJK JP"),
    ("matplotlib", "mpl-data/fonts/ttf", "DejaVu Sans"),
)
RANKS = ("title", "heading", "subheading", "body", "table", "latin")  # of the fonts of a house, in a PDF
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


class PdfFonts(Struct, frozen=True):
    """The families in the order in which they are asked for a sign, and the folders where they are."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]
    of_system: bool = False

    def with_house(self, folder: Path) -> "PdfFonts":
        """The same with the fonts that are in the folder of a house, or installed."""
        return PdfFonts(self.families, (folder, *self.folders), of_system=True)

    def preceded_by(self, family: str, folder: Path | None) -> "PdfFonts":
        """The same with a family before them: of a folder, or with None of the system."""
        folders = (folder, *self.folders) if folder else self.folders
        return PdfFonts((family, *self.families), folders, of_system=folder is None)


class HouseFonts(Struct, frozen=True):
    """The families of a house by their ranks, and the names of those that could not be found."""

    found: Mapping[str, str]
    missing: tuple[str, ...]


def house_fonts(typst: "ModuleType", fonts: Fonts, folder: Path) -> HouseFonts:
    """The fonts of the house that are there, in its folder or installed, and those that are not."""
    known = typst.Fonts(include_embedded_fonts=False, font_paths=[folder]).families()
    spelled = {family.casefold(): family for family in known}
    wanted = {rank: name for rank in RANKS if (name := getattr(fonts, rank))}
    found = {rank: spelled[name.casefold()] for rank, name in wanted.items() if name.casefold() in spelled}
    return HouseFonts(found, tuple(dict.fromkeys(name for rank, name in wanted.items() if rank not in found)))


def pdf_fonts(typst: "ModuleType", wanted: str | None) -> PdfFonts:
    """The fonts that come along, before them the one wanted: a file, or a family of the system. RequestError."""
    found = tuple(_coming_along())
    own = PdfFonts(tuple(family for family, _ in found), tuple(folder for _, folder in found))
    if wanted is None:
        return own
    path = Path(wanted).expanduser()
    if path.suffix.lower() in SUFFIXES or len(path.parts) > 1:
        return own.preceded_by(_family_in(typst, path), path.resolve().parent)
    return own.preceded_by(_installed(typst, wanted), None)


def _coming_along() -> Iterator[tuple[str, Path]]:
    for package, place, family in COMING_ALONG:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (Path(folder) / place).is_dir():
                yield family, Path(folder) / place


def _family_in(typst: "ModuleType", path: Path) -> str:
    if not path.is_file():
        raise RequestError("there is no such font file", "give the path of a .ttf, .otf or .ttc file", path)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[path.resolve().parent]
    ).fonts()
    family = next((str(font.family) for font in fonts if font.path and Path(font.path) == path.resolve()), None)
    if family is None:
        raise RequestError("this is no font with outlines", "give a .ttf, .otf or .ttc file", path)
    return family


def _installed(typst: "ModuleType", wanted: str) -> str:
    families: list[str] = typst.Fonts(include_embedded_fonts=False).families()
    found = next((family for family in families if family.casefold() == wanted.casefold()), None)
    if found is None:
        near = did_you_mean(wanted, families, otherwise="")
        remedy = f"{near} a font file can be given as well, by its path".strip()
        raise RequestError(f"there is no font {wanted!r}", remedy)
    return found
