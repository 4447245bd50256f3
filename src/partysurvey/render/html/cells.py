"""The cells of all tables that can be picked, as data in the page: sums and what was estimated from them, no row.

What is protected stands there as its mark alone, so that it cannot be found in the page either.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from partysurvey.estimates.results import Result, Share, Statistics
from partysurvey.render.wrapping import printable
from partysurvey.report import wording
from partysurvey.report.addresses import address_text
from partysurvey.report.document import HIDDEN, Address, Row
from partysurvey.report.formats import Number
from partysurvey.report.picking import Group, Pick, Picked, Picker
from partysurvey.report.protection import has_hidden_options
from partysurvey.survey import Language, Text

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json] | None"

HEADS = {
    "share": Text("列百分比", "Column %"),
    "row": Text("行百分比", "Row %"),
    "total": Text("总百分比", "Total %"),
    "n": wording.COUNT,
    "weighted": Text("加权人数", "Weighted n"),
}
BASES = {"weighted": wording.WEIGHTED_BASE, "effective": wording.EFFECTIVE_BASE}
WORDS = {
    "stub": wording.OPTION,
    "statistic": wording.STATISTIC,
    "number": wording.VALUE,
    "above": wording.ABOVE,
    "rest": wording.AGAINST_REST,
}


def picker_cells(picker: Picker, language: Language) -> str:
    """The data as JSON that may stand within an element of a page."""
    texts: dict[str, int] = {}
    questions = [_question(question, texts, language) for question in picker.questions]
    data: Json = {
        "words": _words(picker, language),
        "digits": picker.digits,
        "hidden": HIDDEN,
        "questions": questions,
        "texts": list(texts),
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


def _words(picker: Picker, language: Language) -> dict[str, Json]:
    """The fixed words of the tables; of what is shown, of bases and beneath by their names."""
    families = {"values": HEADS, "bases": BASES}
    words: dict[str, Json] = {name: text.into(language) for name, text in WORDS.items()}
    words |= {family: {name: text.into(language) for name, text in texts.items()} for family, texts in families.items()}
    said: Json = {
        name: wording.sentence([wording.BANNER_TABLE_SHOWS[name].into(language)], language) for name in ("row", "total")
    }
    return words | {"said": said, "interval": picker.interval_head}


def is_weighted(result: Result) -> bool:
    """Whether the weights of the base are not the people themselves."""
    return result.base.weighted != result.base.n or result.base.effective != result.base.n


def _question(question: Picked, texts: dict[str, int], language: Language) -> Json:
    """A question: its rows, and its groups by the banner, "" for none."""
    everybody = question.picks[0].groups[0].result
    options = [_row(share, "option", language) for share in everybody.options]
    nets = [_row(share, "net", language) for share in everybody.nets]
    return {
        "title": printable(question.title),
        "base": question.base,
        "rows": [*options, *nets],
        "everybody": _group(question.picks[0].groups[0], question.picks[0].statistics),
        "by": {pick.banner.id if pick.banner else "": _pick(pick, texts) for pick in question.picks},
    }


def _row(share: Share, role: str, language: Language) -> Json:
    return [share.option, printable(share.label.into(language)), role]


def _statistic_row(row: Row) -> Json:
    """Name, stub and decimals."""
    return [row.of.stat, row.stub, row.format.digits if isinstance(row.format, Number) else 0]


def _pick(pick: Pick, texts: dict[str, int]) -> Json:
    """The groups besides everybody, and the numbers of the texts beneath."""
    notes, methods = (
        [texts.setdefault(printable(text), len(texts)) for text in said] for said in (pick.notes, pick.methods)
    )
    return {
        "title": printable(pick.banner.label) if pick.banner else "",
        "statistics": [_statistic_row(row) for row in pick.statistics],
        "groups": [_group(group, pick.statistics) for group in pick.groups[1:]],
        "notes": [*notes],
        "methods": [*methods],
    }


def _group(group: Group, rows: Sequence[Row]) -> Json:
    """Its name and address, base (n, weighted, effective), and its cells: of options and nets, of statistics."""
    result = group.result
    address = Address(result.question, result.item, result.by, result.by_option, None, "")
    shares = zip((*result.options, *result.nets), group.shares, strict=True)
    nothing = HIDDEN if result.hidden or has_hidden_options(result) else None
    statistics = result.statistics
    return {
        "head": printable(group.head),
        "of": address_text(address),
        "letter": result.letter,
        "base": HIDDEN if result.hidden else [_exact(number) for number in _bases(result)],
        "cells": [_cell(share, shown) for share, shown in shares],
        "statistics": [_statistic(statistics, row.of.stat or "") if statistics else nothing for row in rows],
    }


def _bases(result: Result) -> Iterator[float | None]:
    base = result.base
    yield from (base.n, base.weighted, base.effective)


def _cell(share: Share, shown: float | None) -> Json:
    """Count, weighted count, share of the column, the row and all, the ends of the interval, letters."""
    if share.hidden:
        return HIDDEN
    numbers = (share.n, share.weighted, shown, share.row_share, share.total_share, share.low, share.high)
    return [*map(_exact, numbers), " ".join(share.letters)]


def _statistic(statistics: Statistics, stat: str) -> Json:
    """The value; of a mean also the ends of its interval and its letters."""
    if stat == "median":
        return [_exact(statistics.quantiles.get(0.5))]
    value = _exact(getattr(statistics, stat))
    if stat != "mean":
        return [value]
    return [value, _exact(statistics.low), _exact(statistics.high), " ".join(statistics.letters)]


def _exact(number: float | None) -> float | int | None:
    """The number with the digits that documents round from; whole ones without a fraction."""
    if number is None:
        return None
    exact = float(format(number, ".15g"))
    return int(exact) if exact.is_integer() else exact
