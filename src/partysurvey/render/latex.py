r"""A document as LaTeX for XeLaTeX with ctex: sections, sentences, longtables with booktabs, figures by file name."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from partysurvey.render.latex_house import cover, house_commands, logo_name, margins
from partysurvey.render.layout import Panel, table_panels
from partysurvey.render.wrapping import printable
from partysurvey.report.document import Block, Chart, Document, Heading, Row, Table
from partysurvey.report.house import PRINTED, House

WIDTH = 86  # cells (half of a Chinese character) that the line of a table holds
GAP = 2  # cells between columns
SECTIONS = {2: "section", 3: "subsection"}
# Also signs that are no commands but are set as others.
COMMANDS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",  # at the beginning of a row it would be an option of the line break before
    "]": "{]}",
    "*": "{*}",  # the same
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
}
ESCAPES = str.maketrans(COMMANDS)
HYPHEN = re.compile("-(?=-)")  # two of them would become a dash

PREAMBLE = r"""\documentclass[UTF8,a4paper,zihao=-4,scheme=%s]{ctexart}
\usepackage[%s]{geometry}
\usepackage{array,booktabs,float,longtable,graphicx,textcomp,xcolor}
\usepackage[export]{adjustbox}
\usepackage[hidelinks,unicode]{hyperref}
%% Greek letters, arrows, signs and frames are in the Chinese font, but not in the Latin one; the dash of ranges is.
\xeCJKDeclareCharClass{CJK}{"0370->"03FF,"2190->"22FF,"2500->"27BF}
\xeCJKDeclareCharClass{Default}{"2013}
\setcounter{secnumdepth}{0}
\setlength{\tabcolsep}{0.45em}
\setlength{\LTcapwidth}{\linewidth}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{\dimexpr#1\linewidth-2\tabcolsep\relax}}
\newcolumntype{R}[1]{>{\raggedleft\arraybackslash}p{\dimexpr#1\linewidth-2\tabcolsep\relax}}
\newcolumntype{C}[1]{>{\centering\arraybackslash}p{\dimexpr#1\linewidth-2\tabcolsep\relax}}
%s\title{%s}
\date{}
\begin{document}
%s
\tableofcontents
\clearpage
"""
__all__ = ["document_tex", "escaped", "logo_name"]
SCHEMES = {"zh": "chinese", "en": "plain"}


def document_tex(document: Document, figures: str | None = "figures", house: House | None = None) -> bytes:
    """The source in UTF-8; charts become images `figures/NAME.png`, or are left out with `figures` None."""
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    style = house or PRINTED[document.language]
    title = escaped(next(titles, ""))
    beginning = (
        SCHEMES[document.language],
        margins(style),
        house_commands(style, document.language),
        title,
        cover(style, title, [escaped(line.into(document.language)) for line in style.cover], figures),
    )
    pieces = [PREAMBLE % beginning]
    for block in document.blocks:
        pieces += _pieces(block, figures)
    return "\n".join((*pieces, "\\end{document}\n")).encode()


def escaped(text: str) -> str:
    """The text on one line with everything escaped that TeX would read as a command or set as another sign."""
    return HYPHEN.sub("-{}", printable(text).translate(ESCAPES))


def _pieces(block: Block, figures: str | None) -> Iterator[str]:
    if isinstance(block, Heading):
        if block.level > 1:
            yield f"\\{SECTIONS.get(block.level, 'subsubsection')}{{{escaped(block.text)}}}\n"
    elif isinstance(block, Table):
        yield from _longtables(block)
    elif isinstance(block, Chart):
        if figures is not None:
            yield _figure(block.title, f"{figures}/{block.name}.png")
    else:
        yield f"{escaped(block.text)}\n"


def _figure(title: str, path: str) -> str:
    r"""The figure with its caption; `\detokenize` takes the signs of a file name as they are, but for % and #."""
    name = path.replace("%", r"\csname @percentchar\endcsname ").replace("#", r"\string#")
    return "\n".join(
        (
            "\\begin{figure}[H]\n\\centering",
            f"\\includegraphics[max width=\\linewidth,max totalheight=0.85\\textheight]{{\\detokenize{{{name}}}}}",
            f"\\caption{{{escaped(title)}}}\n\\end{{figure}}\n",
        )
    )


def _longtables(table: Table) -> Iterator[str]:
    """A table for each panel of columns that fits the page, the first with the title, and the notes beneath."""
    for place, panel in enumerate(table_panels(table, WIDTH)):
        yield _longtable(table, panel, caption=place == 0)
    yield from (f"{{\\footnotesize\\noindent {escaped(note)}\\par}}" for note in table.notes)
    yield ""


def _longtable(table: Table, panel: Panel, *, caption: bool) -> str:
    heads = [*_spanner_lines(panel), _line([table.stub_head, *(column.head for column in panel.columns)])]
    title = [f"\\caption{{{escaped(table.title)}}}\\\\"] if caption else []
    above = ["question", *(row.role for row in table.rows)]
    rows = [line for each in zip(table.rows, panel.texts, above, strict=False) for line in _row_lines(*each)]
    head = ["\\toprule", *heads, "\\midrule"]
    return "\n".join(
        (
            f"{{\\footnotesize\n\\begin{{longtable}}{{{_specification(panel)}}}",
            *title,
            *head,
            "\\endfirsthead",
            *head,
            "\\endhead",
            "\\bottomrule",
            "\\endlastfoot",
            *rows,
            "\\end{longtable}}",
        )
    )


def _specification(panel: Panel) -> str:
    """The columns with their sides and their shares of the line; the stubs have what is left."""
    shares = [_share(width) for width in panel.widths]
    sides = ["L" if column.align == "left" else "R" for column in panel.columns]
    stub = f"L{{{0.995 - sum(shares):.3f}}}"
    return stub + "".join(f"{side}{{{share:.3f}}}" for side, share in zip(sides, shares, strict=True))


def _spanner_lines(panel: Panel) -> Iterator[str]:
    """The line of heads above several columns and the rules beneath them; none where there are none."""
    if not any(column.spanner for column in panel.columns):
        return
    cells, rules = [""], []
    for key, group in groupby(enumerate(panel.columns), key=lambda each: each[1].spanner or each[0]):
        places = [place for place, _ in group]
        share = sum(map(_share, (panel.widths[place] for place in places)))
        if isinstance(key, str):
            cells.append(f"\\multicolumn{{{len(places)}}}{{C{{{share:.3f}}}}}{{{escaped(key)}}}")
            rules.append(f"\\cmidrule(lr){{{places[0] + 2}-{places[-1] + 2}}}")
        else:
            cells.append("")
    yield f"{' & '.join(cells)} \\\\"
    yield "".join(rules)


def _share(width: int) -> float:
    """What a column of so many cells takes of the line."""
    return (width + GAP) / WIDTH


def _row_lines(row: Row, texts: Sequence[str], above: str) -> Iterator[str]:
    """The row beneath one of the role `above`: a rule before bases, the whole line for a question."""
    if row.role == "question":
        yield "\\addlinespace"
        yield f"\\multicolumn{{{len(texts) + 1}}}{{L{{0.995}}}}{{\\textbf{{{escaped(row.stub)}}}}} \\\\"
        return
    if row.role == "base" and above not in {"base", "question"}:
        yield "\\midrule"
    line = _line([row.stub, *texts])
    yield f"\\hspace*{{1em}}{line}" if row.role == "net" else line


def _line(cells: Sequence[str]) -> str:
    return f"{' & '.join(map(escaped, cells))} \\\\"
