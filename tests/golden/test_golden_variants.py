"""The same survey in the other shapes that platforms hand it out in: everybody is counted, whatever the shape.

The expected numbers are counted by the writers of tests/platform_variants.py from the people, not from the files.
"""

import platform_exports as exports
import platform_variants as variants
import pytest
import sav_bytes as sav
from platform_variants import CHANNELS, COMMAS, channel, first_places, habit, sex, ticks, views

from partysurvey.cli.app import status
from partysurvey.pipeline.analysis import Request, run
from partysurvey.survey import Absence

TRAINING = exports.TRAINING
ZH_CHANNELS = ("网络", "会议", "其他")
JUDGED = [views(0), views(1), views(2)]
ALL_HABITS = [habit(place, ("No", "Yes")) for place in range(3)]
NUMBERS = [views(row, "12345") for row in range(3)]
LIME = [sex(), channel(ZH_CHANNELS), ticks(TRAINING), *JUDGED, first_places()]
LIME_CODED = [sex("MF"), channel(("A1", "A2", "-oth-")), ticks(("SQ001", "SQ002", "SQ003", "other")),
              first_places(("R0", "R1", "R2"))]  # fmt: skip
MONKEY = [sex(), channel(), ticks(COMMAS), *JUDGED]
KOBO = [sex(("s0", "s1")), ticks(("policy", "writing_notes", "counselling", "other")),
        *(habit(place, ("no", "yes")) for place in range(3))]  # fmt: skip
STAMPS = ("6/3/2024 10:03:01", "2024/06/03 上午 10:03:01 GMT+8", "03.06.2024 10:03:01", "2024-06-03T10:03:01.000Z",
          "2024/06/03 10:03:01 AM GMT+8", "3/6/2024, 10:03:01")  # fmt: skip
GOOGLE = [sex(), ticks((*COMMAS[:3], "Other")), *JUDGED[:2]]
HAND = [sex(), ticks(TRAINING), variants.GROUPS]

