"""One synthetic survey as every platform exports it: the same people are counted, whoever wrote the file.

The expected numbers are counted from the people by the writers of tests/platform_exports.py.
"""

import csv
from functools import partial

import platform_exports as exports
import pytest

from partysurvey.pipeline.analysis import Request, run
from partysurvey.report.accounting import Style
from partysurvey.survey import Absence

PEOPLE = exports.people()
LOSSY = {"tells_skips": False}
WORDED = {"sex": exports.SEX, "level": exports.LEVELS, "training": exports.TRAINING, "views": exports.VIEWS}
CODED = {"sex": "12", "level": "12345", "training": exports.TRAINING, "views": "12345"}
LIME = {"sex": ["A1", "A2"], "level": ["A1", "A2", "A3", "A4", "A5"], "views": ["A1", "A2", "A3", "A4", "A5"]}
NAMES = {"sex": ["s1", "s2"], "level": ["l1", "l2", "l3", "l4", "l5"], "views": ["v1", "v2", "v3", "v4", "v5"],
         "training": ["policy", "writing", "counselling", "other"]}  # fmt: skip
write = exports.csv_bytes
quoted = partial(write, quoting=csv.QUOTE_ALL)

# id: rows, bytes of them, dialect, labels of the options, does the platform tell skipped from blank
CASES = {
    "wjx_text": (exports.wenjuanxing_text, write, "wenjuanxing_text", WORDED, True),
    "wjx_text_bom_dot": (
        partial(exports.wenjuanxing_text, sign=". ", user=True),
        partial(write, encoding="utf-8-sig"),
        "wenjuanxing_text",
        WORDED,
        True,
    ),
    "wjx_text_gbk_full": (
        partial(exports.wenjuanxing_text, brackets="（）"),
        partial(write, encoding="gb18030"),
        "wenjuanxing_text",
        WORDED,
        True,
    ),
    "wjx_text_no_numbers": (partial(exports.wenjuanxing_text, numbers=False), write, "wenjuanxing_text", WORDED, True),
    "wjx_code": (exports.wenjuanxing_code, write, "wenjuanxing_code", CODED, True),
    "wjx_code_total": (partial(exports.wenjuanxing_code, total=True), write, "wenjuanxing_code", CODED, True),
    "wjx_code_2018": (partial(exports.wenjuanxing_code, age="2018"), write, "wenjuanxing_code", CODED, True),
    "wjx_code_2019": (partial(exports.wenjuanxing_code, age="2019"), write, "wenjuanxing_code", CODED, True),
    "tengxun": (exports.tengxun, partial(quoted, tail=","), "tengxun", WORDED, False),
    "tengxun_2021": (partial(exports.tengxun, new=False), partial(quoted, tail=","), "tengxun", WORDED, False),
    "jinshuju": (exports.jinshuju, partial(write, encoding="utf-8-sig"), "jinshuju", WORDED, False),
    "qualtrics": (exports.qualtrics, write, "qualtrics", WORDED, False),
    "qualtrics_numeric": (
        partial(exports.qualtrics, numeric=True),
        write,
        "qualtrics",
        {"sex": "12", "level": ["11", "12", "13", "24", "25"], "training": exports.TRAINING, "views": "54321"},
        False,
    ),
    "qualtrics_legacy": (
        partial(exports.qualtrics, legacy=True),
        partial(quoted, encoding="utf-8-sig", tail=","),
        "qualtrics_legacy",
        WORDED,
        False,
    ),
    "limesurvey_code": (
        exports.limesurvey,
        partial(quoted, encoding="utf-8-sig", separator=";"),
        "limesurvey_code",
        {**LIME, "training": ["SQ001", "SQ002", "SQ003", "other"]},
        False,
    ),
    "limesurvey_full": (
        partial(exports.limesurvey, headings="full", full=True),
        partial(quoted, encoding="utf-8-sig", separator=";"),
        "limesurvey_full",
        WORDED,
        None,
    ),
    "limesurvey_codetext": (
        partial(exports.limesurvey, headings="codetext", full=True),
        partial(quoted, separator=";"),
        "limesurvey_codetext",
        WORDED,
        None,
    ),
    "google": (exports.google, write, "google_forms", WORDED, False),
    "google_semicolon": (
        partial(exports.google, timestamp="时间戳记", joiner=";"),
        write,
        "google_forms",
        WORDED,
        False,
    ),
    "kobo": (exports.kobo, partial(quoted, separator=";"), "kobo", NAMES, False),
    "kobo_summary": (partial(exports.kobo, details=False), partial(quoted, separator=";"), "kobo", NAMES, False),
    "kobo_labels": (partial(exports.kobo, labels=True), partial(quoted, separator=";"), "kobo", WORDED, False),
    "kobo_hxl": (partial(exports.kobo, hxl=True), partial(quoted, separator=";"), "kobo_hxl", NAMES, False),
    "redcap_raw": (exports.redcap, write, "redcap_raw", {**CODED, "training": "1234"}, False),
    "redcap_labels": (partial(exports.redcap, labels=True), write, "redcap_labels", WORDED, False),
    "surveymonkey": (exports.surveymonkey, write, "surveymonkey", WORDED, False),
}


def analysis_of(path, **options):
    return run(Request(file=path, min_group=1, **options))


def found_counts(analysis):
    """[(labels with n, base, not asked, blank)] of everything with options, in the order of the questionnaire."""
    return [
        (
            {share.label.zh: share.n for share in result.options},
            result.base.n,
            result.absent.get(Absence.NOT_ASKED, 0),
            result.absent.get(Absence.BLANK, 0),
        )
        for result in analysis.estimates.results
        if result.options
    ]


def expected_counts(names, tells_skips):
    truth = exports.counts(PEOPLE, tells_skips=bool(tells_skips))
    if tells_skips is None:  # LimeSurvey tells it of multiple choices only
        truth["training"] = exports.counts(PEOPLE)["training"]
    for question, count in truth.items():
        labels = names.get(question, names["views"])
        told = dict(zip(labels, count.n.values(), strict=True))
        yield question, (told, count.base, count.not_asked, count.blank)


@pytest.mark.parametrize("case", CASES)
def test_everybody_is_counted_as_the_writer_counted_them(case, tmp_path):
    rows, written, dialect, names, tells_skips = CASES[case]
    path = tmp_path / "answers.csv"
    path.write_bytes(written(rows(PEOPLE)))
    analysis = analysis_of(path)
    assert analysis.provenance.dialect == dialect
    found = found_counts(analysis)
    for question, wanted in expected_counts(names, tells_skips):
        if case == "jinshuju" and question in exports.ROWS:
            continue  # how it heads a matrix is not known
        assert wanted in found, question
    assert not any(analysis.accounting.unknown.values())


@pytest.mark.parametrize("case", CASES)
def test_no_personal_data_reach_the_results(case, tmp_path):
    rows, written, *_ = CASES[case]
    path = tmp_path / "answers.csv"
    path.write_bytes(written(rows(PEOPLE)))
    told = analysis_of(path).to_json(Style())
    assert not [secret for secret in exports.SECRETS if secret in told]
    assert "自己写的" not in told
