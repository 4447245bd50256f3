"""The sample data: made again byte for byte, and counted with Python's csv module alone, without partysurvey."""

import csv
import os
import subprocess
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean, median

import pytest
from figures import REPORTS, published_report

SAMPLES = Path(__file__).parents[2] / "sample_data"

Rows = list[dict[str, str]]

# How each figure reads in the files themselves, written by hand from the headers and answers (not from the
# questionnaires): report, figure, column, answers that count, {column: answers} of those who are counted.
SHARES = [
    ("organ_cadres", "bachelor_and_above", "3、您的学历", {"本科", "研究生及以上"}, {}),
    ("organ_cadres", "three_and_more_cadres", "16、本单位党务干部人数（含兼职）", {"3名及以上"}, {}),
    ("organ_cadres", "only_1_cadre", "16、本单位党务干部人数（含兼职）", {"只有1名"}, {}),
    ("organ_cadres", "tenure_1_to_5", "9、您从事党务工作的年限", {"1—5年"}, {}),
    ("organ_cadres", "basically_familiar", "17、您对党务工作的熟悉程度", {"基本熟悉"}, {}),
    ("organ_cadres", "very_familiar", "17、您对党务工作的熟悉程度", {"很熟悉"}, {}),
    ("organ_cadres", "very_unfamiliar", "17、您对党务工作的熟悉程度", {"很不熟悉"}, {}),
    ("organ_cadres", "average_enthusiasm", "18、您对党务工作的工作热情", {"一般"}, {}),
    ("organ_cadres", "average_prospects", "19、您认为党务干部的发展前途", {"一般"}, {}),
    ("organ_cadres", "not_very_important", "20、您认为机关党建对中心工作的重要性", {"不十分重要"}, {}),
    ("organ_cadres", "elected", "11、您担任现任党务职务的产生方式", {"换届选举"}, {}),
    ("organ_cadres", "young", "2、您的年龄（周岁）", {str(age) for age in range(18, 36)}, {}),
    ("organ_cadres", "middle", "2、您的年龄（周岁）", {str(age) for age in range(36, 49)}, {}),
    ("organ_cadres", "old", "2、您的年龄（周岁）", {str(age) for age in range(49, 66)}, {}),
    ("community_workers", "converted_share", "是否2003年以来村改居社区", {"是"}, {"党内职务": {"书记"}}),
    ("community_workers", "leaders_college", "文化程度", {"大专", "本科及以上"}, {"党内职务": {"书记", "副书记"}}),
    (
        "community_workers",
        "workers_senior_high",
        "文化程度",
        {"小学", "初中", "高中"},
        {"党内职务": {"其他社区工作者"}},
    ),
    ("community_workers", "workers_junior_high", "文化程度", {"小学", "初中"}, {"党内职务": {"其他社区工作者"}}),
    ("county_grassroots", "attendance", "9. 您参加培训班的到课情况", {"全程参加"}, {}),
    ("grassroots_teams", "officials", "任职性质", {"行政干部兼职"}, {"登记年度": {"2014年"}}),
    (
        "grassroots_teams",
        "over_50",
        "干部年龄",
        {str(age) for age in range(51, 66)},
        {"登记年度": {"2014年"}, "任职性质": {"专职党务干部"}},
    ),
    ("grassroots_teams", "average_appraisal", "年度考核等次（限专职）", {"一般"}, {"登记年度": {"2014年"}}),
]
COUNTS = [
    (
        "organ_cadres",
        "one_part_timer",
        "16、本单位党务干部人数（含兼职）",
        {"只有1名"},
        {"15、本单位专职党务干部人数": {"0"}},
    ),
    ("community_workers", "converted", "是否2003年以来村改居社区", {"是"}, {}),
    ("community_workers", "communities", "是否2003年以来村改居社区", {"是", "否"}, {}),
    ("community_workers", "general_branches", "社区党组织形式", {"党总支"}, {}),
    ("community_workers", "branches", "社区党组织形式", {"党支部"}, {}),
    ("community_workers", "secretaries", "党内职务", {"书记"}, {}),
    ("community_workers", "leaders", "党内职务", {"书记", "副书记"}, {}),
    ("community_workers", "workers", "党内职务", {"其他社区工作者"}, {}),
    ("community_workers", "both_heads", "一肩挑", {"是"}, {}),
    ("community_workers", "with_deputy", "是否配备副书记", {"是"}, {}),
    ("community_workers", "full_time", "专职或兼职从事党务工作", {"专职"}, {}),
    ("community_workers", "graduates_here", "是否2003年公开招聘的大专毕业生", {"是"}, {}),
    ("grassroots_teams", "vacant_long", "岗位空缺持续时间", {"1至2年", "2年以上"}, {}),
    ("grassroots_teams", "several_posts", "本人承担的岗位数", {"2", "3", "4", "5", "6"}, {}),
    ("grassroots_teams", "unwilling", "是否愿意继续从事党务工作", {"不太愿意", "不愿意"}, {}),
]
NUMBERS = [
    ("community_workers", "members_moved", "村改居转入党员数", sum, {}),
    ("community_workers", "members", "社区党员数", sum, {}),
    ("community_workers", "leaders_age", "年龄", mean, {"党内职务": {"书记", "副书记"}}),
    ("community_workers", "income", "2006年月平均收入", mean, {}),
    ("community_workers", "households", "社区居民户数", max, {}),
    ("community_workers", "residents", "社区居民人数", max, {}),
    ("community_workers", "migrants", "社区流动人口数", max, {}),
    ("community_workers", "community_members", "社区党员数", max, {}),
    ("county_grassroots", "participants", "8. 本年度您参加县委党校培训班的次数", sum, {}),
    ("county_grassroots", "visits", "10. 本年度您外出考察学习的次数", sum, {}),
    ("soe_party_workers", "chat_groups", "7、您因党务工作加入的微信群和QQ群数量", median, {}),
]
FALLS = [("grassroots_teams", "headcount")]  # counted in a test of its own
ABSENT = {"", "(跳过)", "—", "拒答"}


