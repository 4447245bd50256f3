import pytest
from hand_results import (
    ACCOUNTING,
    ESTIMATES,
    FAMILIARITY,
    PART_TIME,
    PROBLEMS,
    QUESTIONNAIRE,
    REMARKS,
    by_part_time,
    choice,
    share,
    toplines,
)
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Base, Estimates, GroupTest, Inference, Result, Statistics
from partysurvey.report.accounting import Accounting, Style
from partysurvey.report.building import build_document
from partysurvey.report.document import Chart, Heading, Paragraph, Table
from partysurvey.report.formats import cell_texts
from partysurvey.report.protection import protect
from partysurvey.survey import Absence, Date, Option, Questionnaire, Ranking, Text


def document(estimates=ESTIMATES, questionnaire=QUESTIONNAIRE, accounting=ACCOUNTING, **style):
    return build_document(estimates, questionnaire, accounting, REMARKS, Style(**style))


def tables(*args, **style):
    return {block.name: block for block in document(*args, **style).blocks if isinstance(block, Table)}


def charts(*args, **style):
    return {block.name: block for block in document(*args, **style).blocks if isinstance(block, Chart)}


def topline(result):
    return Estimates((result,))


def test_blocks_follow_the_questionnaire():
    kinds = [type(block).__name__ for block in document().blocks]
    assert kinds[:4] == ["Heading", "Paragraph", "Paragraph", "Paragraph"]
    assert kinds[4:9] == ["Heading", "Table", "Chart", "Table", "Chart"]
    headings = [block.text for block in document().blocks if isinstance(block, Heading)]
    assert headings == [
        "机关党务干部调查",
        "7. 您对党务工作的熟悉程度",
        "8. 您参加过哪些培训",
        "存在的问题",
        "年龄",
        "兼职还是专职",
        "您的建议",
    ]


def test_the_accounting_stands_first():
    texts = [block.text for block in document().blocks if isinstance(block, Paragraph)]
    assert texts[:3] == [
        "发放问卷 60 份；回收 54 份（回收率 90.0%）；有效 52 份（有效率 96.3%）。",
        "读入 52 行，计入 50 行；剔除 2 行（不符合筛选条件）。",
        "采用内置问卷 organ_cadres。",
    ]


def test_masked_fielding_is_left_out():
    texts = [each.text for each in document(accounting=Accounting(52, 52, {"odd": 1}, valid=52)).blocks[1:3]]
    assert texts == ["有效问卷 52 份。", "读入 52 行，计入 52 行；剔除 1 行（odd）。"]


def test_a_scale_has_counts_percents_intervals_nets_and_a_base():
    table = tables()["familiarity"]
    assert [column.head for column in table.columns] == ["人数", "占比", "95%置信区间", ""]
    assert [row.role for row in table.rows] == ["option", "option", "option", "net", "base"]
    assert [row[:3] for row in cell_texts(table)] == [
        ["10", "20.0%", "11.2–33.0"],
        ["38", "76.0%", "62.6–85.7"],
        ["2", "4.0%", "1.1–13.5"],
        ["48", "96.0%", "86.5–98.9"],
        ["50", "", ""],
    ]
    assert table.notes == ("基数：回答此题的党务干部 50 人。", "平均分 3.12（分值 1–4）；置信区间：Wilson 法。")


def test_a_multiple_choice_has_percents_of_cases_and_of_responses():
    table = tables()["training"]
    assert cell_texts(table)[0][:3] == ["24", "50.0%", "33.3%"]
    assert table.notes == (
        "基数：回答此题的党务干部 48 人；未作答 2 人。",
        "置信区间：Wilson 法；多选题，占人数之和可超过100%。",
    )


def test_a_grid_is_one_table_of_items_by_options():
    table = tables()["problems"]
    assert [column.head for column in table.columns] == ["严重", "一般", "不存在", "平均分", "人数"]
    assert cell_texts(table) == [["20.4%", "40.8%", "38.8%", "1.82", "49"], ["10.0%", "30.0%", "60.0%", "1.50", "50"]]
    assert table.notes == (
        "基数：回答此题的党务干部 49–50 人；未识别 0–1 人。",
        "未识别的回答（人数不足）：“说不清” 1 次。",
    )


