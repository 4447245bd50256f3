"""Estimates as JSON by the contract `partysurvey.results/1` (schema: results.schema.json beside this file)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files

from partysurvey.estimates.results import Association, Compared, Estimates, GroupTest, Result, Share, Statistics
from partysurvey.report.accounting import Accounting, Provenance, Remark
from partysurvey.report.suppression import suppressions
from partysurvey.survey import Absence, Language, Text

SCHEMA = "partysurvey.results/1"
Json = Mapping[str, object]


def results_json(
    estimates: Estimates,
    accounting: Accounting,
    provenance: Provenance,
    remarks: Sequence[Remark] = (),
    language: Language = "zh",
) -> str:
    """The (already protected) estimates as indented JSON text with full precision, null for what is not there."""
    content = results_content(estimates, accounting, provenance, remarks, language)
    return results_text(content)


def results_text(content: Json) -> str:
    """The content as indented JSON text."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def results_schema() -> str:
    """The JSON Schema of the results as text."""
    return files("partysurvey.render").joinpath("results.schema.json").read_text("utf-8")


def results_content(
    estimates: Estimates,
    accounting: Accounting,
    provenance: Provenance,
    remarks: Sequence[Remark] = (),
    language: Language = "zh",
) -> Json:
    """The content of the JSON as plain mappings and lists, with keys in the order of the contract."""
    inference, design = estimates.inference, estimates.design
    return {
        "schema": SCHEMA,
        "language": language,
        "source": {
            "file": provenance.file,
            "rows": accounting.rows,
            "encoding": provenance.encoding,
            "dialect": provenance.dialect,
            **({"files": [asdict(file) for file in provenance.files]} if provenance.files else {}),
        },
        "questionnaire": {"id": provenance.questionnaire, "origin": provenance.origin},
        "accounting": _accounting(accounting, language),
        "inference": {
            "level": inference.level,
            "population": inference.population,
            "census": inference.census,
            **({} if design is None else {"design": asdict(design), "deff": inference.deff or "replace"}),
            **({} if estimates.compared is None else {"letters": _compared(estimates.compared)}),
        },
        "min_group": estimates.min_group,
        "notes": [{"code": remark.code, "text": remark.text.into(language)} for remark in remarks],
        "results": [_result(result, language) for result in estimates.results],
        "associations": [_association(association) for association in estimates.associations],
        "tests": [_test(test) for test in estimates.tests],
        "suppression": [asdict(each) for each in suppressions(estimates)],
    }


def _accounting(accounting: Accounting, language: Language) -> Json:
    return {
        "rows": accounting.rows,
        "counted": accounting.counted,
        "dropped": dict(accounting.dropped),
        "distributed": accounting.distributed,
        "returned": accounting.returned,
        "valid": accounting.valid,
        "unknown": {variable: dict(answers) for variable, answers in accounting.unknown.items()},
        "excluded": dict(accounting.excluded),
        "return_rate": accounting.return_rate,
        "valid_rate": accounting.valid_rate,
        "groups": [{**asdict(group), "label": group.label.into(language)} for group in accounting.groups],
        "dispositions": {kind.value: n for kind, n in accounting.cases.items()},
        "response_rates": None if accounting.rates is None else asdict(accounting.rates),
    }


def _result(result: Result, language: Language) -> Json:
    base = result.base
    return {
        "question": result.question,
        "item": result.item,
        "kind": result.kind,
        "text": result.text.into(language),
        "item_label": _label(result.item_label, language),
        "by": result.by,
        "by_option": result.by_option,
        "by_label": _label(result.by_label, language),
        "hidden": result.hidden,
        "method": result.method or None,
        **({} if result.df is None else {"df": result.df}),
        **({"letter": result.letter} if result.letter else {}),
        "base": {
            "kind": base.kind,
            "n": _whole(base.n),
            "weighted": _exact(base.weighted),
            "effective": _exact(base.effective),
        },
        "absent": {kind.value: None if result.hidden else _whole(result.absent.get(kind, 0)) for kind in Absence},
        "options": [_share(share, language) for share in result.options],
        "nets": [_share(share, language) for share in result.nets],
        "statistics": None if result.statistics is None else _statistics(result.statistics),
    }


def _share(share: Share, language: Language) -> Json:
    """The numbers that every share has, then those that its kind of question has."""
    extra = {
        "deff": share.deff,
        "share_of_responses": share.share_of_responses,
        "row_share": share.row_share,
        "total_share": share.total_share,
        "ranked_share": share.ranked_share,
        "mean_rank": share.mean_rank,
    }
    return {
        "option": share.option,
        "label": share.label.into(language),
        "n": _whole(share.n),
        "weighted": _exact(share.weighted),
        "share": _exact(share.share),
        "se": _exact(share.se),
        "low": _exact(share.low),
        "high": _exact(share.high),
        "hidden": share.hidden,
        **{name: _exact(value) for name, value in extra.items() if value is not None},
        **_letters(share),
    }


def _statistics(statistics: Statistics) -> Json:
    return {
        "mean": _exact(statistics.mean),
        "se": _exact(statistics.se),
        "low": _exact(statistics.low),
        "high": _exact(statistics.high),
        "sd": _exact(statistics.sd),
        "min": _exact(statistics.min),
        "max": _exact(statistics.max),
        "total": _exact(statistics.total),
        **({} if statistics.deff is None else {"deff": _exact(statistics.deff)}),
        **_letters(statistics),
        "quantiles": {f"{p:g}": _exact(value) for p, value in sorted(statistics.quantiles.items())},
        "histogram": [
            {"low": float(low), "high": float(high), "n": int(n), "share": float(share)}
            for low, high, n, share in statistics.histogram
        ],
    }


def _letters(compared: Share | Statistics) -> Json:
    """The letters with the adjusted p of each comparison, where there are any."""
    return {"letters": list(compared.letters), "letters_p": list(compared.letters_p)} if compared.letters else {}


def _association(association: Association) -> Json:
    return {
        "question": association.question,
        "item": association.item,
        "by": association.by,
        "method": association.method,
        "chi_square": _exact(association.chi_square),
        "df": _whole(association.df),
        "p": _exact(association.p),
        "cramers_v": _exact(association.cramers_v),
        "n": _whole(association.n),
        "least_expected": _exact(association.least_expected),
        "hidden": association.hidden,
    }


def _compared(compared: Compared) -> Json:
    how = compared.how
    return {
        "against": how.against,
        "adjustment": how.adjustment,
        "looser_level": how.looser,
        "minimum_base": how.minimum_base,
        "shares": compared.shares,
        "means": dict(compared.means),
    }


def _test(test: GroupTest) -> Json:
    return {
        "question": test.question,
        "item": test.item,
        "by": test.by,
        "name": test.name,
        "method": test.method or None,
        "statistic": _exact(test.statistic),
        "df": [float(df) for df in test.df],
        "p": _exact(test.p),
        "n": _whole(test.n),
        "cramers_v": _exact(test.cramers_v),
        "least_expected": _exact(test.least_expected),
        "shown_only": test.shown_only,
        "hidden": test.hidden,
    }


def _label(text: Text | None, language: Language) -> str | None:
    return None if text is None else text.into(language)


def _whole(number: int | None) -> int | None:
    """The number as Python's own, also when it comes from an array."""
    return None if number is None else int(number)


def _exact(number: float | None) -> float | None:
    return None if number is None else float(number)
