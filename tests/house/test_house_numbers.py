"""The numbers that keep the house livable: length of functions and files, documentation, start-up imports."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
FILES = sorted(SOURCE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def functions(file: Path) -> list[Function]:
    return [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, Function)]


def length_without_docstring(function: Function) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


# A command of the CLI has a line per option, which is data, not code.
LENGTHS = sorted(
    length_without_docstring(function)
    for file in FILES
    if "cli" not in file.relative_to(SOURCE).parts
    for function in functions(file)
)


def test_functions_are_short():
    assert LENGTHS[len(LENGTHS) // 2] <= 8
    assert LENGTHS[int(len(LENGTHS) * 0.99)] <= 40
    assert LENGTHS[-1] <= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_files_are_short_and_hold_no_leftovers(file: Path):
    text = file.read_text("utf-8")
    assert text.count("\n") <= 400
    assert "TODO" not in text
    assert "FIXME" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_every_public_name_is_documented(file: Path):
    tree = ast.parse(file.read_text("utf-8"))
    assert ast.get_docstring(tree) is not None
    assert [node.name for node in named_parts(tree) if ast.get_docstring(node) is None] == []


def named_parts(part: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Public functions, public classes, public methods of all classes; not the functions inside of functions."""
    for node in part.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from named_parts(node)


def test_no_junk_drawers():
    assert [file.name for file in FILES if file.stem in {"utils", "helpers", "misc", "common"}] == []


HEAVY = ("pandas", "matplotlib", "pyarrow", "numpy", "scipy", "pyreadstat", "yaml", "jsonschema_rs", "python_calamine")


@pytest.mark.parametrize("module", ["partysurvey", "partysurvey.cli.app", "partysurvey.survey"])
def test_start_up_loads_nothing_heavy(module: str):
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
