"""A house style as commands of LaTeX: what it changes of the built-in style, and its cover."""

from collections.abc import Iterator, Sequence

from partysurvey.report.house import PRINTED, House
from partysurvey.survey import Language

LINE = 1.35  # distance of lines against the size of letters, where the house has none
# A font that is not on the machine where the document is set is left out.
FONT = r"\IfFontExistsTF{%s}{%s}{}"
OWN_FAMILY = r"\newcommand\%s{}" + "\n" + FONT % ("%s", r"\newCJKfontfamily\%sfamily{%s}\renewcommand\%s{\%sfamily}")
COVER = r"""\begin{titlepage}
\centering\vspace*{2cm}
%s\vspace*{3cm}
{%s\par}
\vfill
%s\vspace*{2cm}
\end{titlepage}"""


def margins(house: House) -> str:
    """The margins as options of the package geometry."""
    page = house.page
    return f"top={page.top:g}cm,right={page.right:g}cm,bottom={page.bottom:g}cm,left={page.left:g}cm"


def house_commands(house: House, language: Language) -> str:
    """Fonts, sizes, colours and indent, as far as they are not the built-in ones; "" where they are."""
    usual = PRINTED[language]
    commands = [*_fonts(house), *_headings(house, usual)]
    if (house.size, house.line) != (usual.size, usual.line):
        commands.append(rf"\renewcommand\normalsize{{{_size(house.size, house.line)}}}")
        commands.append(r"\AtBeginDocument{\normalsize}")
    if house.indent != usual.indent:
        commands.append(rf"\ctexset{{autoindent={house.indent:g}\ccwd}}")
    return "".join(f"{command}\n" for command in commands)


def cover(house: House, title: str, lines: Sequence[str], figures: str | None) -> str:
    """The title, or the page with the logo, the title and the lines of a house that has any."""
    if not lines and house.logo is None:
        return r"\maketitle"
    logo = ""
    if house.logo is not None and figures is not None:
        logo = rf"\includegraphics[height=3cm]{{\detokenize{{{figures}/{logo_name(house.logo)}}}}}\par" + "\n"
    named = r"\housetitle" if house.fonts.title else ""
    head = rf"{named}\color[HTML]{{{_rgb(house.heading_color)}}}{_size(house.title_size, None)} {title}"
    return COVER % (logo, head, "".join(f"{line}\\par\n" for line in lines))


def logo_name(logo: bytes) -> str:
    """The name of the file of the logo; no figure has one with a dot in it."""
    return "house.logo.png" if logo.startswith(b"\x89PNG") else "house.logo.jpg"


def _fonts(house: House) -> Iterator[str]:
    """The fonts that are there: of running text, and families of their own for title and headings."""
    fonts = house.fonts
    for name, command in ((fonts.latin, r"\setmainfont{%s}"), (fonts.body, r"\setCJKmainfont{%s}")):
        if name:
            yield FONT % (_plain(name), command % _plain(name))
    for rank in ("title", "heading", "subheading"):
        if name := _plain(getattr(fonts, rank)):
            family = f"house{rank}"
            yield OWN_FAMILY % (family, name, family, name, family, family)


def _headings(house: House, usual: House) -> Iterator[str]:
    looks = [
        (each.heading_size, each.heading_color, each.fonts.heading, each.fonts.subheading) for each in (house, usual)
    ]
    if looks[0] == looks[1]:
        return
    for level, name in enumerate(("section", "subsection")):
        rank = "subheading" if level else "heading"
        family = rf"\house{rank}" if getattr(house.fonts, rank) else ""
        size = _size(max(house.heading_size - 1.5 * level, house.size), None)
        form = rf"{family}\color[HTML]{{{_rgb(house.heading_color)}}}{size}\raggedright"
        yield rf"\ctexset{{{name}/format={{{form}}}}}"


def _size(points: float, line: float | None) -> str:
    return rf"\fontsize{{{points:g}pt}}{{{line or points * LINE:g}pt}}\selectfont"


def _rgb(color: str) -> str:
    return color[1:].upper()


def _plain(name: str) -> str:
    """The name of a font without signs that are commands, which no font has."""
    return "".join(sign for sign in name if sign not in r"\{}%#$&^_~")
