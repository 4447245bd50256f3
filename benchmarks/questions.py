"""What the responses of the benchmark are about: questions, columns, file names.

Imports next to nothing: the processes that are measured need it, and not the generator.
"""

from dataclasses import dataclass
from pathlib import Path

STRATA = tuple(f"{kind}{place:02}片区" for kind in ("东部", "中部", "西部") for place in range(1, 11))
PSUS_PER_STRATUM = 20
SKIPPED, EMPTY = "(跳过)", ""
SEPARATOR = "┋"


@dataclass(frozen=True, slots=True)
class Choice:
    """A single choice: id, text (also the name of its column), labels with the cumulated shares of their answers."""

    id: str
    text: str
    labels: tuple[str, ...]


CHOICES = (
    Choice("sex", "您的性别", ("男", "女")),
    Choice("unit_kind", "您所在单位的性质", ("机关", "事业单位", "国有企业", "非公企业", "社会组织")),
    Choice("rank", "您的职级", ("科员及以下", "副科级", "正科级", "副处级", "正处级及以上")),
    Choice("familiarity", "您对党务工作的熟悉程度", ("很熟悉", "基本熟悉", "不太熟悉", "不熟悉")),
    Choice("enthusiasm", "您身边党务干部的工作热情", ("非常高", "比较高", "一般", "比较低", "非常低")),
    Choice("years", "您从事党务工作的年限", ("不满1年", "1—5年", "6—10年", "11—20年", "20年以上")),
    Choice("part_time", "您是专职还是兼职从事党务工作", ("专职", "兼职", "其他")),
    Choice("training", "您近三年参加党务培训的次数", ("没有参加", "1次", "2—3次", "4—5次", "6次及以上")),
    Choice("workload", "您认为目前的工作负担如何", ("很重", "较重", "适中", "较轻", "很轻", "说不清")),
    Choice("support", "单位主要负责人对党务工作的重视程度", ("非常重视", "比较重视", "一般", "不太重视", "很不重视")),
    Choice(
        "problem",
        "您认为党务工作最突出的问题是",
        ("人手不足", "经费不足", "业务不熟", "制度不全", "考核形式化", "与业务脱节", "晋升空间小", "其他"),
    ),
    Choice("promotion", "您对党务干部晋升渠道的满意程度", ("非常满意", "比较满意", "一般", "不太满意", "很不满意")),
)
CHANNELS = Choice("channels", "您了解政策的渠道（可多选）", ("会议传达", "文件", "网络", "报刊", "电视广播", "同事"))
AGE, WEIGHT, STRATUM, PSU = "您的年龄", "权重", "层", "初级抽样单位"
TEXT, SERIAL, SUBMITTED = "您的建议", "序号", "提交答卷时间"
BANNERS = ("sex", "unit_kind", "rank")
HEADER = (
    SERIAL,
    SUBMITTED,
    *(choice.text for choice in CHOICES),
    CHANNELS.text,
    AGE,
    TEXT,
    WEIGHT,
    STRATUM,
    PSU,
)


def response_file(directory: Path, rows: int, form: str) -> Path:
    """The path of a response file in the directory; form is csv, gb18030 or parquet."""
    ending = {"csv": ".csv", "gb18030": "_gb18030.csv", "parquet": ".parquet"}[form]
    return directory / f"responses_{rows}{ending}"
