"""Reports as text; the files are made by writers that share no code with the readers (python-docx, or by hand)."""

import zipfile
from pathlib import Path

import docx
import pytest

from partysurvey.audit.claim import Span
from partysurvey.audit.prose import Prose
from partysurvey.errors import SourceError
from partysurvey.sources.prose.opening import read_prose

REPORT = "68名书记中大专以上占42.9%。\n其余237人中初中以下占21.5%。\n"


def places(prose: Prose) -> list[tuple[str, str]]:
    return [(line, place.en) for line, place in zip(prose.text.split("\n"), prose.places, strict=True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding(encoding, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.replace("\n", "\r\n").encode(encoding))
    prose = read_prose(path)
    assert (prose.text, prose.language) == (REPORT, "zh")
    assert prose.place(Span(30, 35, 2, 12)).en == "2:12"


def test_a_word_document_with_a_table(tmp_path):
    document = docx.Document()
    document.add_heading("Report", 1)
    document.add_paragraph("Of 68 secretaries 42.9 % ").add_run("have a degree.")
    table = document.add_table(2, 2)
    for row, texts in enumerate((("familiar", "76 %"), ("not", "24 %"))):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("End < & >")
    path = tmp_path / "report.docx"
    document.save(str(path))
    assert places(read_prose(path)) == [
        ("Report", "paragraph 1"),
        ("Of 68 secretaries 42.9 % have a degree.", "paragraph 2"),
        ("familiar\t76 %", "table 1, row 1"),
        ("not\t24 %", "table 1, row 2"),
        ("End < & >", "paragraph 3"),
    ]


def test_the_notes_and_heads_of_a_word_document_stand_after_its_text(tmp_path):
    document = docx.Document()
    document.add_paragraph("68 secretaries.")
    document.sections[0].header.paragraphs[0].text = "Survey of 237 people"
    path = tmp_path / "report.docx"
    document.save(str(path))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = f'<w:footnotes xmlns:w="{word}"><w:footnote><w:p><w:r><w:t>Of 60 units.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", note)
    assert places(read_prose(path)) == [
        ("68 secretaries.", "paragraph 1"),
        ("Of 60 units.", "footnotes, paragraph 1"),
        ("Survey of 237 people", "page header, paragraph 1"),
    ]


def test_a_web_page_without_what_nobody_sees(tmp_path):
    page = """<!DOCTYPE html><html><head><title>99%</title><style>p { width: 50% }</style></head>
<body><script>var a = "10%";</script>
<p>Of 68 people <b>42.9</b>&nbsp;%
were A &amp; B.</p><ul><li>76%<li>20%</ul>
<table><tr><td>a</td><td>4%</td></tr></table><svg><text>1%</text></svg></body></html>"""
    path = tmp_path / "report.html"
    path.write_text(page, "utf-8")
    assert places(read_prose(path)) == [
        ("Of 68 people 42.9 % were A & B.", "line 3"),
        ("76%", "line 4"),
        ("20%", "line 4"),
        ("a\t4%", "line 5"),
    ]


def pdf_of(lines: list[str]) -> bytes:
    """A PDF of one page, by the book (PDF 32000-1, annex H)."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return (content + end).encode("latin-1")


def test_a_pdf_with_broken_lines(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(
        pdf_of(["Of the 68 secretaries and deputies of the", "communities 42.9 % have a degree.", "Next 5 %."])
    )
    assert places(read_prose(path)) == [
        ("Of the 68 secretaries and deputies of the communities 42.9 % have a degree.", "page 1, line 1"),
        ("Next 5 %.", "page 1, line 3"),
    ]


def zipped(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_files_that_cannot_be_read(tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    files = {
        "missing.txt": None,
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "rich.rtf": b"{\\rtf1 text}",
        "binary.txt": b"a\0b\0c" * 9,
        "damaged.docx": b"PK\x03\x04 broken",
        "damaged.pdf": b"%PDF-1.4\nnothing",
        "picture.pdf": pdf_of([]),
        "latin.txt": b"\xff\xfe\xff" * 3,
    }
    for name, content in files.items():
        if content is not None:
            Path(name).write_bytes(content)
    zipped(Path("other.docx"), "xl/workbook.xml", b"<x/>")
    bomb = b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaa'>]><w:document " + WORD + b"/>"
    zipped(Path("entities.docx"), "word/document.xml", bomb)
    zipped(Path("cut.docx"), "word/document.xml", b"<w:document " + WORD + b"><w:p>")
    told = []
    for name in (*files, "other.docx", "entities.docx", "cut.docx"):
        with pytest.raises(SourceError) as error:
            read_prose(Path(name))
        told.append(str(error.value))
    assert told == snapshot


def test_a_document_that_unpacks_without_end_is_refused(tmp_path):
    # 300 MB of blanks in 300 kB
    path = zipped(tmp_path / "bomb.docx", "word/document.xml", b"<w:document " + WORD + b">" + b" " * 300 * 2**20)
    with pytest.raises(SourceError, match="more text than a report has"):
        read_prose(path)


def test_deep_nesting_is_read_as_a_stream(tmp_path):
    deep = b"<w:tbl>" * 50_000 + b"</w:tbl>" * 50_000
    path = zipped(tmp_path / "deep.docx", "word/document.xml", b"<w:document " + WORD + b">" + deep + b"</w:document>")
    assert read_prose(path).text == ""
    page = tmp_path / "deep.html"
    page.write_text("<html>" + "<div>" * 50_000 + "5%" + "</div>" * 50_000, "utf-8")
    assert read_prose(page).text == "5%"
