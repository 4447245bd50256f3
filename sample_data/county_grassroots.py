"""Respondents of the county report: 268 grassroots cadres, with their courses and study visits of the year."""

from respondents import BLANK, Sample

SIZE = 268
COURSE_PLACES = 516  # "over 500 person-times"
VISIT_PLACES = 214  # "over 200 person-times"

PROBLEMS = {
    "能力素质有待提高": 1.2,
    "岗位职责不明确": 0.6,
    "思想认识滞后": 0.3,
    "管理措施不到位": 0.7,
    "其他": -1.8,
}
GAPS = {  # question: (the problem that leads to it, pulls, the most gaps named)
    "13. 能力素质方面的不足表现在（可多选）": (
        "能力素质有待提高",
        {"工作思路不清": 0.5, "党务基础知识欠缺": 0.9, "文字写作能力不强": 0.7},
        3,
    ),
    "14. 岗位职责不明确表现在（可多选）": ("岗位职责不明确", {"工作分工不明": 0.4, "人员力量薄弱": 0.8}, 2),
    "16. 管理措施不到位表现在（可多选）": (
        "管理措施不到位",
        {"选拔任用": 0.3, "激励保障": 0.9, "考核评价": 0.5},
        3,
    ),
}
WISHES = {"政治理论": 0.4, "党务实务": 1.3, "公文写作": 1.0, "法律法规": 0.2, "农村经济": 0.6, "信息技术": 0.1}
SUGGESTIONS = (
    "培训多用案例,少念文件。",
    "党务干部应有专职岗位,不能“谁有空谁干”",
    '考核要动真格,"干好干坏一个样"不行',
    "多组织外出学习\n特别是到先进村看看",
    "没有",
    "提高村级党务干部补贴,每年不少于1次体检",
    "分工要明确;人手要补齐",
)


def columns() -> dict[str, list[str]]:
    """The finished columns by header."""
    sample = Sample(seed=20111215, size=SIZE)
    person(sample)
    training(sample)
    problems(sample)
    return sample.columns


def person(sample: Sample) -> None:
    """Organisation, sex, age, education, post: village cadres are older and have less schooling."""
    sample.trait("rural", noise=1.0)
    places = {"村": 121, "社区": 29, "乡镇（街道）机关": 71, "非公企业和社会组织": 14, "县直部门": 30, "其他": 3}
    sample.allot("1. 您所在的党组织属于", places, noise=0.3, rural=1.0)
    sample.specify("1. 您所在的党组织属于", "其他", ("学校", "卫生院", "国有林场"))
    sample.allot("2. 您的性别是", {"男": 189, "女": 79}, rural=0.4)
    sample.spread("3. 您的年龄是（周岁）", {(51, 62): 82, (36, 50): 124, (23, 35): 62}, noise=0.9, rural=0.7)
    ages = sample.integers("3. 您的年龄是（周岁）")
    sample.observed_trait("age", ages)
    schooling = {"初中及以下": 31, "高中（中专）": 88, "大专": 96, "本科及以上": 52, BLANK: 1}
    sample.allot("4. 您的文化程度是", schooling, noise=0.7, age=0.6, rural=0.7)
    years = [min(sample.integer(0, 24), age - 22) for age in ages]
    sample.date("5. 您开始从事党务工作的时间", 2011, years, blank=5, form="{}/{}/{}")
    sample.allot("6. 您的党务岗位是专职还是兼职", {"兼职": 203, "专职": 64, BLANK: 1}, rural=0.6)
    part_time = sample.those("6. 您的党务岗位是专职还是兼职", "兼职")
    jobs = {(4, 7): 41, (2, 3): 109, (1, 1): 51}
    sample.spread("7. 除党务外您还承担几项工作（限兼职人员）", jobs, part_time, blank=2, rural=0.5)


def training(sample: Sample) -> None:
    """Courses and visits; everybody who took a course attended it throughout."""
    courses, visits = "8. 本年度您参加县委党校培训班的次数", "10. 本年度您外出考察学习的次数"
    sample.trait("keen", noise=1.0)
    sample.spread(courses, {(3, 5): 71, (1, 2): 162, (0, 0): 35}, noise=0.6, keen=1.0)
    trained = [place for place in sample.everybody() if sample.columns[courses][place] != "0"]
    sample.settle(courses, COURSE_PLACES, trained, (1, 6))
    sample.columns["9. 您参加培训班的到课情况"] = [
        "全程参加" if place in set(trained) else sample.elsewhere for place in sample.everybody()
    ]
    sample.spread(visits, {(2, 4): 47, (1, 1): 92, (0, 0): 129}, keen=0.8)
    travelled = [place for place in sample.everybody() if sample.columns[visits][place] != "0"]
    sample.settle(visits, VISIT_PLACES, travelled, (1, 5))
    useful = {"很大": 48, "较大": 93, "一般": 71, "较小": 15, "没有帮助": 4, BLANK: 2}
    sample.allot("11. 您认为培训对工作的帮助", useful, trained, keen=0.7)


def problems(sample: Sample) -> None:
    """The four problems, and for each what exactly is amiss."""
    header = "12. 您认为当前基层党务干部队伍存在的主要问题（可多选）"
    sample.choose(header, PROBLEMS, {4: 31, 3: 78, 2: 97, 1: 57, 0: 5}, separator="|")
    for question in ("13. 能力素质方面的不足表现在（可多选）", "14. 岗位职责不明确表现在（可多选）"):
        gaps(sample, header, question)
    soft = {"非常同意": 27, "比较同意": 74, "说不清": 59, "不太同意": 75, "很不同意": 31, BLANK: 2}
    sample.allot("15. 您是否同意“党务工作是软任务”的说法", soft, keen=-0.7)
    gaps(sample, header, "16. 管理措施不到位表现在（可多选）")
    sample.specify(header, "其他", ("经费少", "村干部流动大", "报酬低,没人愿意干"), separator="|")
    wishes = "17. 您最希望得到的培训内容（选3项并排序）"
    sample.choose(wishes, WISHES, {3: 251, 2: 9, 1: 4, 0: 4}, separator="→")
    sample.write("18. 您对基层党务干部培训和管理的建议", SUGGESTIONS, 63)


def gaps(sample: Sample, problems_header: str, question: str) -> None:
    """The follow-up of one problem, asked of those who named it: a third names each number of gaps."""
    problem, pulls, most = GAPS[question]
    asked = [place for place, cell in enumerate(sample.columns[problems_header]) if problem in cell.split("|")]
    share = len(asked) // most
    how_many = dict.fromkeys(range(most, 1, -1), share) | {1: len(asked) - share * (most - 1)}
    sample.choose(question, pulls, how_many, asked, separator="|")
