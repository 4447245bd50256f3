"""A document as a Markdown page: pipe tables that are readable as text, links to the figures."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from rich.cells import cell_len

from partysurvey.render.look import Look
from partysurvey.render.wrapping import padded, printable
from partysurvey.report.document import Block, Chart, Column, Document, Heading, Paragraph, Sentence, Table
from partysurvey.report.formats import cell_texts

ACTIVE = re.compile(r"([\\`*_{}\[\]<>|~&$])")
LINE_STARTS = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")
NET = "· "  # before the stub of a net, where blanks are lost


def document_markdown(document: Document, figures: str | None = "figures", suffix: str = "svg") -> str:
    """The page; charts become images `figures/NAME.svg`, or are left out with `figures` None."""
    pieces: list[str] = []
    heading = ""
    for block in document.blocks:
        pieces += _pieces(block, heading, figures, suffix)
        heading = block.text if isinstance(block, Heading) else heading
    return "\n\n".join(pieces) + "\n"


def report_markdown(document: Document, look: Look) -> bytes:
    """The page as a file of a report, with its figures in the folder of the look."""
    return document_markdown(document, look.figures).encode()


def escaped(text: str) -> str:
    """The text on one line with everything escaped that Markdown (or HTML in it) would read as a mark."""
    return ACTIVE.sub(r"\\\1", printable(text)).strip()


def _pieces(block: Block, heading: str, figures: str | None, suffix: str) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escaped(block.text)}"
    elif isinstance(block, Paragraph | Sentence):
        yield _paragraph(block.text)
    elif isinstance(block, Table):
        if block.title != heading:
            yield f"**{escaped(block.title)}**"
        yield pipe_table(block)
        if block.notes:
            yield "\n".join(f"- {_paragraph(note)}" for note in block.notes)
    elif isinstance(block, Chart) and figures is not None:
        yield f"![{escaped(block.title)}]({quote(f'{figures}/{block.name}.{suffix}')})"


def pipe_table(table: Table) -> str:
    """The table with its columns aligned in cells; bars are left out, spanners stand before the heads."""
    shown = [place for place, column in enumerate(table.columns) if column.role != "bar"]
    columns = [table.columns[place] for place in shown]
    heads = [table.stub_head, *map(_head, columns)]
    body = [
        [NET + row.stub if row.role == "net" else row.stub, *(texts[place] for place in shown)]
        for row, texts in zip(table.rows, cell_texts(table), strict=True)
    ]
    lines = [[escaped(cell) for cell in line] for line in (heads, *body)]
    sides = ["left", *(column.align for column in columns)]
    widths = [max(3, *(cell_len(line[place]) for line in lines)) for place in range(len(heads))]
    rule = [
        "-" * (width - 1) + ":" if side == "right" else "-" * width for width, side in zip(widths, sides, strict=True)
    ]
    padded_lines = [
        [padded(cell, width, side) for cell, width, side in zip(line, widths, sides, strict=True)] for line in lines
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in (padded_lines[0], rule, *padded_lines[1:]))


def _head(column: Column) -> str:
    """The head after its spanner; nothing for a column that goes with the one before."""
    return " ".join(filter(None, (column.spanner, column.head))) if column.head else ""


def _paragraph(text: str) -> str:
    """The text escaped, also where its first characters would make it a list or a heading."""
    return LINE_STARTS.sub(lambda found: f"{found[1]}{_first_escaped(found[2])}", escaped(text))


def _first_escaped(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"
