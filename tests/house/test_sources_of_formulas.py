"""Every [Key] that code or documents cite stands once among the sources of docs/statistics.md, and none idly."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEY = re.compile(r"[\[ ]([A-Z][A-Za-zÀ-ž]+(?:1[89]|20)\d\d[a-z]?)(?=[\],])")  # [Kish1965], [Joreskog1967, McDonald1999]
SOURCE = re.compile(r"^\* \[(\w+)\]", re.MULTILINE)
PAGE = ROOT / "docs" / "statistics.md"


def cited():
    """The keys in code and documents, but for the places where sources stand."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    return {key for file in files for key in KEY.findall(SOURCE.sub("", file.read_text("utf-8")))}


def test_sources_stand_once():
    sources = Counter(SOURCE.findall(PAGE.read_text("utf-8")))
    assert [key for key, times in sources.items() if times > 1] == []


def test_what_is_cited_stands_among_the_sources_and_the_other_way_round():
    assert cited() == set(SOURCE.findall(PAGE.read_text("utf-8")))


def test_sources_are_in_order():
    sources = SOURCE.findall(PAGE.read_text("utf-8"))
    assert sources == sorted(sources)