def test_a_number_has_statistics_a_histogram_and_its_bands():
    table = tables(language="en")["age"]
    assert table.columns[0].head == "Value (years)"
    assert [(row.stub, *texts) for row, texts in zip(table.rows, cell_texts(table), strict=True)] == [
        ("Mean", "42.00", "39.60–44.40"),
        ("SD", "8.50", ""),
        ("Minimum", "24", ""),
        ("Lower quartile", "35", ""),
        ("Median", "42", ""),
        ("Upper quartile", "49.50", ""),
        ("Maximum", "60", ""),
        ("Base (answered)", "50", ""),
    ]
    histogram = charts()["age"]
    assert (histogram.kind, histogram.edges, histogram.value_label) == ("histogram", (20, 30, 40, 50, 60), "岁")
    assert histogram.series[0].values == (0.1, 0.3, 0.4, 0.2)
    assert charts()["age_bands"].kind == "bars"


@pytest.mark.parametrize(("total", "shown"), [(2100.0, "2,100"), (2100.25, "2,100.25"), (None, "–")])
def test_a_total_is_shown_where_the_questionnaire_says_so_and_whole_ones_without_decimals(total, shown):
    age = replace(QUESTIONNAIRE.questions[3], total=True)
    result = replace(toplines()[4], statistics=replace(toplines()[4].statistics, total=total))
    table = tables(Estimates((result,)), replace(QUESTIONNAIRE, questions=(age,)), language="en")["age"]
    *_, row, base = zip(table.rows, cell_texts(table), strict=True)
    assert (row[0].stub, row[1]) == ("Total", [shown, ""])
    assert base[1] == ["50", ""]


def test_totals_of_groups_stand_in_the_crosstab():
    age = replace(QUESTIONNAIRE.questions[3], bands=(), total=True)
    everybody = replace(toplines()[4], options=())
    ages = replace(everybody.statistics, total=850.5)
    group = replace(everybody, by="part_time", by_option="yes", by_label=Text("兼职", "part-time"), statistics=ages)
    hidden = replace(group, by_option="no", statistics=None, hidden=True)
    table = tables(Estimates((everybody, group, hidden)), replace(QUESTIONNAIRE, questions=(age,)))["age_by_part_time"]
    assert [row.stub for row in table.rows] == ["均值", "标准差", "中位数", "合计", "基数（回答者）"]
    assert cell_texts(table)[3] == ["2,100.00", "850.50", "*"]


def test_an_open_text_tells_only_how_many_answered():
    assert [block.text for block in document().blocks[-2:]] == ["您的建议", "31 人作答，内容不列出；未作答 19 人。"]


def test_a_crosstab_has_everybody_and_the_groups_as_columns_and_the_test_beneath():
    table = tables()["familiarity_by_part_time"]
    assert [column.spanner for column in table.columns][::2] == ["合计", "兼职", "专职", "借调"]
    assert cell_texts(table) == [
        ["10", "20.0%", "6", "20.0%", "4", "23.5%", "0", "0.0%"],
        ["38", "76.0%", "24", "80.0%", "11", "64.7%", "3", "100.0%"],
        ["2", "4.0%", "0", "0.0%", "2", "11.8%", "0", "0.0%"],
        ["48", "96.0%", "30", "100.0%", "15", "88.2%", "3", "100.0%"],
        ["", "3.12", "", "3.20", "", "3.00", "", "3.00"],
        ["50", "", "30", "", "17", "", "3", ""],
    ]
    assert table.notes[1] == (
        "卡方检验：χ² = 5.16，自由度 4，p = 0.271，Cramér's V = 0.23，n = 50；最小期望频数 0.1，小于 5，检验结果仅供参考。"
    )


def test_small_groups_are_marked_and_disclosed_in_tables_and_left_out_of_charts():
    table = tables(protect(ESTIMATES))["familiarity_by_part_time"]
    assert cell_texts(table)[0] == ["10", "20.0%", "6", "20.0%", "*", "*", "*", "*"]
    assert cell_texts(table)[-1] == ["50", "", "30", "", "*", "", "*", ""]
    assert table.notes[1:] == (
        "有隐藏的组，不报告检验。",
        "* 不足 5 人的组不予显示；为防推算，必要时一并隐藏其他组或选项。",
    )
    chart = charts(protect(ESTIMATES))["familiarity_by_part_time"]
    assert [series.values[2:] for series in chart.series] == [(None, None)] * 3
    assert chart.bases == (50, 30, None, None)


def test_people_outside_the_groups_are_counted_in_a_note():
    estimates = Estimates((toplines()[0], *by_part_time(((6, 24, 0), (4, 11, 0), (0, 3, 0)))))
    assert tables(estimates)["familiarity_by_part_time"].notes[0] == (
        "基数：回答此题的党务干部 50 人；合计含分组变量无答案的 2 人。"
    )


def test_a_small_p_is_not_zero():
    test = GroupTest("familiarity", None, "part_time", "independence", "pearson", 50.0, (4,), 1e-9, 50, 0.7, 6.0)
    notes = tables(Estimates((toplines()[0], *by_part_time()), tests=(test,)), language="en")[
        "familiarity_by_part_time"
    ].notes
    assert notes[1] == "Chi-square test: χ² = 50.00, df = 4, p < 0.001, Cramér's V = 0.70, n = 50."


