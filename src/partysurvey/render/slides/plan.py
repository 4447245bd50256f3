"""Which slides a document makes: one per chart, with what its table and sentences say; else one per table."""

from collections.abc import Iterator

from msgspec import Struct

from partysurvey.report.charts import is_crowded
from partysurvey.report.document import Chart, Document, Heading, Paragraph, Sentence, Table
from partysurvey.report.formats import cell_texts


class Slide(Struct, frozen=True):
    """A slide: what its chart or table is about, the sentences on that, and the notes beneath; texts alone without one.

    `table` are the numbers behind a chart, for the notes of the speaker.
    """

    title: str
    sentences: tuple[str, ...]
    content: Chart | Table | None = None
    table: Table | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands beneath: base, method."""
        if isinstance(self.content, Chart) and self.table is None:
            return (self.content.note,) if self.content.note else ()
        table = self.content if isinstance(self.content, Table) else self.table
        return table.notes if table else ()

    @property
    def spoken(self) -> str:
        """The notes of the speaker: every sentence, and the table in full."""
        table = self.content if isinstance(self.content, Table) else self.table
        return "\n".join((self.title, *self.sentences, *(table_text(table) if table else ())))


def slides_of(document: Document, opening: str) -> Iterator[Slide]:
    """The slides after the title; `opening` is the title of the one with the texts before the first question."""
    title, sentences = opening, list[str]()
    held: Table | None = None
    for block in document.blocks:
        if held and not (isinstance(block, Chart) and block.name == held.name):
            yield Slide(held.title, tuple(sentences), held)
            held, sentences = None, []
        if isinstance(block, Heading):
            if sentences:
                yield Slide(title, tuple(sentences))
            title, sentences = block.text if block.level > 1 else opening, []
        elif isinstance(block, Paragraph | Sentence):
            sentences.append(block.text)
        elif isinstance(block, Table):
            held = block
        else:
            yield Slide(block.title, tuple(sentences), held if held and is_crowded(block) else block, held)
            held, sentences = None, []
    if held or sentences:
        yield Slide(held.title if held else title, tuple(sentences), held)


def table_text(table: Table) -> Iterator[str]:
    """The rows of the table with tabulators between the cells, bars left out."""
    shown = [place for place, column in enumerate(table.columns) if column.role != "bar"]
    heads = (" ".join(filter(None, (table.columns[place].spanner, table.columns[place].head))) for place in shown)
    yield "\t".join((table.stub_head, *heads))
    for row, texts in zip(table.rows, cell_texts(table), strict=True):
        yield "\t".join((row.stub, *(texts[place] for place in shown)))
