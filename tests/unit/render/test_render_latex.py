"""A document as LaTeX: its structure, that its texts are no commands, and, where XeLaTeX is, that it can be set."""

import re
import shutil
import subprocess

import pytest
from every_number import SURVEYS, document_of, every_number
from hostile_document import TEXTS, hostile_document

from partysurvey.render.latex import document_tex, escaped
from partysurvey.report.document import Chart, Document, Heading, Paragraph, Table


@pytest.mark.parametrize("survey", SURVEYS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_stands_in_it(survey, language):
    document = document_of(survey, language)
    source = document_tex(document).decode()
    assert [text for _, text in every_number(document) if escaped(text) not in source] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("50% & $5 #1_a~^", r"50\% \& \$5 \#1\_a\textasciitilde{}\textasciicircum{}"),
        ("a--b---c -1", "a-{}-b-{}-{}-c -1"),
        ("[A]*", "{[}A{]}{*}"),
        (
            '"it\'s" `x` <|>',
            r"\textquotedbl{}it\textquotesingle{}s\textquotedbl{} \textasciigrave{}x\textasciigrave{} \textless{}\textbar{}\textgreater{}",
        ),
        ("one\ntwo\x07", "one two "),
        ("很熟悉（76%）", r"很熟悉（76\%）"),
    ],
)
def test_signs_are_signs(text, expected):
    assert escaped(text) == expected


def test_the_commands_of_a_hostile_document_are_those_of_a_tame_one():
    """Texts add no command but those of their signs, and no group that is not closed."""
    hostile = document_tex(hostile_document()).decode()
    commands = set(re.findall(r"\\([a-zA-Z]+)", hostile))
    assert not commands & {"input", "alpha", "write", "read"}
    assert balance(hostile) == 0
    assert hostile.count("\\begin{longtable}") == hostile.count("\\end{longtable}") == 2


def balance(source: str) -> int:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", source, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    return depth


def test_every_row_has_the_cells_of_its_table():
    source = document_tex(document_of()).decode()
    for specification, body in re.findall(r"\\begin\{longtable\}\{(.*?)\}\n(.*?)\\end\{longtable\}", source, re.DOTALL):
        columns = len(re.findall(r"[LR]\{", specification + "}"))
        widths = [float(width) for width in re.findall(r"\{([\d.]+)", specification)]
        assert 0.98 < sum(widths) <= 1
        rows = [line for line in body.split("\n") if line.endswith(r" \\") and not line.startswith(r"\caption")]
        for row in rows:
            spans = sum(int(span) - 1 for span in re.findall(r"\\multicolumn\{(\d+)\}", row))
            assert len(re.findall(r"(?<!\\)&", row)) + 1 + spans == columns


def test_tables_and_figures_are_those_of_the_document():
    document = document_of()
    source = document_tex(document, "draft_figures").decode()
    tables = [escaped(block.title) for block in document.blocks if isinstance(block, Table)]
    assert re.findall(r"\\caption\{(.*)\}\\\\", source) == tables
    charts = [f"draft_figures/{block.name}.png" for block in document.blocks if isinstance(block, Chart)]
    assert re.findall(r"\\detokenize\{(.*?)\}", source) == charts
    assert "includegraphics" not in document_tex(document, None).decode()


def test_xelatex_sets_a_hostile_document(tmp_path):
    if shutil.which("xelatex") is None:
        pytest.skip("xelatex is not installed")
    document = hostile_document("zh")
    title = Heading("标题 " + TEXTS[0], 1)
    (tmp_path / "draft.tex").write_bytes(document_tex(Document((title, *document.blocks[1:]), "zh"), None))
    command = ["xelatex", "-interaction=nonstopmode", "-no-shell-escape", "-no-pdf", "draft.tex"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120).stdout.decode(
        "utf-8", "replace"
    )
    errors = re.findall(r"^! (?!.*pzdr).*", told, re.MULTILINE)  # a font of hyperref that small installations lack
    if "ctexart.cls' not found" in told:
        pytest.skip("ctex is not installed")
    assert errors == []
    assert (tmp_path / "draft.xdv").exists()


def test_paragraphs_are_apart():
    source = document_tex(Document((Paragraph("one"), Paragraph("two")))).decode()
    assert "one\n\ntwo\n" in source
