"""Write the pictures of the README from a real run: `python docs/generate.py`.

With `--check` nothing is written; exit code 1 if a picture is not what would be written.
"""

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import partysurvey
from partysurvey.render.figures import figure_bytes
from partysurvey.render.terminal import print_document
from partysurvey.report.accounting import Style
from partysurvey.report.document import Chart

TOP = Path(__file__).parents[1]
IMAGES = TOP / "docs" / "images"
SAMPLE = "sample_data/organ_cadres.csv"
QUESTIONS = ("familiarity", "enthusiasm", "difficulties")
COMMAND = f"partysurvey analyze {SAMPLE} --questions {','.join(QUESTIONS)}"
# rich's own frame would load fonts from the network; this one takes what the reader's machine has.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", "Source Code Pro", Menlo, Consolas, \
"DejaVu Sans Mono", "PingFang SC", "Microsoft YaHei", monospace; font-size: {char_height}px; \
line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">\
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="#fbfbf8" stroke="#d0d0c8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
PAPER = TerminalTheme((251, 251, 248), (40, 40, 40), [(40, 40, 40)] * 6 + [(20, 100, 150)] + [(40, 40, 40)])


def terminal_picture() -> bytes:
    """An SVG of the command and what it prints on a terminal 80 cells wide."""
    analysis = partysurvey.analyze(TOP / SAMPLE, questions=QUESTIONS)
    console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text(f"$ {COMMAND}"), soft_wrap=True)
    print_document(analysis.document(Style("zh")), console)
    return console.export_svg(theme=PAPER, code_format=FRAME, unique_id="partysurvey").encode()


def familiarity_figure() -> bytes:
    """The SVG figure of one scale, as `partysurvey analyze -o` writes it."""
    document = partysurvey.analyze(TOP / SAMPLE, questions=("familiarity",)).document(Style("zh"))
    (chart,) = [block for block in document.blocks if isinstance(block, Chart)]
    return figure_bytes(chart, "svg", language="zh")


def main() -> None:
    """Write the pictures, or check them."""
    for name, content in {"terminal.svg": terminal_picture(), "familiarity.svg": familiarity_figure()}.items():
        path = IMAGES / name
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            raise SystemExit(f"{path} is not what a run gives; write it with: python docs/generate.py")


if __name__ == "__main__":
    main()