# id: bytes of the file, dialect, what has to be found
CASES = {
    **{f"wjx_{sign}": (variants.wenjuanxing(sign), "wenjuanxing_text",
                       [sex(), ticks(TRAINING), channel(("网络", "会议", "其他【请注明】")), first_places(), *JUDGED])
       for sign in ("、", ".", ". ", "．", "：", ":", "，")},
    "wjx_code_open": (variants.wenjuanxing_without_boxes(), "wenjuanxing_code", [sex("12")]),
    "tengxun": (variants.tengxun(), "tengxun", [sex(), ticks(TRAINING), channel(ZH_CHANNELS), *JUDGED]),
    **{f"jinshuju_{joiner!r}": (variants.jinshuju(joiner, "是否同意—{}"), "jinshuju", [sex(), ticks(TRAINING), *JUDGED])
       for joiner in ("，", ",", "、", ";", "；", "\n", "|", ", ", "┋")},
    **{f"jinshuju_{heading}": (variants.jinshuju("，", heading), "jinshuju", [sex(), ticks(TRAINING), *JUDGED])
       for heading in ("同意 - {}", "同意[{}]", "同意:{}", "同意：{}", "同意({})", "同意/{}", "同意_{}")},
    "qualtrics": (variants.qualtrics(), "qualtrics", [sex(), ticks(COMMAS), *JUDGED, *ALL_HABITS]),
    "qualtrics_previews": (variants.qualtrics(previews=9), "qualtrics", [sex(), ticks(COMMAS), *JUDGED, *ALL_HABITS]),
    "qualtrics_numeric_previews": (variants.qualtrics(numeric=True, previews=9), "qualtrics",
                                   [sex("12"), ticks(COMMAS), *NUMBERS]),
    "qualtrics_joined": (variants.qualtrics(split=False), "qualtrics", [sex(), ticks(("Policy,theory", *COMMAS[1:]))]),
    "qualtrics_joined_numbers": (variants.qualtrics(numeric=True, split=False), "qualtrics", [ticks("1234"), *NUMBERS]),
    "qualtrics_legacy": (variants.qualtrics(headers=2), "qualtrics_legacy", [sex(), ticks(COMMAS), *JUDGED]),
    "qualtrics_names": (variants.qualtrics(headers=1), "qualtrics_names", [sex(), ticks(COMMAS), *JUDGED]),
    "qualtrics_names_numbers": (variants.qualtrics(numeric=True, headers=1), "qualtrics_names", [ticks("1234"), *NUMBERS]),
    "limesurvey": (variants.limesurvey(), "limesurvey_code", LIME_CODED),
    "limesurvey_10": (variants.limesurvey(words=("1", "0", "")), "limesurvey_code", LIME_CODED),
    "limesurvey_names": (variants.limesurvey(brackets=False), "limesurvey_code", LIME_CODED),
    "limesurvey_full": (variants.limesurvey("full", ("Yes", "No", "N/A")), "limesurvey_full", LIME),
    "limesurvey_zh": (variants.limesurvey("full", ("是", "否", "不适用")), "limesurvey_full", LIME),
    "limesurvey_de": (variants.limesurvey("full", ("Ja", "Nein", "N/A"), separator=","), "limesurvey_full", LIME),
    "limesurvey_blanks": (variants.limesurvey("full", ("Yes", "No", "N/A"), blanks="_"), "limesurvey_full", LIME),
    "limesurvey_both": (variants.limesurvey("codetext", ("Yes", "No", "N/A")), "limesurvey_codetext", LIME),
    **{f"google_{stamp}": (variants.google(stamp), "google_forms", GOOGLE) for stamp in STAMPS},
    "google_forms_zip": (variants.google(STAMPS[4], ";", "时间戳记"), "google_forms", GOOGLE),
    "kobo_both": (variants.kobo(), "kobo", KOBO),
    "kobo_details": (variants.kobo(summary=False), "kobo", KOBO),
    "kobo_summary": (variants.kobo(details=False), "kobo", KOBO),
    "odk_split": (variants.odk_central(), "kobo", [sex(("s0", "s1")), ticks(("policy", "writing", "counselling", "other"))]),
    "odk_joined": (variants.odk_central(split=False), "kobo", [ticks(("policy", "writing", "counselling", "other"))]),
    "redcap": (variants.redcap(), "redcap_raw", [sex("12"), ticks(("1", "2", "-9", "ot"))]),
    "surveymonkey": (exports.csv_bytes(variants.surveymonkey_rows()), "surveymonkey", MONKEY),
    "surveymonkey_named": (exports.csv_bytes(variants.surveymonkey_rows(named_other=True)), "surveymonkey", MONKEY),
    "surveymonkey_numbers": (exports.csv_bytes(variants.surveymonkey_rows(numeric=True)), "surveymonkey",
                             [sex("12"), channel(), ticks(COMMAS), *JUDGED]),
    **{f"condensed_{joiner}": (variants.surveymonkey_condensed(joiner), "surveymonkey_condensed",
                               [sex(), ticks(("Policy", "Writing", "Counselling", "Other")), *JUDGED])
       for joiner in (", ", "; ", "|")},
    "hand": (variants.kept_by_hand(encoding="gb18030"), "hand_kept", HAND),
    "hand_ragged": (variants.kept_by_hand(padded=False), "hand_kept", HAND),
    "hand_semicolons": (variants.kept_by_hand(padded=False, separator=";", encoding="utf-8-sig"), "hand_kept", HAND),
    "hand_tabs": (variants.kept_by_hand(separator="\t", encoding="utf-16"), "hand_kept", HAND),
    "hand_no_titles": (variants.kept_by_hand(titles=False), "hand_kept", HAND),
    "hand_sums_alone": (variants.kept_by_hand(titles=False, two_rows=False), "hand_kept", HAND[:2]),
    "hand_titles_alone": (variants.kept_by_hand(two_rows=False, sums=False), "hand_kept", HAND),
}  # fmt: skip


