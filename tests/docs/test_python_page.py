"""The page on Python is a notebook that runs, and its results are shown there as HTML."""

import re
import shutil
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient", reason="the extra `dev` is not installed")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """The cells of the page after they were run, one after the other, in a kernel of their own."""
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copytree(TOP / "sample_data", folder / "sample_data")
    examples = re.findall(r"```python\n(.*?)```", (TOP / "docs" / "python.md").read_text("utf-8"), re.DOTALL)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(example) for example in examples])
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return notebook.cells


def shown(cell, kind: str) -> str:
    (output,) = [each for each in cell.outputs if "data" in each and kind in each["data"]]
    return output["data"][kind]


@pytest.mark.parametrize(
    ("begins", "within"),
    [
        ("import partysurvey", "76.0%"),  # as published
        ("frame =", "dataframe"),
        ("crossed =", "Base (answered)"),
        ("partysurvey.validate", "<table>"),
    ],
)
def test_results_are_shown_as_html(cells, begins, within):
    (cell,) = [each for each in cells if each.source.startswith(begins)]
    html = shown(cell, "text/html")
    assert within in html
    assert "<script" not in html


def test_a_table_is_printed_as_text(cells):
    (cell,) = [each for each in cells if each.source.startswith("print")]
    assert "76.0%" in cell.outputs[0]["text"]


def test_single_estimates_are_values(cells):
    assert "('basically_familiar', 228, 0.76, " in shown(cells[-1], "text/plain")
