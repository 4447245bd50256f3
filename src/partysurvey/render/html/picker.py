"""The table that the reader of a page picks: its choices and, as data, the cells that `picker.js` makes it from."""

from collections.abc import Mapping
from html import escape

from partysurvey.render.html.cells import is_weighted, picker_cells
from partysurvey.render.html.tables import text_html
from partysurvey.report import wording
from partysurvey.report.picking import Picker
from partysurvey.survey import Language, Text

TITLE = Text("自选交叉表", "Pick a table")
QUESTION = Text("题目", "Question")
BANNER = Text("分组", "Breakdown")
ALONE = Text("不分组", "none")
NUMBERS = Text("数值", "Numbers")
BASE = Text("基数", "Base")
VALUES = {
    "share": Text("列百分比", "column percent"),
    "row": Text("行百分比", "row percent"),
    "total": Text("总百分比", "total percent"),
    "n": Text("人数", "respondents"),
}
WEIGHTED_VALUES = {**VALUES, "weighted": Text("加权人数", "weighted count")}
BASES = {
    "n": Text("人数（未加权）", "respondents (unweighted)"),
    "weighted": wording.WEIGHTED_BASE,
    "effective": wording.EFFECTIVE_BASE,
}
SWITCHES = {
    "counts": Text("附人数", "with counts"),
    "intervals": Text("附置信区间", "with intervals"),
    "letters": Text("附显著性标记", "with marks of significance"),
}
LETTERS = "letters"  # shown from the beginning


def picker_html(picker: Picker, language: Language) -> str:
    """The choices, the place of the table and its cells; it stays hidden without the script."""
    title = TITLE.into(language)
    return "".join(
        (
            f'<section id="pick" aria-labelledby="pick-title" hidden><h2 id="pick-title">{title}</h2>',
            f'<div class="choices" role="group" aria-labelledby="pick-title">{_choices(picker, language)}</div>',
            '<p class="heard" role="status" id="pick-status"></p>',
            f'<div class="wide" id="pick-table" tabindex="0" role="region" aria-label="{title}"></div>',
            '<ul class="notes" id="pick-notes"></ul>',
            f'<script type="application/json" id="cells">{picker_cells(picker, language)}</script></section>',
        )
    )


def _choices(picker: Picker, language: Language) -> str:
    picks = [pick for question in picker.questions for pick in question.picks]
    weighted = any(is_weighted(group.result) for pick in picks for group in pick.groups)
    questions = {str(place): question.title for place, question in enumerate(picker.questions)}
    banners = {pick.banner.id: pick.banner.label for pick in picks if pick.banner}
    chosen = (
        _select("question", QUESTION.into(language), questions),
        _select("by", BANNER.into(language), {**banners, "": ALONE.into(language)}),
        _select("value", NUMBERS.into(language), _into(WEIGHTED_VALUES if weighted else VALUES, language)),
        _select("base", BASE.into(language), _into(BASES, language)) if weighted else "",
    )
    switches = (_switch(name, words.into(language)) for name, words in SWITCHES.items())
    return f'{"".join(chosen)}<div class="switches">{"".join(switches)}</div>'


def _into(named: Mapping[str, Text], language: Language) -> dict[str, str]:
    return {name: text.into(language) for name, text in named.items()}


def _select(name: str, label: str, named: Mapping[str, str]) -> str:
    options = "".join(f'<option value="{escape(value)}">{text_html(words)}</option>' for value, words in named.items())
    return f'<label>{label} <select id="pick-{name}">{options}</select></label>'


def _switch(name: str, label: str) -> str:
    checked = " checked" * (name == LETTERS)
    return f'<label><input type="checkbox" id="pick-{name}"{checked}> {label}</label>'
