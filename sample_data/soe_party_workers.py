"""Respondents of the report on state-owned enterprises: 418 workers, of whom 76 give the figures of their unit."""

from respondents import BLANK, Sample

SIZE = 418
UNITS = 76

FITS = ("完全匹配", "基本匹配", "一般", "不太匹配", "很不匹配", BLANK)
MISMATCHES = {
    "数量": (29, 101, 108, 133, 44, 3),
    "工作质量": (41, 162, 129, 71, 14, 1),
    "能力": (33, 149, 121, 92, 21, 2),
}
MARKED = ("十分突出", "比较突出", "不太突出", "不存在", BLANK)
TWO_SKINS = {  # sign: (margins, pull of discontent)
    "岗位职责未界定": ((61, 157, 151, 46, 3), 0.8),
    "职业发展通道窄": ((118, 186, 91, 20, 3), 0.9),
    "激励机制缺失": ((97, 179, 112, 27, 3), 0.9),
    "培训机制缺失": ((52, 143, 165, 55, 3), 0.7),
}
WISHES = {
    "配齐党务人员": 0.8,
    "保障工作经费": 0.1,
    "打通晋升通道": 1.3,
    "落实同等待遇": 1.0,
    "加强业务培训": 0.5,
    "减少工作群和报表": 0.9,
    "其他": -1.7,
}
SUGGESTIONS = (
    "党务岗位要有序列、有职级、有出路。",
    "工作群太多,每天“打卡”“接龙”,真正下基层的时间少",
    '两个"1%"要逐级督查',
    "减少重复报表;\n统一台账",
    "无建议",
    "与经营岗位双向交流,不能“一做党务定终身”",
)


def columns() -> dict[str, list[str]]:
    """The finished columns by header, as the survey platform exports them."""
    sample = Sample(seed=20190615, size=SIZE)
    sample.columns["序号"] = [str(place + 1) for place in range(SIZE)]
    person(sample)
    unit(sample)
    views(sample)
    return sample.columns


def person(sample: Sample) -> None:
    """Who answers: secretaries are older; those higher up are in more chat groups."""
    sample.trait("seniority", noise=1.0)
    sample.allot("1、性别", {"男": 251, "女": 167}, seniority=0.3)
    sample.spread("2、年龄（周岁）", {(51, 59): 107, (36, 50): 203, (24, 35): 108}, noise=0.3, seniority=1.0)
    ages = sample.integers("2、年龄（周岁）")
    sample.observed_trait("age", ages)
    levels = {"集团总部": 47, "二级企业": 168, "三级及以下企业": 201, BLANK: 2}
    sample.allot("3、您所在企业的层级", levels, seniority=0.3)
    sample.allot("4、您是专职还是兼职党务工作者", {"专职": 161, "兼职": 257}, seniority=-0.2)
    posts = {"党组织书记": 92, "党组织副书记": 41, "党组织委员": 119, "党务部门工作人员": 157, "其他": 9}
    sample.allot("5、您担任的党务职务", posts, noise=0.7, age=1.0)
    secretaries = sample.those("5、您担任的党务职务", "党组织书记")
    sample.specify("5、您担任的党务职务", "其他", ("团委书记", "工会干事", "纪检干事,兼档案"))
    both = {"是": 58, "否": 34}
    sample.allot("6、您是否同时担任本单位行政负责人（一肩挑）", both, secretaries)
    groups = {(18, 32): 67, (10, 17): 196, (5, 9): 104, (1, 4): 48}
    sample.spread("7、您因党务工作加入的微信群和QQ群数量", groups, blank=3, noise=0.8, seniority=0.5)
    years = [min(sample.integer(0, 22), age - 23) for age in ages]
    sample.date("8、您开始从事企业党务工作的时间", 2019, years, blank=6)


def unit(sample: Sample) -> None:
    """The figures of the unit; party staff and funds lie around one hundredth of employees and payroll."""
    asker = "9、您是否代表本单位填写单位数据（每个单位限1人）"
    sample.allot(asker, {"是": UNITS, "否": SIZE - UNITS})
    units = sample.those(asker, "是")
    sample.trait("size", noise=1.0)
    employees = "10、本单位职工总数（人）"
    sample.spread(employees, {(1500, 6200): 14, (400, 1499): 31, (80, 399): 31}, units, noise=0.2, size=1.0)
    figures: dict[str, list[str]] = {
        name: [sample.elsewhere] * SIZE
        for name in (
            "11、本单位党务工作人员数（人）",
            "12、本单位上年度职工工资总额（万元）",
            "13、本单位年度党组织工作经费（万元）",
        )
    }
    for place in units:
        staff = int(sample.columns[employees][place])
        payroll = staff * sample.integer(70, 140) // 10  # 7 to 14 times 10,000 yuan a head
        values = (staff * sample.integer(4, 17) // 1000, payroll, payroll * sample.integer(3, 16) // 1000)
        for column, value in zip(figures.values(), values, strict=True):
            column[place] = str(value)
    sample.columns.update(figures)


def views(sample: Sample) -> None:
    """The mismatches, the two skins, training and wishes."""
    sample.trait("discontent", noise=1.0)
    demand = "14、本单位党务工作者队伍与工作要求的匹配情况"
    for item, counts in MISMATCHES.items():
        sample.allot(f"{demand}—{item}", dict(zip(FITS, counts, strict=True)), discontent=-0.9)
    skins = "15、人事管理“两张皮”的下列表现在本单位的严重程度"
    for sign, (counts, pull) in TWO_SKINS.items():
        sample.allot(f"{skins}—{sign}", dict(zip(MARKED, counts, strict=True)), discontent=pull)
    days = {"7天以上": 43, "4—7天": 119, "1—3天": 171, "没有参加": 82, BLANK: 3}
    sample.allot("16、您上年度参加党务培训的天数", days, discontent=-0.5, seniority=0.3)
    wishes = "17、您最希望单位改进的方面（最多选3项）"
    sample.choose(wishes, WISHES, {3: 246, 2: 111, 1: 57, 0: 4})
    sample.specify(wishes, "其他", ("更新党建信息系统", "办公用房"))
    careers = {"党务专业通道": 0.7, "经营管理岗位": 0.8, "专业技术岗位": 0.1}
    sample.choose("18、您理想的职业发展方向（排序）", careers, {3: 409, 0: 9}, separator="→")
    sample.write("19、您对国企党务工作者队伍建设的建议", SUGGESTIONS, 96)
