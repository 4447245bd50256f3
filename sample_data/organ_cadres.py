"""Respondents of the flagship: 300 cadres, of whom 100 answer for their unit: whole percents come out exact."""

from respondents import BLANK, Sample

SIZE = 300
UNITS = 100

DIFFICULTIES = {
    "兼职多精力不足": 1.3,
    "党务知识欠缺": 0.4,
    "领导重视不够": 0.5,
    "人员编制不足": 0.9,
    "活动经费不足": 0.1,
    "激励保障不够": 1.0,
    "其他": -1.5,
}
REMEDIES = {
    "加强教育培训": 1.0,
    "加大交流任用": 0.9,
    "配足专职干部": 0.8,
    "落实职务待遇": 0.7,
    "完善考核激励": 0.3,
    "落实党建责任": 0.4,
}
ATTITUDES = {  # item: (how many 完全同意, 比较同意, 说不清, 不太同意, 完全不同意, blank), pull of commitment
    "党务工作使我有成就感": ((29, 99, 117, 43, 11, 1), 1.0),
    "党务工作得到领导和同事的尊重": ((26, 111, 109, 42, 9, 3), 0.8),
    "党务工作耽误了我的业务发展": ((22, 75, 106, 73, 22, 2), -0.9),
    "我有足够的时间做党务工作": ((16, 57, 86, 103, 37, 1), 0.3),
}
SUGGESTIONS = (
    "建议把党务干部纳入干部交流计划,打通晋升通道。",
    "多组织培训,少填表格",
    "希望领导真正重视,不能“说起来重要,做起来次要”。",
    '有人说党务工作是"软指标",应该有"硬考核"',
    "1.配齐专职干部;\n2.落实职级待遇;\n3.每年轮训一次。",
    "无",
    "兼职太多,业务工作已占去大部分时间,党务只能加班做。",
    "经费要有保障,活动才能开展\n最好列入预算",
    "希望上级多到基层看看",
)


def columns() -> dict[str, list[str]]:
    """The finished columns by header, as the survey platform exports them."""
    sample = Sample(seed=20100901, size=SIZE)
    sample.columns["序号"] = [str(place + 1) for place in range(SIZE)]
    clock(sample)
    person(sample)
    work(sample)
    unit(sample)
    views(sample)
    return sample.columns


def clock(sample: Sample) -> None:
    """When the sheets were handed in and how long they took, as the platform notes it."""
    times = sorted((sample.integer(6, 9), sample.integer(9, 17), sample.integer(0, 3599)) for _ in range(SIZE))
    sample.columns["提交答卷时间"] = [
        f"2010/9/{day} {hour:02}:{second // 60:02}:{second % 60:02}" for day, hour, second in times
    ]
    sample.columns["所用时间"] = [f"{sample.integer(140, 900)}秒" for _ in range(SIZE)]


def person(sample: Sample) -> None:
    """Sex, age, education, party standing, rank: the old have more standing and rank, the young more schooling."""
    sample.trait("seniority", noise=1.0)
    sample.allot("1、您的性别", {"男": 181, "女": 119}, seniority=0.3)
    sample.spread("2、您的年龄（周岁）", {(49, 59): 100, (36, 48): 100, (23, 35): 100}, noise=0.0, seniority=1.0)
    ages = sample.integers("2、您的年龄（周岁）")
    sample.observed_trait("age", ages)
    schooling = {"研究生及以上": 61, "本科": 224, "大专": 12, "高中（中专）及以下": 3}
    sample.allot("3、您的学历", schooling, age=-0.9)
    sample.spread(
        "4、您的党龄（满年）",
        {(15, 36): 153, (5, 14): 108, (0, 4): 37},
        blank=2,
        ceiling=[age - 19 for age in ages],
        noise=0.6,
        age=1.0,
    )
    ranks = {"正处级及以上": 22, "副处级": 53, "正科级": 95, "拒答": 2, "副科级": 71, "科员及以下": 55, BLANK: 2}
    sample.allot("5、您的职务层次", ranks, noise=0.7, age=1.0)


