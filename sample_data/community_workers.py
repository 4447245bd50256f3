"""The roster of community workers: 60 secretaries, 8 deputies, 237 others, in 60 communities."""

from respondents import BLANK, Sample

COMMUNITIES = 60
DEPUTIES = 8
OTHERS = 237
SIZE = COMMUNITIES + DEPUTIES + OTHERS
SECRETARIES = list(range(COMMUNITIES))
LEADERS = list(range(COMMUNITIES + DEPUTIES))
WORKERS = list(range(COMMUNITIES + DEPUTIES, SIZE))

# 42.9 % of 68 is impossible: 29 of 68 are 42.6 %, 30 of 68 are 44.1 %. The nearest is taken.
LEADER_SCHOOLING = {"本科及以上": 6, "大专": 23, "中专": 9, "高中": 17, "初中": 11, "小学": 2}
WORKER_SCHOOLING = {"本科及以上": 4, "大专": 34, "中专": 38, "高中": 110, "初中": 45, "小学": 6}
LEADER_AGES = 3094  # 68 × 45.5
INCOMES = 228_750  # 305 × 750 yuan
MEMBERS = 3707
MEMBERS_MOVED = 502
LARGEST = {"社区党员数": 134, "社区居民户数": 3502, "社区居民人数": 9428, "社区流动人口数": 1046}

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
FIRST = "东南西北新和文建兴永"
SECOND = "苑街桥湖园山"
REMARKS = (
    "2006年换届新任",
    "原村党支部书记,村改居后留任",
    "兼任计生、民政工作",
    '居民反映"随叫随到"',
    "聘用合同2007年到期;\n尚未办理养老保险",
    "退伍军人",
)


def columns() -> dict[str, list[str]]:
    """The finished columns by header, sorted by community, secretary first."""
    sample = Sample(seed=20061231, size=SIZE, elsewhere=BLANK)
    people(sample)
    communities(sample)
    places(sample)
    order = sorted(range(SIZE), key=lambda place: (sample.columns["所在社区"][place], place))
    ordered = {header: [cells[place] for place in order] for header, cells in sample.columns.items()}
    return {header: ordered[header] for header in ("姓名", "所在社区", *ordered)}


def people(sample: Sample) -> None:
    """What is noted of every person; the older earn more, the younger have more schooling."""
    sample.columns["姓名"] = [SURNAMES[sample.integer(0, len(SURNAMES) - 1)] + "××" for _ in range(SIZE)]
    sample.columns["党内职务"] = ["书记"] * COMMUNITIES + ["副书记"] * DEPUTIES + ["其他社区工作者"] * OTHERS
    sample.allot("性别", {"女": 178, "男": 127})
    ages_and_schooling(sample)
    pay_and_prospects(sample)


def ages_and_schooling(sample: Sample) -> None:
    """Age and education: each group has its own margins, so the two groups are drawn apart and put together."""
    sample.trait("seniority", noise=1.0)
    sample.spread("leaders", {(56, 60): 6, (46, 55): 29, (36, 45): 25, (28, 35): 8}, LEADERS, seniority=1.0)
    sample.settle("leaders", LEADER_AGES, LEADERS, (26, 60))
    sample.spread("workers", {(56, 60): 7, (46, 55): 61, (36, 45): 98, (22, 35): 71}, WORKERS, seniority=1.0)
    sample.columns["年龄"] = joined(sample, "leaders", "workers")
    ages = sample.integers("年龄")
    sample.observed_trait("age", ages)
    sample.allot("leaders", LEADER_SCHOOLING, LEADERS, age=-0.8)
    sample.allot("workers", WORKER_SCHOOLING, WORKERS, age=-0.8)
    sample.columns["文化程度"] = joined(sample, "leaders", "workers")
    years = [min(sample.integer(0, 18), age - 20) for age in ages]
    sample.observed_trait("years", years)
    sample.date("参加社区工作时间", 2006, years, blank=6, form="{}年{}月{}日")