def test_a_test_that_could_not_be_made_is_no_note():
    assert len(tables(Estimates((toplines()[0], *by_part_time())))["familiarity_by_part_time"].notes) == 1


def test_a_scale_is_one_diverging_bar_from_its_worst_to_its_best_option():
    chart = charts()["familiarity"]
    assert (chart.kind, chart.categories, chart.bases) == ("diverging", ("全体",), (50,))
    assert [(series.name, series.values, series.labels) for series in chart.series] == [
        ("很不熟悉", (0.04,), ("4.0%",)),
        ("基本熟悉", (0.76,), ("76.0%",)),
        ("很熟悉", (0.2,), ("20.0%",)),
    ]
    assert chart.note == "基数：回答此题的党务干部 50 人。"


def test_choices_are_bars_with_intervals_and_counts():
    chart = charts()["part_time"]
    (series,) = chart.series
    assert (chart.kind, chart.categories) == ("bars", ("兼职", "专职", "借调"))
    assert (series.values, series.labels, series.counts) == ((0.6, 0.34, 0.06), ("60.0%", "34.0%", "6.0%"), (30, 17, 3))
    assert all(low < value < high for low, value, high in zip(series.low, series.values, series.high, strict=True))


def test_the_option_with_the_middle_score_is_neutral():
    assert charts()["problems"].neutral == "一般"
    four = replace(PROBLEMS, options=(*PROBLEMS.options, Option("worst", Text("极严重", "dire"), score=4)))
    results = choice(four, (1, 2, 3, 4), item=PROBLEMS.items[0])
    assert charts(topline(results), replace(QUESTIONNAIRE, questions=(four,)))["problems"].neutral is None


def test_choices_by_a_banner_are_grouped_bars():
    label = PART_TIME.options[0].label
    groups = tuple(choice(PART_TIME, (9, 9, 9), by=("familiarity", code, label)) for code in "ab")
    chart = charts(Estimates((toplines()[5], *groups)))["part_time_by_familiarity"]
    assert (chart.kind, [series.name for series in chart.series]) == ("grouped", ["合计", "兼职", "兼职"])


def test_percents_that_miss_100_are_explained_or_mended():
    thirds = topline(choice(PART_TIME, (1, 1, 1)))
    plain, mended = tables(thirds)["part_time"], tables(thirds, rounding="sum100")["part_time"]
    assert [row[1] for row in cell_texts(plain)] == ["33.3%", "33.3%", "33.3%", ""]
    assert "因四舍五入，合计可能不等于100%" in plain.notes[-1]
    assert [row[1] for row in cell_texts(mended)] == ["33.4%", "33.3%", "33.3%", ""]
    assert "百分比按最大余数法取整，合计为100%" in mended.notes[-1]
    assert charts(thirds, rounding="sum100")["part_time"].series[0].labels == ("33.4%", "33.3%", "33.3%")


def test_nets_are_sums_of_what_is_shown_where_that_was_mended():
    net = ("familiar", Text("熟悉", "familiar"), 2)
    table = tables(topline(choice(FAMILIARITY, (1, 1, 1), nets=(net,))), rounding="sum100", digits=0)["familiarity"]
    assert [row[1] for row in cell_texts(table)] == ["34%", "33%", "33%", "67%", ""]


def test_weighted_shares_stand_beside_unweighted_people():
    weighted = replace(toplines()[5], base=Base("answered", 50, 61.5, 43.25))
    assert tables(topline(weighted))["part_time"].notes[1] == "占比已加权，人数未加权；有效样本量 43.3。"


def test_a_census_has_no_intervals():
    census = replace(toplines()[5], method="census")
    table = tables(Estimates((census,), inference=Inference(census=True)))["part_time"]
    assert [column.head for column in table.columns] == ["人数", "占比", ""]
    assert table.notes[-1] == "普查，无抽样误差。"
    assert charts(topline(census))["part_time"].series[0].low == ()


@pytest.mark.parametrize(("level", "head"), [(0.95, "95%置信区间"), (0.999, "99.9%置信区间"), (0.9, "90%置信区间")])
def test_the_head_of_intervals_names_their_level(level, head):
    estimates = Estimates((toplines()[5],), inference=Inference(level=level))
    assert tables(estimates)["part_time"].columns[2].head == head


def test_nobody_answered():
    nobody = topline(choice(PART_TIME, (0, 0, 0), absent={Absence.BLANK: 7}))
    assert cell_texts(tables(nobody)["part_time"])[0][:2] == ["0", "–"]
    assert charts(nobody) == {}


