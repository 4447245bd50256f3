"""LimeSurvey: headings as codes, as full texts, as codes with texts; answers as codes or in full."""

from collections.abc import Mapping

from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Absence, Text
from partysurvey.survey.column import Particular

CODES = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl", "token")
TEXTS = (
    "Response ID|(?:回复|答复|响应|答案)\\s*(?:ID|编号)", "Date submitted|提交日期|提交时间", "Last page|最后一?页",
    "Start language|起始语言|开始语言", "Seed|种子", "Date started|开始日期", "Date last action|最后操作日期",
    "IP address|IP ?地址", "Referrer URL|引用 ?(?:URL|网址)", "Access code|Token|令牌|访问代码",
)  # fmt: skip
ABOUT: Mapping[Particular, str] = {
    "serial": "id",
    "duration": "interviewtime",
    "start": "startdate",
    "end": "submitdate",
    "address": "ipaddr",
    "submitted": "submitdate",
}
CODE = Dialect(
    name="limesurvey_code",
    title=Text("LimeSurvey 导出（表头为代码）", "a LimeSurvey export headed by codes"),
    assumed=Text(
        "多选各列 Y/Yes/是 为选中，N/A 为未被问到，[other] 列有内容即选择了其他",
        "in the columns of a multiple choice Y or Yes is chosen, N/A is not asked, a filled [other] column means that "
        "other was chosen",
    ),
    evidence=(Evidence(names=CODES, least=3), Evidence(heading=r"^\w+\[\w+\]$", names=CODES)),
    metadata="|".join(code for code in CODES if code not in {"ipaddr", "token"})
    + r"|interviewtime|.*Time|(?:group)?[Tt]ime\d*",
    personal="ipaddr|token|firstname|lastname|email",
    about=ABOUT,
    fill_in=r".*comment\]",
    other=r"\[other\]$",
    parts={"[": "part"},
    box_marks={"N/A": Absence.NOT_ASKED, "不适用": Absence.NOT_ASKED},
    separators=(),
    cleaned=((r"^'(?==)", ""),),
)
FULL = replace(
    CODE,
    name="limesurvey_full",
    title=Text("LimeSurvey 导出（表头为题目全文）", "a LimeSurvey export headed by full texts"),
    evidence=(Evidence(names=TEXTS, least=3),),
    metadata="|".join(TEXTS[:7] + TEXTS[8:9]) + "|Total time|Group time.*|Question time.*",
    personal=f"{TEXTS[7]}|{TEXTS[9]}|First name|Last name|Email address",
    about={
        "serial": TEXTS[0],
        "duration": "Total time|总时间|总用时",
        "start": TEXTS[5],
        "end": TEXTS[1],
        "address": TEXTS[7],
        "submitted": TEXTS[1],
    },
    fill_in=r".*\[[^\]]*(?:comment|评论|备注)\]",
    other=r"\[(?:Other|其他|其它)\b[^\]]*\]$",
)
CODE_TEXT = replace(
    CODE,
    name="limesurvey_codetext",
    title=Text("LimeSurvey 导出（表头为代码和题目）", "a LimeSurvey export headed by codes and texts"),
    evidence=(Evidence(names=tuple(rf"{code}\s*[.:|-].+" for code in CODES), least=3),),
    metadata="|".join(rf"{code}\s*[.:|-].+" for code in CODES if code not in {"ipaddr", "token"}),
    personal=r"(?:ipaddr|token|firstname|lastname|email)\s*[.:|-].+",
    about={particular: rf"{code}\s*[.:|-].+" for particular, code in ABOUT.items()},
    fill_in=r"\w+\[\w+comment\].*",
    other=r"^\w+\[other\]",
    dropped=r"^(?=[A-Za-z])\w+(?:\[\w+\])*\s*[.:|-]\s*",
)
DIALECTS = (CODE, FULL, CODE_TEXT)
