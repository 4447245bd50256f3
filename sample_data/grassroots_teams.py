"""The register of grassroots teams: five years, fewer people each year, one row per cadre and year."""

from respondents import BLANK, Sample

# year: (headcount, full-time, of these over 50, of these rated average)
YEARS = {
    "2010年": (214, 56, 31, 17),
    "2011年": (205, 54, 30, 16),
    "2012年": (197, 51, 29, 15),
    "2013年": (188, 49, 29, 15),
    "2014年": (179, 47, 28, 14),
}
SIZE = sum(headcount for headcount, *_ in YEARS.values())

REASONS = {"工作任务重": 1.1, "晋升空间小": 0.8, "待遇低": 0.6, "年龄偏大": 0.7, "其他": -1.5}
NEEDS = {"补充人员": 1.2, "充实年轻干部": 0.9, "考核激励": 0.4, "业务培训": 0.2}
STRAIN = {"人手充足": (163, 241, 574, 5), "年龄结构合理": (207, 288, 484, 4), "一人多岗负担过重": (561, 268, 148, 6)}
REMARKS = ("借调在外", "下半年退休", "身兼数职,已申请调岗", '群众评价"老黄牛"', "产假\n由他人代理", "挂职锻炼")


def columns() -> dict[str, list[str]]:
    """The finished columns by header, year after year."""
    sample = Sample(seed=20141231, size=SIZE, elsewhere="—")
    sample.columns["登记年度"] = [year for year, (headcount, *_) in YEARS.items() for _ in range(headcount)]
    posts(sample)
    appraisal(sample)
    future(sample)
    order = ("登记年度", "干部性别", "干部年龄", "干部学历", "任职性质")
    return {header: sample.columns[header] for header in (*order, *sample.columns)}


def posts(sample: Sample) -> None:
    """Who is in post: most are officials doing it part-time, and most of the full-time ones are over 50."""
    sample.trait("seniority", noise=1.0)
    sample.allot("干部性别", {"男": 621, "女": SIZE - 621}, seniority=0.3)
    duties, ages = [BLANK] * SIZE, [BLANK] * SIZE
    for year, (headcount, full_time, over_50, _) in YEARS.items():
        people = sample.those("登记年度", year)
        others = headcount // 7
        kinds = {"专职党务干部": full_time, "其他人员兼职": others, "行政干部兼职": headcount - full_time - others}
        sample.allot("kind", kinds, people, seniority=0.3)
        devoted = sample.those("kind", "专职党务干部")
        rest = sample.those("kind", "其他人员兼职", "行政干部兼职")
        young = full_time // 6
        bands = {(51, 59): over_50, (36, 50): full_time - over_50 - young, (26, 35): young}
        sample.spread("devoted", bands, devoted, seniority=1.0)
        older, younger = len(rest) * 3 // 10, len(rest) // 4
        bands = {(51, 59): older, (36, 50): len(rest) - older - younger, (24, 35): younger}
        sample.spread("rest", bands, rest, seniority=1.0)
        kind, first, second = (sample.columns.pop(name) for name in ("kind", "devoted", "rest"))
        for place in people:
            duties[place] = kind[place]
            ages[place] = first[place] if place in set(devoted) else second[place]
    sample.columns["干部年龄"], sample.columns["任职性质"] = ages, duties


def appraisal(sample: Sample) -> None:
    """Education, posts, vacancies, and the grade of the full-time cadres."""
    ages = sample.integers("干部年龄")
    sample.observed_trait("age", ages)
    sample.observed_trait("late", [float(cell[:4]) for cell in sample.columns["登记年度"]])
    schooling = {"高中及以下": 98, "大专": 341, "本科": 511, "研究生": 31, BLANK: SIZE - 981}
    sample.allot("干部学历", schooling, age=0.9)
    part_time = {"行政干部兼职", "其他人员兼职"}
    sample.observed_trait("busy", [1.0 if duty in part_time else 0.0 for duty in sample.columns["任职性质"]])
    held = {(4, 6): 127, (2, 3): 603, (1, 1): SIZE - 730}
    sample.spread("本人承担的岗位数", held, busy=0.9, late=0.4)
    waves = [int(cell[:4]) for cell in sample.columns["登记年度"]]
    ago = [max(waves) - wave + min(sample.integer(0, 15), age - 22) for wave, age in zip(waves, ages, strict=True)]
    sample.date("到岗时间", max(waves), ago, blank=11)
    vacant = "所在团队空缺岗位数"
    sample.spread(vacant, {(3, 4): 121, (1, 2): 428, (0, 0): SIZE - 549}, late=0.6)
    short = [place for place in sample.everybody() if sample.columns[vacant][place] != "0"]
    lengths = {"2年以上": 143, "1至2年": 201, "半年至1年": 127, "不满半年": 75, BLANK: 3}
    sample.allot("岗位空缺持续时间", lengths, short, late=0.5)
    grades(sample)


def grades(sample: Sample) -> None:
    """The grades of the full-time cadres: 30 % average in every year."""
    cells = [sample.elsewhere] * SIZE
    for year, (_, full_time, _, average) in YEARS.items():
        people = set(sample.those("登记年度", year)) & set(sample.those("任职性质", "专职党务干部"))
        excellent = full_time // 6
        margins = {"优秀": excellent, "良好": full_time - excellent - average - 1, "一般": average, "较差": 1}
        sample.allot("grade", margins, sorted(people), age=-0.5)
        grade = sample.columns.pop("grade")
        for place in people:
            cells[place] = grade[place]
    sample.columns["年度考核等次（限专职）"] = cells


def future(sample: Sample) -> None:
    """Who wishes to go on, and what the team needs; the overworked wish it less."""
    continuing, reasons = "是否愿意继续从事党务工作", "不愿继续的原因（可多选）"
    sample.observed_trait("load", [float(cell) for cell in sample.columns["本人承担的岗位数"]])
    wish = {"非常愿意": 157, "比较愿意": 389, "无所谓": 196, "不太愿意": 164, "不愿意": 71, "拒答": 2}
    wish[BLANK] = SIZE - sum(wish.values())
    sample.allot(continuing, wish, load=-0.6, age=0.2)
    leaving = sample.those(continuing, "不太愿意", "不愿意")
    sample.choose(reasons, REASONS, {3: 52, 2: 104, 1: 77, 0: len(leaving) - 233}, leaving, separator="、")
    sample.specify(reasons, "其他", ("家庭原因", "专业不对口"), separator="、")
    for item, counts in STRAIN.items():
        margins = dict(zip(("同意", "说不清", "不同意", BLANK), counts, strict=True))
        sample.allot(f"团队现状评价—{item}", margins, late=-0.4)
    sample.choose("团队最需要的支持（选2项并排序）", NEEDS, {2: SIZE - 21, 1: 9, 0: 12}, separator="→")
    sample.write("登记备注", REMARKS, 58)
