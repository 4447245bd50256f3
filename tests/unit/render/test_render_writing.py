import os
from pathlib import Path

import pytest

from partysurvey.errors import RequestError
from partysurvey.render.writing import write_file, write_files


def everything(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_files_are_written_into_folders_that_are_made(tmp_path):
    paths = write_files(tmp_path / "out", {"results.json": b"{}", "tables/a.csv": b"a"})
    assert [path.read_bytes() for path in paths] == [b"{}", b"a"]
    assert everything(tmp_path) == ["out", "out/results.json", "out/tables", "out/tables/a.csv"]


def test_an_older_file_is_replaced(tmp_path):
    write_file(tmp_path / "page.md", b"old")
    write_file(tmp_path / "page.md", b"new")
    assert (tmp_path / "page.md").read_bytes() == b"new"
    assert everything(tmp_path) == ["page.md"]


def test_new_files_get_the_usual_rights(tmp_path):
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_file(tmp_path / "written", b"")
    assert (tmp_path / "written").stat().st_mode == plain.stat().st_mode


def message(tmp_path, call):
    with pytest.raises(RequestError) as caught:
        call()
    return str(caught.value).replace(str(tmp_path), "DIR")


def test_a_directory_is_no_file(tmp_path):
    (tmp_path / "page.md").mkdir()
    assert message(tmp_path, lambda: write_file(tmp_path / "page.md", b"")) == (
        "DIR/page.md: is a directory, not a file to write; choose another name"
    )


def test_a_file_is_no_directory(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    assert message(tmp_path, lambda: write_files(tmp_path / "out", {"tables/a.csv": b""})) == (
        "DIR/out: is a file, not a directory to write into; choose another name"
    )
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_device_is_not_replaced():
    with pytest.raises(
        RequestError, match=r"^/dev/null: is a device or pipe, not a file to write; choose another name$"
    ):
        write_file(Path("/dev/null"), b"")


def test_nothing_is_left_where_one_file_fails(tmp_path):
    (tmp_path / "old.json").write_bytes(b"old")
    contents = {"old.json": b"new", "figures/a.svg": b"a", f"{'x' * 300}.csv": b""}
    assert message(tmp_path, lambda: write_files(tmp_path, contents)) == (
        f"DIR/{'x' * 300}.csv: cannot write: file name too long; choose another place"
    )
    assert everything(tmp_path) == ["old.json"]
    assert (tmp_path / "old.json").read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_forbidden_folder(tmp_path):
    tmp_path.chmod(0o500)
    assert "permission denied" in message(tmp_path, lambda: write_file(tmp_path / "a", b""))
