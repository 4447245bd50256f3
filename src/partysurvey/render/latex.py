r"""A document as LaTeX for XeLaTeX with ctex: sections, sentences, longtables with booktabs, figures by file name."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from partysurvey.render.layout import Panel, table_panels
from partysurvey.render.look import Look
from partysurvey.render.wrapping import printable
from partysurvey.report.document import Block, Chart, Column, Document, Heading, Row, Table

WIDTH = 94  # cells (half of a Chinese character) that the line of a table holds
GAP = 2  # cells between columns
SECTIONS = {2: "section", 3: "subsection"}
# Also signs that are no commands but are set as others: quotes, and hyphens and marks that make ligatures.
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
    "-": "{-}",
    "[": "{[}",  # at the beginning of a row it would be an option of the line break before
    "]": "{]}",
    "*": "{*}",  # the same
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
}
ESCAPES = str.maketrans(COMMANDS)

PREAMBLE = r"""\documentclass[UTF8,a4paper,zihao=-4,scheme=%s]{ctexart}
\usepackage[margin=2.2cm]{geometry}
\usepackage{array,booktabs,longtable,graphicx,textcomp}
\usepackage[hidelinks,unicode]{hyperref}
\setcounter{secnumdepth}{0}
\setlength{\tabcolsep}{0.45em}
\setlength{\LTcapwidth}{\linewidth}
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{\dimexpr#1\linewidth-2\tabcolsep\relax}}
\newcolumntype{R}[1]{>{\raggedleft\arraybackslash}p{\dimexpr#1\linewidth-2\tabcolsep\relax}}
\title{%s}
\date{}
\begin{document}
\maketitle
\tableofcontents
"""
SCHEMES = {"zh": "chinese", "en": "plain"}


def report_tex(document: Document, look: Look) -> bytes:
    """The source in UTF-8, with its figures in the folder that the look names."""
    return document_tex(document, look.figures)


def document_tex(document: Document, figures: str | None = "figures", suffix: str = "png") -> bytes:
    """The source in UTF-8; charts become images `figures/NAME.png`, or are left out with `figures` None."""
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    pieces = [PREAMBLE % (SCHEMES[document.language], escaped(next(titles, "")))]
    for block in document.blocks:
        pieces += _pieces(block, figures, suffix)
    return "\n".join((*pieces, "\\end{document}\n")).encode()


def escaped(text: str) -> str:
    """The text on one line with everything escaped that TeX would read as a command or set as another sign."""
    return printable(text).translate(ESCAPES)


def _pieces(block: Block, figures: str | None, suffix: str) -> Iterator[str]:
    if isinstance(block, Heading):
        if block.level > 1:
            yield f"\\{SECTIONS.get(block.level, 'subsubsection')}{{{escaped(block.text)}}}\n"
    elif isinstance(block, Table):
        yield from _longtables(block)
    elif isinstance(block, Chart):
        if figures is not None:
            yield _image(f"{figures}/{block.name}.{suffix}")
    else:
        yield f"{escaped(block.text)}\n"


def _image(path: str) -> str:
    r"""The figure; `\detokenize` takes the signs of a file name as they are, but for percent and number signs."""
    name = path.replace("%", r"\csname @percentchar\endcsname ").replace("#", r"\string#")
    return f"\\begin{{center}}\n\\includegraphics[width=0.95\\linewidth]{{\\detokenize{{{name}}}}}\n\\end{{center}}\n"


def _longtables(table: Table) -> Iterator[str]:
    """A table for each panel of columns that fits the page, the first with the title, and the notes beneath."""
    for place, panel in enumerate(table_panels(table, WIDTH)):
        yield _longtable(table, panel, caption=place == 0)
    yield from (f"{{\\footnotesize\\noindent {escaped(note)}\\par}}" for note in table.notes)
    yield ""


def _longtable(table: Table, panel: Panel, *, caption: bool) -> str:
    heads = [*_spanner_lines(panel.columns), _line([table.stub_head, *(column.head for column in panel.columns)])]
    title = [f"\\caption{{{escaped(table.title)}}}\\\\"] if caption else []
    rows = [line for row, texts in zip(table.rows, panel.texts, strict=True) for line in _row_lines(row, texts)]
    head = ["\\toprule", *heads, "\\midrule"]
    return "\n".join(
        (
            f"{{\\footnotesize\n\\begin{{longtable}}{{@{{}}{_specification(panel)}@{{}}}}",
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
    shares = [(width + GAP) / WIDTH for width in panel.widths]
    sides = ["L" if column.align == "left" else "R" for column in panel.columns]
    stub = f"L{{{1 - sum(shares):.3f}}}"
    return stub + "".join(f"{side}{{{share:.3f}}}" for side, share in zip(sides, shares, strict=True))


def _spanner_lines(columns: Sequence[Column]) -> Iterator[str]:
    """The line of heads above several columns and the rules beneath them; none where there are none."""
    if not any(column.spanner for column in columns):
        return
    cells, rules = [""], []
    place = 2
    for key, group in groupby(enumerate(columns), key=lambda each: each[1].spanner or each[0]):
        width = len(tuple(group))
        cells.append(f"\\multicolumn{{{width}}}{{c}}{{{escaped(key)}}}" if isinstance(key, str) else "")
        if isinstance(key, str):
            rules.append(f"\\cmidrule(lr){{{place}-{place + width - 1}}}")
        place += width
    yield f"{' & '.join(cells)} \\\\"
    yield "".join(rules)


def _row_lines(row: Row, texts: Sequence[str]) -> Iterator[str]:
    if row.role == "base":
        yield "\\midrule"
    line = _line([row.stub, *texts])
    yield f"\\hspace*{{1em}}{line}" if row.role == "net" else line


def _line(cells: Sequence[str]) -> str:
    return f"{' & '.join(map(escaped, cells))} \\\\"
