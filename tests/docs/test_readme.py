"""The pages for newcomers say only what works: their commands are run, their pictures and links exist."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh.md")
PROGRAM = Path(sys.executable).with_name("partysurvey")


def commands(page: str) -> list[str]:
    text = (TOP / page).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("partysurvey ")]


def test_both_languages_show_the_same_commands():
    assert commands("README.md") == commands("README.zh.md")
    assert len(commands("README.md")) >= 10


@pytest.mark.slow
def test_every_command_of_the_tour_works_in_turn(tmp_path: Path):
    shutil.copytree(TOP / "sample_data", tmp_path / "sample_data")
    environment = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    for command in commands("README.md"):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES)
def test_python_examples_run(page: str, tmp_path: Path):
    shutil.copytree(TOP / "sample_data", tmp_path / "sample_data")
    (example,) = re.findall(r"```python\n(.*?)```", (TOP / page).read_text("utf-8"), re.DOTALL)
    check = "\nassert {'question', 'option', 'by', 'stat', 'value', 'base'} <= set(frame.columns) and len(frame) > 50\n"
    done = subprocess.run(
        [sys.executable, "-c", example + check], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        "docs/how-it-works.md",
        "docs/python.md",
        "docs/house-style.md",
        "docs/published.md",
        "docs/scale.md",
        "docs/statistics.md",
    ],
)
def test_links_lead_somewhere(page: str):
    text = (TOP / page).read_text("utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    missing = [t for t in targets if t and "://" not in t and not ((TOP / page).parent / t).exists()]
    assert missing == []
