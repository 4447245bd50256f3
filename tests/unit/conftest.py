"""Scripts of the benchmarks for the tests of them."""

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark():
    """A script of the benchmarks as a module, which finds its neighbours as it does when it is run."""
    scripts = {path.stem for path in BENCHMARKS.glob("*.py")} - sys.stdlib_module_names
    others = {name: sys.modules.pop(name) for name in scripts & sys.modules.keys()}  # libraries of the same name
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        yield importlib.import_module
    for name in scripts & sys.modules.keys():
        del sys.modules[name]
    sys.modules.update(others)
