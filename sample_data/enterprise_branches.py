"""Project branches of the construction enterprise: 86 questionnaires, with the ids of the questions as headers."""

from respondents import BLANK, Sample

SIZE = 86

PROBLEMS = {"思想认识和主动性不够": 0.8, "业务能力不强方法陈旧": 0.7, "兼职增多精力不足依赖干事": 1.0, "其他": -1.6}
CAUSES = {"对重要性认识不足": 0.8, "选人用人把关不严": 0.4, "教育培训不够": 0.9, "检查考核不够": 0.7}
REMEDIES = {"健全组织机构": 0.5, "选好配强支部书记": 1.0, "加强教育培训": 0.8}
REMEDY_CODES = dict(zip(("organisation", "selection", "training"), REMEDIES, strict=True))
ORDER = {"健全机构": 0.3, "选好书记": 1.0, "加强培训": 0.6}
APPRAISAL = {"inspection": (29, 41, 15, 1), "appraisal": (22, 43, 21, 0), "rewards": (11, 38, 36, 1)}
SUGGESTIONS = (
    "项目书记应进班子,有职有权。",
    "工期紧,组织生活难以保证\n建议简化台账",
    '不能把书记当成"后勤部长"',
    "暂无",
    "项目完工支部撤销,党员关系应及时转接;流动党员要管好",
)


def columns() -> dict[str, list[str]]:
    """The finished columns by question id."""
    sample = Sample(seed=20090320, size=SIZE)
    branch(sample)
    secretary(sample)
    views(sample)
    return sample.columns


def branch(sample: Sample) -> None:
    """The project and its branch: large projects have more members."""
    sample.trait("size", noise=1.0)
    sample.allot("project_type", {"公路": 34, "铁路": 17, "房建": 22, "水利": 9, "其他": 4}, size=0.4)
    sample.specify("project_type", "其他", ("市政", "机场", "码头,航道"))
    sample.date("founded", 2008, [sample.integer(0, 4) for _ in range(SIZE)], blank=3)
    sample.spread("employees", {(100, 320): 25, (50, 99): 36, (18, 49): 25}, noise=0.2, size=1.0)
    employees = sample.integers("employees")
    members = [str(max(3, count * sample.integer(7, 26) // 100)) for count in employees]
    sample.columns["branch_members"] = members


def secretary(sample: Sample) -> None:
    """How the secretary's post is filled, and what is left to the clerk: full-time posts go with size."""
    posts = {"专职书记": 24, "项目副经理兼任": 25, "项目经理兼任": 37}
    sample.allot("secretary", posts, noise=0.8, size=1.0)
    part_time = sample.those("secretary", "项目副经理兼任", "项目经理兼任")
    sample.spread("weekly_hours", {(10, 16): 9, (5, 9): 23, (1, 4): 29}, part_time, blank=1, size=-0.3)
    sample.observed_trait("busy", [1.0 if place in part_time else 0.0 for place in range(SIZE)])
    sample.allot("clerk", {"有专职干事": 19, "有兼职干事": 48, "没有": 19}, noise=0.7, size=1.0)
    with_clerk = sample.those("clerk", "有专职干事", "有兼职干事")
    reliance = {"全部代办": 13, "大部分代办": 29, "少部分代办": 17, "基本不代办": 7, BLANK: 1}
    sample.allot("reliance", reliance, with_clerk, busy=0.9)


def views(sample: Sample) -> None:
    """Problems, causes and remedies as the report names them."""
    sample.choose("problems", PROBLEMS, {3: 21, 2: 37, 1: 27, 0: 1}, separator=";")
    sample.specify("problems", "其他", ("项目周期短", "人员流动大、队伍不稳"), separator=";")
    sample.choose("causes", CAUSES, {4: 8, 3: 25, 2: 34, 1: 18, 0: 1}, separator=";")
    sample.choose("remedies", REMEDIES, {3: 27, 2: 36, 1: 23}, separator=";")
    sample.part("remedies", {answer: f"remedies.{code}" for code, answer in REMEDY_CODES.items()}, separator=";")
    initiative = {"很高": 9, "较高": 25, "一般": 36, "较低": 13, "很低": 2, BLANK: 1}
    sample.allot("initiative", initiative, busy=-0.7)
    for practice, counts in APPRAISAL.items():
        margins = dict(zip(("落实好", "落实一般", "未落实", BLANK), counts, strict=True))
        sample.allot(f"appraisal.{practice}", margins, size=0.4)
    sample.choose("remedy_order", ORDER, {3: 84, 0: 2}, separator="→")
    sample.write("suggestion", SUGGESTIONS, 24)
