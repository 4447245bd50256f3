"""An analysis as a report in several formats; each has one renderer, which is loaded when it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.pipeline.analysis import Analysis
from partysurvey.render.look import Look
from partysurvey.render.writing import write_files
from partysurvey.report.accounting import Style
from partysurvey.report.document import Document
from partysurvey.report.flow import flowing

if TYPE_CHECKING:
    from partysurvey.render.figures.files import Format


class Renderer(Struct, frozen=True):
    """Where the function of a format is, `(document, look) -> bytes`, and which files it wants beside it.

    Where text does not `flow`, each sentence stands by itself.
    """

    module: str
    function: str
    figures: "Format | None" = None
    logo: bool = False
    flows: bool = True

    def __call__(self, document: Document, look: Look) -> bytes:
        """The file's content; RenderError or RequestError where that cannot be made."""
        function = getattr(import_module(self.module), self.function)
        return cast("Callable[[Document, Look], bytes]", function)(flowing(document) if self.flows else document, look)


RENDERERS: Mapping[str, Renderer] = {
    ".md": Renderer("partysurvey.render.markdown", "report_markdown", figures="svg"),
    ".xlsx": Renderer("partysurvey.render.workbook", "document_xlsx", flows=False),
    ".html": Renderer("partysurvey.pipeline.pages", "report_html"),
    ".pdf": Renderer("partysurvey.pipeline.pages", "report_pdf"),
    ".tex": Renderer("partysurvey.pipeline.pages", "report_tex", figures="png", logo=True),
    ".docx": Renderer("partysurvey.pipeline.office", "report_docx"),
    ".pptx": Renderer("partysurvey.pipeline.office", "report_pptx", flows=False),
}


def checked_outputs(outputs: Sequence[Path], template: Path | None = None) -> None:
    """Nothing, where every file has a format and there is such a folder; RequestError otherwise."""
    if template is not None and not template.is_dir():
        raise RequestError(
            "is not a folder of templates", "give a folder, or leave --template out for the built-in style", template
        )
    for path in outputs:
        _renderer(path)


def write_report(
    analysis: Analysis,
    outputs: Sequence[Path],
    style: Style,
    look: Look = Look(),  # noqa: B008  # frozen
) -> list[Path]:
    """Write all files, or none, and return their paths. Raises RequestError, RenderError."""
    document = analysis.document(style)
    files: dict[str, bytes] = {}
    for path in outputs:
        files |= _report_files(document, path, replace(look, figures=f"{path.stem}_figures"))
    return write_files(Path(), files)


def rendered(document: Document, path: Path, look: Look) -> bytes:
    """The document in the format that the file's ending asks for; RequestError, RenderError."""
    return _renderer(path)(document, look)


def _report_files(document: Document, path: Path, look: Look) -> Iterator[tuple[str, bytes]]:
    """The document as a file of that name, then the figures that it shows but does not hold."""
    renderer = _renderer(path)
    yield str(path), rendered(document, path, look)
    if renderer.figures:
        from partysurvey.pipeline.pages import logo  # noqa: PLC0415  # only where files are written
        from partysurvey.render.figures import document_figures  # noqa: PLC0415  # brings matplotlib, when used

        drawn = dict(document_figures(flowing(document), renderer.figures, look))
        drawn |= logo(document, look) if renderer.logo else {}
        yield from ((str(path.parent / look.figures / name), content) for name, content in drawn.items())


def _renderer(path: Path) -> Renderer:
    known = RENDERERS.get(path.suffix.lower())
    if known is None:
        named = path.suffix or "a file without ending"
        raise RequestError(f"a report is not written as {named}", f"choose {_endings()}", path)
    return known


def _endings() -> str:
    *others, last = sorted(RENDERERS)
    return f"{', '.join(others)} or {last}" if others else last
