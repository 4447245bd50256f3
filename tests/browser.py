"""A real browser, without a window, for the tests of web pages.

The page runs in a frame under its own policy; the page around it clicks and measures.
"""

import json
import re
import shutil
import subprocess
from html import escape, unescape

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--enable-logging=stderr"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=4000"),
]
AROUND = """<!doctype html><meta charset="utf-8">
<iframe id="frame" style="border:0;width:{width}px;height:900px" srcdoc="{page}"></iframe><pre id="told"></pre>
<script>document.getElementById("frame").addEventListener("load", (event) => {{
  const page = event.target.contentDocument;
  const visible = (element) => element.getClientRects().length > 0;
  const all = (selector) => [...page.querySelectorAll(selector)];
  const pick = (value) => {{ const by = page.getElementById("by"); by.value = value;
    by.dispatchEvent(new Event("change")); }};
  const shown = () => [...new Set(all(".breakdown").filter(visible).map((each) => each.dataset.by))];
  document.getElementById("told").textContent = JSON.stringify((() => {{ {script} }})());
}});</script>"""


def told(page: bytes, folder, script: str, width: int = 400):
    """What the script, run around the page, returns; the browser must have no complaint."""
    around = folder / "around.html"
    around.write_text(AROUND.format(width=width, page=escape(page.decode()), script=script), "utf-8")
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'user'}", "--dump-dom", around.as_uri()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    complaints = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]
    assert complaints == []
    return json.loads(unescape(re.search(r'<pre id="told">(.*?)</pre>', done.stdout.decode(), re.DOTALL)[1]))
