"""The door: what a file is, and what is said when it cannot be opened."""

import os
import subprocess
import sys
import zipfile

import pytest

from partysurvey.errors import PartysurveyError, RequestError, SourceError
from partysurvey.sources.names import unique_names
from partysurvey.sources.opening import open_source


def test_missing_files(tmp_path, complaint, snapshot):
    (tmp_path / "organ_cadres.csv").write_text("a\n1\n")
    (tmp_path / "folder").mkdir()
    for name in ("organ_cadre.csv", "other.dat", "nowhere/a.csv", "folder"):
        with pytest.raises(SourceError) as caught:
            open_source(tmp_path / name)
        assert complaint(caught.value) == snapshot


@pytest.fixture
def ordinary_user():
    """The rights of a user who is not the administrator, who may read everything."""
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    yield
    if administrator:
        os.seteuid(0)


def test_files_without_permission(tmp_path, request, complaint, snapshot):
    path = tmp_path / "secret.csv"
    path.write_text("a\n1\n")
    path.chmod(0)
    request.getfixturevalue("ordinary_user")
    with pytest.raises(SourceError) as caught:
        open_source(path)
    assert complaint(caught.value) == snapshot


def test_files_that_are_no_tables(tmp_path, complaint, snapshot):
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "export.xls").write_bytes(b"\n <HTML><table>")
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04" + bytes(50))
    (tmp_path / "data.sav.gz").write_bytes(b"a,b\n")
    for name in ("report.docx", "report.pdf", "export.xls", "torn.zip", "data.sav.gz"):
        with pytest.raises(SourceError) as caught:
            open_source(tmp_path / name)
        assert complaint(caught.value) == snapshot


def test_options_that_do_not_fit(tmp_path, complaint, snapshot):
    text = tmp_path / "a.csv"
    text.write_text("a\n1\n")
    book = tmp_path / "a.xlsx"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<w/>")
    for path, options in ((text, {"sheet": "S"}), (book, {"encoding": "gbk"})):
        with pytest.raises(RequestError) as caught:
            open_source(path, **options)
        assert complaint(caught.value) == snapshot


def test_unknown_endings_are_read_as_text(tmp_path, read):
    path = tmp_path / "answers.dat"
    path.write_text("a;b\n1;2\n")
    assert read(open_source(str(path))) == [["1", "2"]]


def test_every_error_is_one_of_ours(tmp_path):
    for start in (
        b"PAR1",
        b"$FL2",
        b"$FL3",
        b"<stata_dta>",
        b"\x72\x02\x01\x00",
        b"\x1f\x8b\x08",
        b"PK\x03\x04",
        b"PK\x05\x06",
    ):
        path = tmp_path / "junk"
        path.write_bytes(start + bytes(range(200)))
        with pytest.raises(PartysurveyError):
            open_source(path)


def test_names_are_numbered_as_often_as_needed():
    assert unique_names(["x", "x", "x.1", "y", "x"]) == ("x", "x.2", "x.1", "y", "x.3")


def test_reading_text_and_workbooks_imports_neither_pandas_nor_pyreadstat(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n男,2\n")
    program = (
        "import sys; from partysurvey.sources.opening import open_source; import partysurvey.sources.sheet;"
        f"print(sum(b.num_rows for b in open_source({str(tmp_path / 'a.csv')!r}).batches()),"
        "[name for name in ('pandas', 'pyreadstat', 'matplotlib') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "1 []\n"