def test_a_ranking_has_first_places_all_places_and_mean_places():
    question = Ranking(
        id="goals", text=Text.same("目标"), options=(Option("a", Text.same("甲")), Option("b", Text.same("乙")))
    )
    options = (
        share("a", Text.same("甲"), 6, 10, ranked_share=0.9, mean_rank=4 / 3),
        share("b", Text.same("乙"), 4, 10, ranked_share=0.5, mean_rank=1.25),
    )
    result = replace(choice(question, (6, 4)), options=options)
    table = tables(topline(result), Questionnaire("q", Text.same("标题"), (question,)))["goals"]
    assert [column.head for column in table.columns[:4]] == ["人数", "首选占比", "入选占比", "平均名次"]
    assert cell_texts(table)[0][:4] == ["6", "60.0%", "90.0%", "1.33"]


def test_days_are_written_as_days():
    question = Date(id="joined", text=Text.same("入党时间"))
    days = Statistics(None, None, None, None, None, 730120.0, 738276.0, {0.5: 735000.0})
    result = Result(
        "joined",
        None,
        "date",
        question.text,
        None,
        None,
        None,
        None,
        Base("answered", 3, 3.0, 3.0),
        {},
        statistics=days,
    )
    table = tables(topline(result), Questionnaire("q", Text.same("标题"), (question,)))["joined"]
    # datetime.date.fromordinal: 730120 is 2000-01-01, 735000 is 2013-05-12, 738276 is 2022-05-01
    assert cell_texts(table) == [["2000-01-01"], ["2013-05-12"], ["2022-05-01"], ["3"]]


def test_a_number_without_bands_by_a_banner_has_its_statistics_per_group():
    age = replace(QUESTIONNAIRE.questions[3], bands=())
    everybody = replace(toplines()[4], options=())
    group = replace(everybody, by="part_time", by_option="yes", by_label=Text("兼职", "part-time"))
    questionnaire = replace(QUESTIONNAIRE, questions=(age,))
    table = tables(Estimates((everybody, group)), questionnaire)["age_by_part_time"]
    assert [column.head for column in table.columns] == ["合计", "兼职"]
    assert cell_texts(table) == [["42.00", "42.00"], ["8.50", "8.50"], ["42", "42"], ["50", "50"]]


def test_unknown_answers_are_cut_counted_and_kept_on_one_line():
    answers = {f"答案{place:02}": 1 for place in range(11)} | {"很长\n" * 30: 5}
    accounting = Accounting(50, 50, unknown={"part_time": answers})
    note = tables(topline(toplines()[5]), accounting=accounting)["part_time"].notes[-1]
    assert note.startswith(f"未识别的回答：“{('很长 ' * 30)[:29]}…” 5 次，“答案00” 1 次，")
    assert note.endswith("“答案08” 1 次，另有 2 种。")


def test_impossible_digits_are_refused():
    with pytest.raises(RequestError, match=r"^9 decimals of percents are not possible; choose 0 to 6$"):
        Style(digits=9)


@pytest.mark.parametrize(
    ("method", "effective", "noted"),
    [
        ("t", 50.0, "Wilson 法"),
        ("t_fpc", 50.0, "Wilson 法，已作有限总体校正"),
        ("t_fpc", 40.0, "Wilson 法，按有效样本量，已作有限总体校正"),
    ],
)
def test_the_bands_of_a_number_name_the_method_of_shares_not_of_means(method, effective, noted):
    age = replace(toplines()[4], method=method, base=Base("answered", 50, 50.0, effective))
    assert any(note.startswith(f"置信区间：{noted}。") for note in tables(topline(age))["age_bands"].notes)


def test_weights_of_mean_one_are_weights():
    weighted = replace(toplines()[5], base=Base("answered", 50, 50.0, 43.25))
    assert "占比已加权" in tables(topline(weighted))["part_time"].notes[1]


def test_options_hidden_as_groups_elsewhere_are_marked_and_disclosed():
    mirrored = replace(by_part_time()[0], by="duty")
    hidden = tuple(replace(each, n=None, share=None, hidden=True) for each in mirrored.options[:2])
    group = replace(mirrored, options=(*hidden, mirrored.options[2]), statistics=None)
    table = tables(Estimates((toplines()[0], group), min_group=5))["familiarity_by_duty"]
    assert [row[2:] for row in cell_texts(table)] == [
        ["*", "*"],
        ["*", "*"],
        ["0", "0.0%"],
        ["30", "100.0%"],
        ["", "*"],
        ["30", ""],
    ]
    assert table.notes[-1].startswith("* 不足 5 人的组不予显示")
