"""A document cut into what stands together on a sheet: a title, sentences, a table, its charts."""

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.report.document import Chart, Document, Heading, Table


class Section(Struct, frozen=True):
    """A title, the texts beneath it, a table and the charts of it; all but the title may be missing."""

    title: str
    texts: tuple[str, ...] = ()
    table: Table | None = None
    charts: tuple[Chart, ...] = ()

    @property
    def banner(self) -> str:
        """The question whose groups are the columns; "" for toplines."""
        return self.table.banner.label if self.table and self.table.banner else ""


class Contents(Struct, frozen=True):
    """A document by sections: its title, the texts that precede its first heading, the sections in order."""

    title: str
    preface: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def banners(self) -> dict[str, tuple[Section, ...]]:
        """The sections by banner, toplines ("") first."""
        names = dict.fromkeys(("", *(section.banner for section in self.sections)))
        return {name: tuple(section for section in self.sections if section.banner == name) for name in names}


def contents_of(document: Document) -> Contents:
    """The sections of a document; texts go with the table that follows them under the same heading."""
    reader = _Reader()
    for block in document.blocks:
        if isinstance(block, Heading):
            reader.head(block)
        elif isinstance(block, Table):
            reader.add(_with_table(reader.taken(), block))
        elif isinstance(block, Chart):
            reader.draw(block)
        else:
            reader.texts.append(block.text)
    reader.close()
    return Contents(reader.title, tuple(reader.preface), tuple(reader.sections))


def _with_table(open_section: Section, table: Table) -> Section:
    return replace(open_section, title=table.title, table=table)


class _Reader(Struct):
    """What has been read so far: the open heading (None once something stands under it) and the open texts."""

    title: str = ""
    preface: Sequence[str] = ()
    sections: list[Section] = field(default_factory=list)
    heading: str | None = None
    texts: list[str] = field(default_factory=list)

    def head(self, heading: Heading) -> None:
        """Begin beneath a heading; the one of level 1 is the title of the document."""
        self.close()
        if heading.level == 1 and not self.title:
            self.title = heading.text
        else:
            self.heading = heading.text

    def close(self) -> None:
        """End what is open: texts without a table are a section of their own, or the preface."""
        if self.heading is None and not self.sections:
            self.preface = (*self.preface, *self.texts)
            self.texts = []
        elif self.heading is not None or self.texts:
            self.add(self.taken())

    def taken(self) -> Section:
        """The open heading and texts, which are open no more."""
        if self.heading is None and not self.sections:
            self.close()
        section = Section(self.heading or "", tuple(self.texts))
        self.heading, self.texts = None, []
        return section

    def add(self, section: Section) -> None:
        """Append a section."""
        self.sections.append(section)

    def draw(self, chart: Chart) -> None:
        """Put a chart beside the table that bears its name, else into a section of its own."""
        last = self.sections[-1] if self.sections else None
        if last and last.table and chart.name == last.table.name and not self.texts:
            self.sections[-1] = replace(last, charts=(*last.charts, chart))
        else:
            self.add(replace(self.taken(), title=chart.title, charts=(chart,)))


def drawn(sections: Iterable[Section]) -> list[Chart]:
    """All charts of the sections, in order."""
    return [chart for section in sections for chart in section.charts]
