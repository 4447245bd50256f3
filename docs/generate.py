"""Write what documents show from real runs: `python docs/generate.py`.

The pictures of the README, the comparison with R at the end of statistics.md, and what questionnaire formats keep. With
`--check` nothing is written; exit code 1 if a file is not what would be written.
"""

import re
import sys
from html import escape
from pathlib import Path

from formats_table import PAGE as FORMATS_PAGE
from formats_table import with_formats_table
from reference_table import PAGE, with_reference_section
from rich.cells import cell_len

import partysurvey
from partysurvey.render.bars import EIGHTHS, FULL
from partysurvey.render.figures import figure_bytes
from partysurvey.render.terminal import document_lines
from partysurvey.report.accounting import Style
from partysurvey.report.document import Chart

TOP = Path(__file__).parents[1]
IMAGES = TOP / "docs" / "images"
SAMPLE = "sample_data/organ_cadres.csv"
QUESTIONS = ("familiarity", "enthusiasm", "difficulties")
COMMAND = (f"$ partysurvey analyze {SAMPLE} \\", f"    --questions {','.join(QUESTIONS)}")
BAR_PARTS = {FULL: 1.0, **{part: eighths / 8 for eighths, part in enumerate(EIGHTHS) if eighths}}
WORD = rf"[{''.join(BAR_PARTS)}]+|[!-~–]+|[^\s!-~–{''.join(BAR_PARTS)}]+"  # a bar, a narrow word, a wide word
CELL, LINE, EDGE = 8.0, 21, 16  # width of a cell, height of a line, margin, in pixels
NARROW, WIDE = 13.3, 15.5  # font sizes at which characters fill one or two cells
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img">
<title>{title}</title>
<rect width="{width:g}" height="{height:g}" rx="8" fill="#fbfbf8" stroke="#d0d0c8"/>
<g font-family="Menlo, Consolas, DejaVu Sans Mono, monospace, sans-serif" fill="#282828">
{lines}
</g>
</svg>
"""


def terminal_picture() -> bytes:
    """An SVG of the command and what it prints on a terminal 80 cells wide."""
    document = partysurvey.analyze(TOP / SAMPLE, questions=QUESTIONS).document(Style("zh"))
    printed = [*COMMAND, *(f"{line.text}{line.bar}" for line in document_lines(document, 80))]
    lines = [drawn_line(text, EDGE + LINE * (place + 0.7)) for place, text in enumerate(printed)]
    width, height = 80 * CELL + 2 * EDGE, len(printed) * LINE + 2 * EDGE
    return FRAME.format(width=width, height=height, title=escape(" ".join(COMMAND)), lines="\n".join(lines)).encode()


def drawn_line(text: str, baseline: float) -> str:
    """The SVG of one line: every word, wide or narrow, begins at its own cell and has its width; bars as rectangles."""
    words, bars = [], []
    for word in re.finditer(WORD, text):
        x, width = EDGE + cell_len(text[: word.start()]) * CELL, cell_len(word[0]) * CELL
        if word[0][0] in BAR_PARTS:
            bars += [(x, BAR_PARTS[sign] * CELL) for sign in word[0]]
        else:
            size = NARROW if cell_len(word[0]) == len(word[0]) else WIDE
            place = f'x="{x:g}" y="{baseline:g}" textLength="{width:g}" font-size="{size}"'
            words.append(f"<text {place}>{escape(word[0])}</text>")
    return "".join(words) + drawn_bar(bars, baseline)


def drawn_bar(parts: list[tuple[float, float]], baseline: float) -> str:
    """The SVG of the bar that the (place, width) of block characters make, or nothing."""
    width = sum(part for _, part in parts)
    place = f'x="{parts[0][0]:g}" y="{baseline - 11:g}"' if parts else ""
    return f'<rect {place} width="{width:g}" height="13" fill="#2b6ca3"/>' if parts else ""


def familiarity_figure() -> bytes:
    """The SVG figure of one scale, as `partysurvey analyze -o` writes it."""
    document = partysurvey.analyze(TOP / SAMPLE, questions=("familiarity",)).document(Style("zh"))
    (chart,) = [block for block in document.blocks if isinstance(block, Chart)]
    return figure_bytes(chart, "svg", language="zh")


def main() -> None:
    """Write the files, or check them."""
    contents = {
        IMAGES / "terminal.svg": terminal_picture(),
        IMAGES / "familiarity.svg": familiarity_figure(),
        PAGE: with_reference_section(PAGE.read_text("utf-8")).encode(),
        FORMATS_PAGE: with_formats_table(FORMATS_PAGE.read_text("utf-8")).encode(),
    }
    for path, content in contents.items():
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            raise SystemExit(f"{path} is not what a run gives; write it with: python docs/generate.py")


if __name__ == "__main__":
    main()
