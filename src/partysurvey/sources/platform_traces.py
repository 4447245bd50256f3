"""A first look at a file: whether anything in its first rows may be of a platform; without one no dialect is loaded.

The fragments are those of the evidence in `sources/dialects/`; a test holds the two together.
"""

from collections.abc import Sequence

Rows = Sequence[Sequence[str]]

CERTAIN = (
    *("___", "[", "{fillblank-", "(choice=", "respondent id", "respondentid", "timestamp", "时间戳", "時間戳記"),
    *("zeitstempel", "horodateur", "marca temporal", "tidsstempel", "отметка времени", "タイムスタンプ"),
)
USUAL = (  # any two of them
    *("序号", "提交答卷时间", "所用时间", "来源", "来自ip", "总分", "用户id"),
    *("编号", "答题时间", "答题时长", "地理位置", "自定义字段", "清洗数据结果"),
    *("提交人", "提交时间", "创建时间", "修改时间", "更新时间", "填写设备", "操作系统", "浏览器", "ip"),
    *("startdate", "enddate", "status", "progress", "duration", "finished", "recordeddate", "responsei", "responseset"),
    *("distributionchannel", "userlanguage", "recipient", "external", "location", "v1", "v2", "v3"),
    *("submitdate", "lastpage", "startlanguage", "seed", "datestamp", "refurl", "token", "id", "提交日期", "最后"),
    *(
        "date submitted",
        "date_submitted",
        "last page",
        "last_page",
        "start language",
        "start_language",
        "起始语言",
        "开始语言",
        "种子",
        "date started",
        "date_started",
        "开始日期",
    ),
    *("date last action", "date_last_action", "引用", "referrer", "access code", "access_code", "令牌", "访问代码"),
    *("response id", "response_id", "ip address", "ip_address"),
    *("_id", "_uuid", "_submi", "_validation", "_notes", "_status", "_submitted", "__version__", "_tags", "_index"),
    *("formhub", "_xform", "instanceid", "submissiondate", "key", "submitterid", "submittername", "attachmentspresent"),
    *("attachmentsexpected", "deviceid", "reviewstate", "formversion", "edits"),
    *("_complete", "redcap_", "record id", "complete?", "event name", "repeat instance"),
    *("collector", "created", "modified", "custom"),
)
NUMBERS = tuple("0123456789第")
MARKS = ("┋", "〖", "跳过", "空")


def may_be_of_a_platform(rows: Rows) -> bool:
    """Whether some dialect may be recognised in the first rows of a file, the header first; rather yes than no."""
    if not rows:
        return False
    headings = [heading.strip().casefold() for heading in rows[0]]
    told = "\n".join(headings)
    if any(sign in told for sign in CERTAIN) or sum(word in told for word in USUAL) > 1:
        return True
    numbered = [heading for heading in headings if heading.startswith(NUMBERS)]
    if any(heading.endswith((")", "）")) for heading in numbered):
        return True
    return _is_import_row(rows) or bool(numbered and any(map(_is_worded_by_platform, rows[1:])))


def _is_import_row(rows: Rows) -> bool:
    return any("ImportId" in cell for row in rows[1:3] for cell in row)


def _is_worded_by_platform(row: Sequence[str]) -> bool:
    """Whether a cell has a mark of absence, a joined answer, or a letter before it as `A.很熟悉`."""
    return any(mark in cell for cell in row for mark in MARKS) or any(
        cell[:1].isascii() and cell[:1].isupper() and "." in cell[1:3] for cell in map(str.strip, row)
    )
