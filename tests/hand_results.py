"""A small survey with its results counted by hand: nothing here is computed by partysurvey.

50 cadres. Familiarity (Q7): 10 very familiar, 38 basically familiar, 2 very unfamiliar: 20 %, 76 %, 4 %.
Training (a multiple choice, 48 answered, 2 left it blank): 24, 12, 36 of them, 72 answers: 50 %, 25 %, 75 % of cases and
33.3 %, 16.7 %, 50 % of answers. Problems: a grid of two items. Age: mean 42. By part-time (30 yes, 17 no, 3 seconded).
Wilson intervals are from the closed formula with z = 1.959964, written out in `wilson`.
"""

from math import sqrt

from partysurvey.estimates.results import Association, Base, Estimates, GroupTest, Result, Share, Statistics
from partysurvey.report.accounting import Accounting, Provenance, Remark
from partysurvey.survey import (
    Absence,
    Band,
    Grid,
    Item,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Scale,
    SingleChoice,
    Text,
)

FAMILIAR = (
    Option("very_familiar", Text("很熟悉", "very familiar"), score=4),
    Option("basically_familiar", Text("基本熟悉", "basically familiar"), score=3),
    Option("very_unfamiliar", Text("很不熟悉", "very unfamiliar"), score=1),
)
SERIOUS = (
    Option("serious", Text("严重", "serious"), score=3),
    Option("so_so", Text("一般", "average"), score=2),
    Option("none", Text("不存在", "none"), score=1),
)
QUESTIONNAIRE = Questionnaire(
    id="organ_cadres",
    title=Text("机关党务干部调查", "Party-affairs cadres in city organs"),
    respondents=Text("党务干部", "cadres"),
    questions=(
        Scale(
            id="familiarity",
            number="7",
            text=Text("您对党务工作的熟悉程度", "How familiar are you with party-affairs work?"),
            options=FAMILIAR,
            nets=(Net("familiar", Text("熟悉", "familiar"), ("very_familiar", "basically_familiar")),),
        ),
        MultipleChoice(
            id="training",
            number="8",
            text=Text("您参加过哪些培训", "Which training did you attend?"),
            options=(
                Option("school", Text("党校集中轮训", "Courses at the party school")),
                Option("abroad", Text("外出考察学习", "Study visits")),
                Option(
                    "online",
                    Text(
                        "网络在线学习（包括干部网络学院、学习强国等平台的规定课程）",
                        "Online learning, including the prescribed courses of the cadres' network academy",
                    ),
                ),
            ),
        ),
        Grid(
            id="problems",
            text=Text("存在的问题", "Problems"),
            items=(
                Item("number", Text("人数不足", "too few people")),
                Item("quality", Text("素质不高", "low quality")),
            ),
            options=SERIOUS,
        ),
        Number(
            id="age",
            text=Text("年龄", "Age"),
            unit=Text("岁", "years"),
            bands=(
                Band("young", Text("35岁以下", "under 36"), None, 36),
                Band("older", Text("36岁以上", "36 and over"), 36),
            ),
        ),
        SingleChoice(
            id="part_time",
            text=Text("兼职还是专职", "Part-time or full-time"),
            options=(
                Option("yes", Text("兼职", "part-time")),
                Option("no", Text("专职", "full-time")),
                Option("seconded", Text("借调", "seconded")),
            ),
        ),
        OpenText(id="suggestion", text=Text("您的建议", "Your suggestions")),
    ),
)


def wilson(n, base, z=1.959964):
    """The interval of Wilson (1927) for n of base."""
    p, d = n / base, 1 + z * z / base
    middle, half = (p + z * z / 2 / base) / d, z * sqrt(p * (1 - p) / base + z * z / 4 / base / base) / d
    return max(middle - half, 0.0), min(middle + half, 1.0)


def share(option, label, n, base, **more):
    """The share of n of base; all None where the base is 0."""
    if not base:
        return Share(option, label, n, float(n), None, None, None, None, **more)
    low, high = wilson(n, base)
    return Share(option, label, n, float(n), n / base, sqrt(n / base * (1 - n / base) / base), low, high, **more)