def rows(report: str) -> Rows:
    with (SAMPLES / f"{report}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def answers(report: str, column: str, where: dict[str, set[str]]) -> list[str]:
    kept = (row for row in rows(report) if all(row[name] in wanted for name, wanted in where.items()))
    return [row[column] for row in kept if row[column] not in ABSENT]


def published(report: str, name: str):
    return next(figure for figure in published_report(report).figures if figure.id == name)


def agrees(figure, value: Decimal) -> bool:
    goal = Decimal(str(figure.value if figure.nearest is None else figure.nearest))
    rounded = value.quantize(Decimal(1).scaleb(-figure.digits), ROUND_HALF_UP)
    return {"exact": rounded == goal, "more_than": value > goal, "at_least": value >= goal}[figure.hedge]


@pytest.mark.parametrize(
    ("report", "name", "column", "counted", "where"), SHARES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_published_percentages_come_out_of_the_rows(report, name, column, counted, where):
    given = answers(report, column, where)
    figure = published(report, name)
    assert agrees(figure, Decimal(100 * sum(answer in counted for answer in given)) / len(given))
    assert figure.base in {None, len(given)}


@pytest.mark.parametrize(("name", "column", "counted"), [share[1:4] for share in SHARES if share[0] == "organ_cadres"])
def test_percentages_of_the_flagship_are_exact(name, column, counted):
    given = answers("organ_cadres", column, {})
    hundredfold = 100 * sum(answer in counted for answer in given)
    goal = Fraction(100, 3) if column.startswith("2、") else published("organ_cadres", name).value
    assert hundredfold == goal * len(given)


@pytest.mark.parametrize(
    ("report", "name", "column", "counted", "where"), COUNTS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_published_counts_come_out_of_the_rows(report, name, column, counted, where):
    given = answers(report, column, where)
    assert agrees(published(report, name), Decimal(sum(answer in counted for answer in given)))


@pytest.mark.parametrize(
    ("report", "name", "column", "statistic", "where"), NUMBERS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_published_sums_and_means_come_out_of_the_rows(report, name, column, statistic, where):
    given = [Decimal(answer) for answer in answers(report, column, where)]
    figure = published(report, name)
    assert agrees(figure, Decimal(statistic(given)))
    assert figure.base in {None, len(given)}


def test_headcount_falls_every_year():
    years = [row["登记年度"] for row in rows("grassroots_teams")]
    counts = [years.count(f"{year}年") for year in range(2010, 2015)]
    assert counts == sorted(set(counts), reverse=True)
    assert sum(counts) == len(years)


def test_every_checked_figure_is_counted_here():
    listed = {(report, name) for report, name, *_ in (*SHARES, *COUNTS, *NUMBERS, *FALLS)}
    checked = {(name, figure.id) for name in REPORTS for figure in published_report(name).figures if figure.is_checked}
    assert listed == checked


def test_the_impossible_share_has_no_whole_number():
    assert not [
        n for n in range(69) if Decimal(100 * n / 68).quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal("42.9")
    ]


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_generating_again_gives_the_same_bytes(tmp_path, hash_seed):
    command = [sys.executable, str(SAMPLES / "generate.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": hash_seed})
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}


def test_nobody_is_older_in_the_party_than_grown_up():
    for row in rows("organ_cadres"):
        age, standing = int(row["2、您的年龄（周岁）"]), row["4、您的党龄（满年）"]
        assert not standing or int(standing) <= age - 18


def test_tenure_fits_age():
    least = {"不满1年": 0, "1—5年": 1, "6—10年": 6, "11—20年": 11, "20年以上": 20}
    for row in rows("organ_cadres"):
        assert int(row["2、您的年龄（周岁）"]) - least[row["9、您从事党务工作的年限"]] >= 18


def test_full_time_cadres_do_not_answer_for_units_without_any():
    for row in rows("organ_cadres"):
        assert (row["6、您从事党务工作是专职还是兼职"], row["15、本单位专职党务干部人数"]) != ("专职", "0")


def test_units_at_the_limits_of_the_ratio_are_there():
    told = [(row["15、本单位专职党务干部人数"], row["14、本单位职工总数"]) for row in rows("organ_cadres")]
    ratios = [Fraction(100 * int(full), int(staff)) for full, staff in told if staff != "(跳过)"]
    assert {1, 2} <= set(ratios)
    assert sum(ratio < 1 for ratio in ratios) == 36
    assert sum(1 <= ratio <= 2 for ratio in ratios) == 38
    assert sum(ratio > 2 for ratio in ratios) == 26


def test_part_timers_alone_are_asked_for_their_years():
    for row in rows("organ_cadres"):
        asked = row["6、您从事党务工作是专职还是兼职"] == "兼职"
        assert (row["7、您兼职从事党务工作满几年"] != "(跳过)") == asked


def test_the_long_serving_know_the_work_better():
    known = {"很熟悉": [], "很不熟悉": []}
    years = {"不满1年": 0, "1—5年": 3, "6—10年": 8, "11—20年": 15, "20年以上": 25}
    for row in rows("organ_cadres"):
        tenure, familiarity = row["9、您从事党务工作的年限"], row["17、您对党务工作的熟悉程度"]
        if tenure and familiarity in known:
            known[familiarity].append(years[tenure])
    assert mean(known["很熟悉"]) > 2 * mean(known["很不熟悉"])


@pytest.mark.parametrize("report", REPORTS)
def test_files_hold_blanks_and_texts_that_need_quoting(report):
    cells = [cell for row in rows(report) for cell in row.values()]
    assert "" in cells
    assert any("\n" in cell for cell in cells)
    assert any('"' in cell for cell in cells)
    assert any("," in cell for cell in cells)
    assert any(cell.startswith("其他〖") or "其他〖" in cell for cell in cells)


def test_dates_are_days_of_the_calendar():
    for row in rows("organ_cadres"):
        text = row["10、您担任现任党务职务的时间"]
        assert not text or date.fromisoformat(text) < date(2010, 9, 6)
