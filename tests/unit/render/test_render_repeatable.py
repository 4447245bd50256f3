"""Pages, PDF and LaTeX have the same bytes on every run, also in another process with other hashes."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hostile_document import hostile_document

from partysurvey.render.figures import figure_bytes
from partysurvey.render.html import document_fragment, document_html
from partysurvey.render.latex import document_tex
from partysurvey.render.pdf import document_pdf
from partysurvey.report.document import Chart

TESTS = Path(__file__).parents[2]
PROGRAM = f"import sys; sys.path[:0] = {[str(TESTS), str(Path(__file__).parent)]!r}; import test_render_repeatable as t; print(t.digests())"


def digests() -> str:
    document = hostile_document()
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    figures = {f"{chart.name}.svg": figure_bytes(chart, "svg") for chart in charts}
    contents = (
        document_html(document, figures),
        document_fragment(document).encode(),
        document_tex(document),
        document_pdf(document, figures),
    )
    return " ".join(sha256(content).hexdigest() for content in contents)


def test_other_processes_write_the_same_bytes():
    pytest.importorskip("typst", reason="the extra `report` is not installed")
    told = {digests()}
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": "Asia/Shanghai",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        told.add(done.stdout.strip())
    assert len(told) == 1