def choice(question, counts, *, base=None, item=None, by=None, nets=(), **more):
    """The result of a question from the counts of its options; `more` are absent answers and statistics."""
    total = sum(counts) if base is None else base
    many = isinstance(question, MultipleChoice)
    options = getattr(question, "options", None) or question.bands
    return Result(
        question=question.id,
        item=item.code if item else None,
        kind=question.kind,
        text=question.text,
        item_label=item.label if item else None,
        by=by[0] if by else None,
        by_option=by[1] if by else None,
        by_label=by[2] if by else None,
        base=Base("cases" if many else "answered", total, float(total), float(total)),
        absent={kind: more.get("absent", {}).get(kind, 0) for kind in Absence},
        options=tuple(
            share(each.code, each.label, n, total, share_of_responses=n / sum(counts) if many and any(counts) else None)
            for each, n in zip(options, counts, strict=True)
        ),
        nets=tuple(share(code, label, n, total) for code, label, n in nets),
        statistics=more.get("statistics"),
        method="wilson",
    )


def scores(mean):
    """Statistics of scores of which only the mean is told."""
    return Statistics(mean, None, None, None, None, None, None, {})


FAMILIARITY, TRAINING, PROBLEMS, AGE, PART_TIME, SUGGESTION = QUESTIONNAIRE.questions
NET = ("familiar", Text("熟悉", "familiar"))
AGES = Statistics(
    mean=42.0, se=1.2, low=39.6, high=44.4, sd=8.5, min=24.0, max=60.0,
    quantiles={0.25: 35.0, 0.5: 42.0, 0.75: 49.5},
    histogram=((20.0, 30.0, 5, 0.1), (30.0, 40.0, 15, 0.3), (40.0, 50.0, 20, 0.4), (50.0, 60.0, 10, 0.2)),
    total=2100.0,
)  # fmt: skip


def toplines():
    """The results for everybody, in questionnaire order."""
    text = choice(PART_TIME, (31, 0, 0), base=31, absent={Absence.BLANK: 19})
    return (
        # (10·4 + 38·3 + 2·1) / 50 = 156 / 50 = 3.12
        choice(FAMILIARITY, (10, 38, 2), nets=((*NET, 48),), statistics=scores(3.12)),
        choice(TRAINING, (24, 12, 36), base=48, absent={Absence.BLANK: 2}),
        # (10·3 + 20·2 + 19·1) / 49 = 89 / 49; (5·3 + 15·2 + 30·1) / 50 = 1.5
        choice(PROBLEMS, (10, 20, 19), item=PROBLEMS.items[0], statistics=scores(89 / 49), absent={Absence.UNKNOWN: 1}),
        choice(PROBLEMS, (5, 15, 30), item=PROBLEMS.items[1], statistics=scores(1.5)),
        choice(AGE, (12, 38), statistics=AGES),
        choice(PART_TIME, (30, 17, 3)),
        Result(
            "suggestion",
            None,
            "text",
            SUGGESTION.text,
            None,
            None,
            None,
            None,
            Base("answered", 31, 31.0, 31.0),
            text.absent,
        ),
    )


def by_part_time(counts=((6, 24, 0), (4, 11, 2), (0, 3, 0))):
    """Familiarity of the three groups of the banner."""
    groups = zip(PART_TIME.options, counts, strict=True)
    return tuple(
        choice(
            FAMILIARITY,
            each,
            by=("part_time", option.code, option.label),
            nets=((*NET, each[0] + each[1]),),
            statistics=scores((each[0] * 4 + each[1] * 3 + each[2]) / max(sum(each), 1)),
        )
        for option, each in groups
    )


# scipy.stats.chi2_contingency([[6, 4, 0], [24, 11, 3], [0, 2, 0]]): 5.1641, df 4, p 0.2709; V = sqrt(5.1641 / 50 / 2)
TEST = Association("familiarity", None, "part_time", 5.164087, 4, 0.270872, 0.227246, 50, 0.12)

GROUP_TEST = GroupTest("familiarity", None, "part_time", "independence", "pearson", TEST.chi_square, (4,), TEST.p, 50, TEST.cramers_v, TEST.least_expected)  # fmt: skip
ESTIMATES = Estimates((toplines()[0], *by_part_time(), *toplines()[1:]), (TEST,), tests=(GROUP_TEST,))
ACCOUNTING = Accounting(
    rows=52, counted=50, dropped={"where": 2}, distributed=60, returned=54, valid=52,
    unknown={"problems.number": {"说不清": 1}},
)  # fmt: skip
REMARKS = (Remark("matched", Text("采用内置问卷 organ_cadres。", "The bundled questionnaire organ_cadres is used.")),)
PROVENANCE = Provenance("organ_cadres.csv", "organ_cadres", "bundled", "utf-8", "plain")
