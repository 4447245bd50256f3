"""Blocks of a document as HTML, and the breakdowns of one banner held together."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby

from msgspec import Struct, field

from partysurvey.render.html.drawings import Drawings
from partysurvey.render.html.tables import notes_html, table_html, text_html
from partysurvey.report.addresses import address_text
from partysurvey.report.document import Banner, Block, Chart, Document, Figure, Heading, Sentence, Table


class Body(Struct):
    """The body of a page while it is written: its headings by anchor, figures, and what stands beneath the title."""

    figures: Mapping[str, bytes]  # SVG by the name of the chart
    beneath_title: str = ""
    drawings: Drawings = field(default_factory=Drawings)
    headings: dict[str, Heading] = field(default_factory=dict)

    def html(self, document: Document) -> str:
        """The blocks in order; those of one breakdown in a division of their own."""
        pieces = []
        for banner, blocks in groupby(document.blocks, key=_banner):
            inner = "\n".join(piece for block in blocks for piece in self._pieces(block))
            pieces.append(f'<div class="breakdown" data-by="{escape(banner.id)}">{inner}</div>' if banner else inner)
        return "\n".join(pieces)

    def _pieces(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self._heading(block)
        elif isinstance(block, Table):
            yield self._table(block)
        elif isinstance(block, Chart):
            yield from self._figure(block)
        elif isinstance(block, Sentence):
            yield f"<p>{''.join(map(_part, block.parts))}</p>"
        else:
            yield f"<p>{text_html(block.text)}</p>"

    def _heading(self, heading: Heading) -> str:
        anchor = f"h{len(self.headings) + 1}"
        self.headings[anchor] = heading
        beneath = self.beneath_title if heading.level == 1 else ""
        return f'<h{heading.level} id="{anchor}">{text_html(heading.text)}</h{heading.level}>{beneath}'

    def _table(self, table: Table) -> str:
        """The table in a region that scrolls where the page is narrower, reached with the keyboard too."""
        above = next(reversed(self.headings.values()), None)
        content = table_html(table, shows_title=above is None or above.text != table.title)
        region = f'class="wide" tabindex="0" role="region" aria-label="{text_html(table.title)}"'
        return f"<div {region}>{content}</div>{notes_html(table.notes)}"

    def _figure(self, chart: Chart) -> Iterator[str]:
        svg = self.figures.get(chart.name)
        if svg is not None:
            caption = f"<figcaption>{text_html(chart.title)}</figcaption>"
            yield f"<figure>{self.drawings.drawing(svg)}{caption}</figure>"


def banners(document: Document) -> list[Banner]:
    """The banners of the breakdowns, in order of appearance."""
    return list(dict.fromkeys(banner for banner in map(_banner, document.blocks) if banner))


def _banner(block: Block) -> Banner | None:
    return block.banner if isinstance(block, Sentence | Table | Chart) else None


def _part(part: str | Figure) -> str:
    """Words, or a number with its exact value and the cell of the results that it comes from."""
    if isinstance(part, str):
        return text_html(part)
    source = escape(address_text(part.address))
    return f'<data value="{part.value!r}" data-cell="{source}">{text_html(part.text)}</data>'
