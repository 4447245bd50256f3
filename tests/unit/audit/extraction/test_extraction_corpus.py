"""The texts of tests/corpus, annotated by hand: how many of their claims are found, and how many found are there."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[4] / "benchmarks" / "extraction.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("benchmark_extraction", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("part", "least"),
    [("development", 0.98), ("held_out", 0.98), ("fresh", 0.97), ("final", 0.97), ("unseen", 0.98), ("last", 0.96)],
)
def test_the_corpus_is_read(benchmark, part, least):
    score = benchmark.score(benchmark.texts(part))
    assert score.right + score.missed >= 70
    assert score.precision >= least
    assert score.recall >= least


def test_bases_are_among_the_candidates(benchmark):
    annotated, among, first = benchmark.bases(benchmark.texts("held_out"))
    assert among >= 0.8 * annotated
    assert first >= 0.65 * annotated


def test_every_annotation_stands_in_its_text(benchmark):
    for part in ("development", "held_out", "fresh", "final", "unseen", "last"):
        for path in benchmark.texts(part):
            marked = benchmark.annotations(path)
            assert [each.start for each in marked] == sorted({each.start for each in marked})
