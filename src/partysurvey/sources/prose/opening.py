"""The door to written reports: which format a file is, by its content first and its name second."""

from pathlib import Path

from partysurvey.audit.prose import MOST_CHARACTERS, Prose
from partysurvey.errors import SourceError
from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.encoding import detected_encoding, named_encoding, undecodable

LARGEST = 64 * 2**20  # bytes of a report, pictures included
LARGEST_TEXT = 16 * 2**20
START = 1024
FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
}


def read_prose(path: Path, encoding: str | None = None) -> Prose:
    """The text of a .txt, .md, .docx, .html or .pdf file; raises SourceError for one that cannot be read."""
    start, size = _start(path)
    if size > LARGEST:
        raise SourceError(f"the file has {size:,} bytes, more than a report of {LARGEST:,}", "audit a part of it", path)
    for magic, name in FOREIGN.items():
        if start.startswith(magic):
            raise SourceError(f"this is {name}", "save it as .docx or .txt", path)
    if start.startswith(b"PK\x03\x04"):
        from partysurvey.sources.prose.docx import docx_prose  # noqa: PLC0415  # only for this format

        return docx_prose(path)
    if start.startswith(b"%PDF"):
        from partysurvey.sources.prose.pdf import pdf_prose  # noqa: PLC0415  # only for this format

        return pdf_prose(path)
    return _text_prose(path, size, encoding)


def _start(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as file:
            return file.read(START), path.stat().st_size
    except OSError as error:
        remedy = "check the path" if isinstance(error, FileNotFoundError) else "name a file that can be read"
        raise SourceError(f"the file cannot be opened: {error.strerror}", remedy, path) from error


def _text_prose(path: Path, size: int, encoding: str | None) -> Prose:
    if size > LARGEST_TEXT:
        what = f"the text has {size:,} bytes, more than {LARGEST_TEXT:,}"
        raise SourceError(what, "audit a part of it", path)
    text = _decoded(path, encoding)
    if "\0" in text:
        raise SourceError("this is no text", "name a .txt, .md, .docx, .html or .pdf file", path)
    if path.suffix.lower() in {".html", ".htm", ".xhtml"} or _is_page(text):
        from partysurvey.sources.prose.html import html_prose  # noqa: PLC0415  # only for this format

        return html_prose(text, str(path))
    return Prose(text[:MOST_CHARACTERS], str(path))


def _decoded(path: Path, encoding: str | None) -> str:
    """The text with every line break as a line feed."""
    file = ByteFile(path)
    found = named_encoding(encoding, file) if encoding else detected_encoding(file)
    content = path.read_bytes()[found.mark :]
    try:
        text = content.decode(found.name)
    except UnicodeDecodeError as error:
        raise undecodable(file, found.name, found.mark + error.start, content[error.start]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_page(text: str) -> bool:
    return text[:START].lstrip().lower().startswith(("<!doctype html", "<html"))
