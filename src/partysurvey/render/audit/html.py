"""The text with every claim marked by its verdict: one HTML file without scripts, links or fonts from elsewhere.

Each mark has a sign beside the colour, and a number that leads to its reason below the text and back.
"""

from collections.abc import Iterator, Sequence
from html import escape

from partysurvey.audit.judgement import Audit, Judgement
from partysurvey.render.audit.document import reason, summary
from partysurvey.render.audit.naming import Naming
from partysurvey.render.audit.words import MARKS, VERDICTS
from partysurvey.survey import Language, Text

STYLE = """
:root { color-scheme: light dark }
body { font: 17px/1.8 "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2.5rem }
.text { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ccc; border-radius: 4px;
  padding: 1rem 1.2rem }
mark { padding: 0 .15em; border-bottom: 2px solid; color: inherit; border-radius: 2px }
mark a { font: .7em/1 sans-serif; vertical-align: super; text-decoration: none; color: inherit }
.reproduced { background: #d8f0d8; border-color: #2e7d32 }
.feasible { background: #eef5e4; border-color: #7a9a4b; border-bottom-style: dotted }
.feasible_for { background: #fff1c9; border-color: #b07a00; border-bottom-style: dashed }
.impossible { background: #ffd5d1; border-color: #b3261e; border-bottom-style: double; border-bottom-width: 4px }
.contradicted { background: #f7d3ec; border-color: #8e24aa; border-bottom-style: double; border-bottom-width: 4px }
.not_checkable { background: #ececec; border-color: #777; border-bottom-style: dotted }
ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; font-size: .9rem }
ol { padding-left: 2.6rem; font-size: .95rem } li { overflow-wrap: anywhere }
li:target, mark:target { outline: 2px solid }
.place { color: #666 }
@media (prefers-color-scheme: dark) {
  body { color: #e8e8e8; background: #161616 } .text { border-color: #555 } .place { color: #aaa }
  .reproduced { background: #1d3b20 } .feasible { background: #2c331f } .feasible_for { background: #443610 }
  .impossible { background: #5a1f1b } .contradicted { background: #4a1f45 } .not_checkable { background: #333 } }
@media print { body { margin: 0; max-width: none } .text { border: 0; padding: 0 } mark[class] { background: none } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def audit_html(audit: Audit, naming: Naming, language: Language) -> str:
    """The page; of a claims file only the list of claims with their reasons."""
    title = Text(f"核对：{audit.source}", f"Audit of {audit.source}").into(language)
    text = "".join(_marked(naming.prose.text, audit.judgements)) if naming.prose else ""
    parts = (
        "<!doctype html>",
        f'<html lang="{"zh-Hans" if language == "zh" else "en"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{escape(summary(audit).into(language))}</p>",
        *_legend(audit, language),
        f'<div class="text">{text}</div>' if text else "",
        f"<h2>{Text('逐条说明', 'Claim by claim').into(language)}</h2><ol>",
        *(_item(place, each, naming, language) for place, each in enumerate(audit.judgements, 1)),
        "</ol></body></html>",
    )
    return "\n".join(filter(None, parts)) + "\n"


def _legend(audit: Audit, language: Language) -> Iterator[str]:
    used = {judgement.verdict for judgement in audit.judgements}
    yield '<ul class="legend">'
    for verdict, words in VERDICTS.items():
        if verdict in used:
            yield f'<li><mark class="{verdict.value}">{MARKS[verdict]} {escape(words.into(language))}</mark></li>'
    yield "</ul>"


def _marked(text: str, judgements: Sequence[Judgement]) -> Iterator[str]:
    """The text escaped, the claims marked; a claim within another one is only listed."""
    placed = sorted(
        ((each.claim.span, place, each) for place, each in enumerate(judgements, 1) if each.claim.span),
        key=lambda each: (each[0].start, -each[0].end),
    )
    position = 0
    for span, place, judgement in placed:
        if span.start >= position:
            yield escape(text[position : span.start])
            yield _mark(text[span.start : span.end], place, judgement)
            position = span.end
    yield escape(text[position:])


def _mark(words: str, place: int, judgement: Judgement) -> str:
    verdict = judgement.verdict
    link = f'<a href="#c{place}">{MARKS[verdict]}{place}</a>'
    return f'<mark class="{verdict.value}" id="t{place}">{escape(words)}{link}</mark>'


def _item(place: int, judgement: Judgement, naming: Naming, language: Language) -> str:
    claim, verdict = judgement.claim, judgement.verdict
    where = escape(naming.place(claim, language))
    back = f'<a class="place" href="#t{place}">{where}</a>' if naming.prose else f'<span class="place">{where}</span>'
    words = f"{MARKS[verdict]} {escape(VERDICTS[verdict].into(language))}"
    label = claim.label.into(language) or naming.figure(claim)
    figure = f"{label} {naming.figure(claim)}" if claim.label else label
    why = escape(reason(judgement).into(language))
    return f'<li id="c{place}">{back} <b>{escape(figure)}</b> <mark class="{verdict.value}">{words}</mark> {why}</li>'