def work(sample: Sample) -> None:
    """Full-time or part-time, years of party-affairs work, and how the post came about."""
    duty, tenure = "6、您从事党务工作是专职还是兼职", "9、您从事党务工作的年限"
    ages = sample.integers("2、您的年龄（周岁）")
    years = {"20年以上": 21, "11—20年": 11, "6—10年": 6, "1—5年": 1, "不满1年": 0}
    sample.allot(duty, {"专职": 114, "兼职": 186}, age=0.2)
    sample.allot(
        "temporary",
        {"20年以上": 16, "11—20年": 45, "6—10年": 70, "1—5年": 138, "不满1年": 31},
        allowed=lambda place, answer: ages[place] - 22 >= years[answer],
        noise=0.9,
        age=1.0,
    )
    tenures = sample.columns.pop("temporary")
    longest = {"20年以上": 25, "11—20年": 20, "6—10年": 10, "1—5年": 5, "不满1年": 0}
    served = [min(sample.integer(years[cell], longest[cell]), ages[p] - 22) for p, cell in enumerate(tenures)]
    sample.observed_trait("served", served)
    part_time = sample.those(duty, "兼职")
    sample.columns["7、您兼职从事党务工作满几年"] = [
        str(years_served) if place in part_time else sample.elsewhere for place, years_served in enumerate(served)
    ]
    jobs = {"人事": 65, "办公室综合": 59, "业务处室": 41, "纪检监察": 14, "其他": 7}
    sample.allot("8、您的主要岗位（限兼职人员）", jobs, part_time)
    sample.specify("8、您的主要岗位（限兼职人员）", "其他", ("后勤", "工会", "财务,兼出纳", "老干部工作"))
    sample.columns[tenure] = tenures
    ago = [sample.integer(0, min(years_served, 8)) for years_served in served]
    sample.date("10、您担任现任党务职务的时间", 2010, ago, blank=8)
    route = {"换届选举": 168, "调任": 80, "领导指派": 52}
    sample.allot("11、您担任现任党务职务的产生方式", route, age=0.6)


def unit(sample: Sample) -> None:
    """The unit, told by one designated person: the bigger, the more cadres."""
    asker, cadres = "12、您是否受本单位委托填写单位情况（每个单位限1人）", "16、本单位党务干部人数（含兼职）"
    staff = "14、本单位职工总数"
    sample.allot(asker, {"是": UNITS, "否": SIZE - UNITS}, age=0.3)
    units = sample.those(asker, "是")
    sample.trait("size", noise=1.0)
    forms = {"机关党委": 23, "党总支": 20, "党支部": 57}
    sample.allot("13、本单位党组织的类型", forms, units, noise=0.6, size=1.0)
    sample.spread(staff, {(100, 236): 24, (50, 99): 35, (14, 49): 41}, units, noise=0.3, size=1.0)
    for place in units:  # big units are told in round numbers, so that some stand right at the limits of the ratio
        told = int(sample.columns[staff][place])
        sample.columns[staff][place] = str(told if told < 100 else told // 10 * 10)
    sample.allot(cadres, {"3名及以上": 60, "2名": 26, "只有1名": 14}, units, noise=0.6, size=1.0)
    most = {"3名及以上": 4, "2名": 2, "只有1名": 1, sample.elsewhere: 4}
    full_time = set(sample.those("6、您从事党务工作是专职还是兼职", "专职"))
    counts = sample.columns.pop(cadres)
    sample.allot(
        "15、本单位专职党务干部人数",
        {"0": 29, "1": 50, "2": 13, "3": 5, "4": 3},
        units,
        lambda place, answer: int(answer) <= most[counts[place]] and (answer != "0" or place not in full_time),
        noise=0.3,
        size=-1.0,
    )
    sample.columns[cadres] = counts


def views(sample: Sample) -> None:
    """The subjective part: those who have served long know the work; the committed see it brighter."""
    familiarity = {"很熟悉": 60, "基本熟悉": 228, "很不熟悉": 12}
    sample.allot("17、您对党务工作的熟悉程度", familiarity, noise=0.8, served=1.0)
    sample.trait("commitment", noise=1.0, age=0.3)
    enthusiasm = {"很高": 20, "较高": 72, "一般": 186, "较低": 18, "很低": 4}
    sample.allot("18、您对党务工作的工作热情", enthusiasm, noise=0.7, commitment=1.0)
    prospects = {"很好": 8, "较好": 38, "一般": 207, "较差": 37, "很差": 10}
    sample.allot("19、您认为党务干部的发展前途", prospects, commitment=0.9)
    importance = {"十分重要": 155, "比较重要": 111, "不十分重要": 30, "不重要": 4}
    sample.allot("20、您认为机关党建对中心工作的重要性", importance, commitment=0.8)
    answers = ("完全同意", "比较同意", "说不清", "不太同意", "完全不同意", BLANK)
    for item, (counts, pull) in ATTITUDES.items():
        margins = dict(zip(answers, counts, strict=True))
        sample.allot(f"21、您是否同意下列说法—{item}", margins, commitment=pull)
    difficulties = "22、您在党务工作中遇到的主要困难（最多选3项）"
    sample.choose(difficulties, DIFFICULTIES, {3: 157, 2: 88, 1: 51, 0: 4})
    sample.specify(difficulties, "其他", ("会议多、材料多", "缺少交流平台", "没有办公场所,档案无处存放"))
    remedies = "23、加强党务干部队伍建设最需要的措施（按重要程度选3项排序）"
    sample.choose(remedies, REMEDIES, {3: 284, 2: 10, 0: 6}, separator="→")
    sample.write("24、您对加强机关党务干部队伍建设的建议", SUGGESTIONS, 80)