def found(path, **options):
    """The dialect, how many people were counted, and (n per label, base) of everything with options."""
    analysis = run(Request(file=path, min_group=1, **options))
    counts = [({share.label.zh: share.n for share in each.options}, each.base.n) for each in analysis.estimates.results]
    return analysis, [(n, base) for n, base in counts if n]


@pytest.mark.parametrize("case", CASES)
def test_everybody_is_counted_in_every_shape(case, tmp_path):
    data, dialect, expected = CASES[case]
    path = tmp_path / "answers.csv"
    path.write_bytes(data)
    analysis, counts = found(path)
    assert (analysis.provenance.dialect, analysis.accounting.counted) == (dialect, len(variants.PEOPLE))
    assert [each for each in expected if each not in counts] == []
    assert not any(analysis.accounting.unknown.values())


@pytest.mark.parametrize("case", CASES)
def test_nothing_personal_and_nothing_typed_is_told(case, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_bytes(CASES[case][0])
    for command in (("analyze", "--min-group", "1", "--format", "json"), ("validate",)):
        assert status([command[0], str(path), *command[1:]]) in {0, 1}, command
        told = capsys.readouterr()
        assert not [secret for secret in variants.SECRETS if secret in told.out + told.err], command


def test_previews_are_left_out_by_reason(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_bytes(variants.qualtrics(previews=9))
    analysis, _ = found(path)
    assert (analysis.accounting.rows, analysis.accounting.dropped["preview"]) == (129, 9)


def test_a_header_merged_over_its_columns_is_that_of_the_platform(tmp_path):
    variants.surveymonkey_merged(tmp_path / "answers.xlsx")
    analysis, counts = found(tmp_path / "answers.xlsx")
    assert analysis.provenance.dialect == "surveymonkey"
    assert [each for each in MONKEY if each not in counts] == []
    assert CHANNELS[2] in counts[1][0]


def absent(person):
    return -3 if person.training == exports.SKIP else -2


def spss_variables(ticked, crossed):
    """Ticks in four variables, the same answers named one after the other in four more."""
    people = variants.PEOPLE
    kinds = {-3: "跳过", -2: "未答"}
    yield sav.Variable("SEX", "您的性别", [p.sex + 1 for p in people], {1: "男", 2: "女"})
    for k, label in enumerate(TRAINING):
        values = [(ticked if k in p.training else crossed) if variants.chosen(p) else absent(p) for p in people]
        yield sav.Variable(f"TR{k + 1}", label, values, kinds, missing=(-3, -2))
    named = dict(enumerate(TRAINING, start=1)) | kinds
    for k in range(4):
        given = [sorted(variants.chosen(p)) for p in people]
        values = [
            each[k] + 1 if len(each) > k else (absent(p) if not each and not k else None)
            for each, p in zip(given, people, strict=True)
        ]
        yield sav.Variable(f"ME{k + 1}", f"第{k + 1}个", values, named, span=(-3, -2))


@pytest.mark.parametrize(
    ("ticked", "crossed", "written"),
    [
        (1, 0, {}),
        (2, 1, {"codec": "gbk", "code_page": 936, "declared": ""}),
        (1, 2, {"codec": "gbk", "code_page": 1252, "declared": ""}),
    ],
)
def test_multiple_response_sets_are_one_question(tmp_path, ticked, crossed, written):
    sets = (
        sav.ResponseSet("train", "希望的培训", ("TR1", "TR2", "TR3", "TR4"), ticked),
        sav.ResponseSet("named", "提到的培训", ("ME1", "ME2", "ME3", "ME4")),
    )
    path = tmp_path / "answers.sav"
    path.write_bytes(sav.sav_bytes(list(spss_variables(ticked, crossed)), sets=sets, **written))
    analysis, counts = found(path)
    assert counts == [sex(), ticks(TRAINING), ticks(TRAINING)]
    skipped = sum(p.training == exports.SKIP for p in variants.PEOPLE)
    assert [each.absent[Absence.NOT_ASKED] for each in analysis.estimates.results[1:]] == [skipped, skipped]
