"""A document as a value that notebooks and terminals show."""

from msgspec import Struct

from partysurvey.report.document import Document


class Shown(Struct, frozen=True):
    """A document of one table or more: in a notebook as HTML, printed as text."""

    document: Document

    def _repr_html_(self) -> str:
        """The tables as a notebook shows them."""
        from partysurvey.render.html import document_fragment  # noqa: PLC0415  # only in notebooks

        return document_fragment(self.document)

    def __str__(self) -> str:
        """The tables as a terminal of 100 columns shows them."""
        from partysurvey.render.terminal import document_lines  # noqa: PLC0415  # only where it is printed

        return "\n".join(f"{line.text}{line.bar}" for line in document_lines(self.document, 100))

    def to_markdown(self) -> str:
        """The tables as Markdown."""
        from partysurvey.render.markdown import document_markdown  # noqa: PLC0415  # only where it is asked for

        return document_markdown(self.document, None)