def pay_and_prospects(sample: Sample) -> None:
    """Duty, income, insurance and the wish to stay."""
    sample.columns["专职或兼职从事党务工作"] = ["兼职"] * SIZE
    sample.observed_trait("leading", [1.0 if place in LEADERS else 0.0 for place in range(SIZE)])
    income = "2006年月平均收入"
    sample.spread(income, {(80, 118): 94, (60, 79): 158, (45, 59): 53}, leading=0.8, years=0.5)
    sample.columns[income] = [cell + "0" for cell in sample.columns[income]]
    sample.settle(income, INCOMES, sample.everybody(), (400, 1300), step=10)
    graduates = [place for place in sample.those("文化程度", "大专") if place in WORKERS]
    young = sorted(graduates, key=lambda place: int(sample.columns["年龄"][place]))[:5]
    hired = ["是" if place in young else "否" for place in range(SIZE)]
    sample.columns["是否2003年公开招聘的大专毕业生"] = hired
    for place in young:
        sample.columns["年龄"][place] = str(sample.integer(25, 28))
        sample.columns["参加社区工作时间"][place] = f"2003年{sample.integer(7, 9)}月1日"
    insurance = "参加的社会保险（可多选）"
    pulls = {"养老保险": 1.2, "医疗保险": 1.0, "失业保险": -0.2, "其他": -1.6}
    sample.choose(insurance, pulls, {0: 131, 1: 67, 2: 82, 3: 25})
    sample.columns[insurance] = [cell or "未参加" for cell in sample.columns[insurance]]
    sample.specify(insurance, "其他", ("意外伤害险", "村级合作医疗"))
    willing = {"很愿意": 61, "比较愿意": 118, "不太愿意": 84, "不愿意": 38, BLANK: 4}
    sample.allot("是否愿意长期从事社区工作", willing, age=0.7)


def communities(sample: Sample) -> None:
    """The facts about the 60 communities, in the rows of their secretaries; the first is the largest."""
    sample.trait("size", noise=1.0)
    sample.traits["size"][0] = 5.0
    sample.spread("社区党员数", {(100, 128): 8, (50, 99): 25, (14, 49): 27}, SECRETARIES, noise=0.3, size=1.0)
    sample.spread("社区居民户数", {(1800, 3100): 12, (900, 1799): 33, (420, 899): 15}, SECRETARIES, noise=0.3, size=1.0)
    households = sample.integers("社区居民户数")
    residents = [count * sample.integer(255, 285) // 100 for count in households]
    sample.columns["社区居民人数"] = [str(residents[p]) if p in SECRETARIES else BLANK for p in range(SIZE)]
    migrants = [count * sample.integer(2, 11) // 100 for count in residents]
    sample.columns["社区流动人口数"] = [str(migrants[p]) if p in SECRETARIES else BLANK for p in range(SIZE)]
    for header, value in LARGEST.items():
        sample.columns[header][0] = str(value)
    sample.settle("社区党员数", MEMBERS - LARGEST["社区党员数"], SECRETARIES[1:], (8, 132))
    organisations(sample)
    order = ("社区党组织形式", "一肩挑", "是否配备副书记", "是否2003年以来村改居社区", "社区党员数", "村改居转入党员数")
    later = ("社区居民户数", "社区居民人数", "社区流动人口数")
    for header in (*order, *later):
        sample.columns[header] = sample.columns.pop(header)
    sample.write("备注", REMARKS, 41)


def organisations(sample: Sample) -> None:
    """The party organisation: large communities have general branches and deputy secretaries."""
    members = sample.integers("社区党员数")
    sample.allot("社区党组织形式", {"党总支": 27, "党支部": 33}, SECRETARIES, noise=0.5, size=1.0)
    sample.allot("一肩挑", {"是": 29, "否": 31}, SECRETARIES, seniority=-0.4)
    sample.allot("是否配备副书记", {"是": DEPUTIES, "否": COMMUNITIES - DEPUTIES}, SECRETARIES, noise=0.6, size=1.0)
    converted = "是否2003年以来村改居社区"
    sample.allot(
        converted, {"是": 11, "否": 49}, SECRETARIES, lambda place, answer: answer == "否" or members[place] > 56
    )
    villages = sample.those(converted, "是")
    sample.spread("村改居转入党员数", {(38, 54): 11}, villages)
    sample.settle("村改居转入党员数", MEMBERS_MOVED, villages, (30, 56))


def places(sample: Sample) -> None:
    """Everybody's community: one secretary each, deputies where there is a post, others by size."""
    names = [f"{first}{second}社区" for first in FIRST for second in SECOND]
    deputies = sample.those("是否配备副书记", "是")
    households = sample.integers("社区居民户数")
    posts = list(SECRETARIES) * 2  # at least two other workers each
    while len(posts) < OTHERS:
        posts.append(max(SECRETARIES, key=lambda place: (households[place] / (1 + posts.count(place)), -place)))
    sample.columns["所在社区"] = [names[place] for place in (*SECRETARIES, *deputies, *sorted(posts))]


def joined(sample: Sample, first: str, second: str) -> list[str]:
    """One column out of two that hold different people; the two are removed."""
    return [a or b for a, b in zip(sample.columns.pop(first), sample.columns.pop(second), strict=True)]
