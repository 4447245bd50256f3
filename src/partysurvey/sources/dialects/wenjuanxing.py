"""问卷星 (wjx.cn): by text (按文本), by number (按序号), by score (按分数)."""

from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Absence, Text

PLATFORM = Evidence(
    names=("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP(地址)?", "总分", "用户ID"), least=3
)
NUMBERED_HEADING = r"^\s*\d+\s*[、.．，,：:]"
BOX_HEADING = r"^\s*(?:第\s*\d+\s*题|\d+)\s*[、.．]?\s*[(（].+[)）]\s*$"  # 第6题(运动), 5、(其他), 4(平板电脑)
TEXT_MARKS = r"┋|〖|^[(（](?:跳过|空)[)）]$"
TEXT_FILE = r"按文本|_0\.\w+$"
CODE_FILE = r"按序号|_2\.xlsx?$"
SCORE_FILE = r"按分数|_1\.xlsx?$"
SKIPPED = dict.fromkeys(("(跳过)", "（跳过）"), Absence.NOT_ASKED)
BLANK = dict.fromkeys(("(空)", "（空）"), Absence.BLANK)

TEXT = Dialect(
    name="wenjuanxing_text",
    title=Text("问卷星按文本导出", "a Wenjuanxing (wjx.cn) export by text"),
    assumed=Text(
        "多选以“┋”相连，(跳过) 为未被问到，(空) 为未作答，〖〗内为填写的内容",
        "answers of a multiple choice are joined by ┋, the marks for skipped and blank are no answers, what stands in "
        "lenticular brackets was typed",
    ),
    evidence=(
        replace(PLATFORM, file=TEXT_FILE),
        replace(PLATFORM, no_file=f"{CODE_FILE}|{SCORE_FILE}", cell=TEXT_MARKS, no_heading=BOX_HEADING),
        replace(PLATFORM, no_file=f"{CODE_FILE}|{SCORE_FILE}", worded=True, no_heading=BOX_HEADING),
    ),
    hints=(Evidence(heading=NUMBERED_HEADING, no_heading=BOX_HEADING, cell=TEXT_MARKS),),
    metadata="序号|提交答卷时间|所用时间|来源|来源详情|总分",
    personal="用户ID|来自IP(?:地址)?|(?:微信|用户)?昵称|openid|省份|城市",
    about={"serial": "序号", "duration": "所用时间", "end": "提交答卷时间", "address": "来自IP(?:地址)?"},
    parts={"—": "row"},
    is_numbered=True,
    marks={**SKIPPED, **BLANK},
    separators=("┋",),
)
CODE = replace(
    TEXT,
    name="wenjuanxing_code",
    title=Text("问卷星按序号导出", "a Wenjuanxing (wjx.cn) export by number"),
    assumed=Text(
        "答案为选项序号，多选每个选项一列（1 为选中），-3 为跳过，-2 为未作答",
        "answers are the numbers of options, a multiple choice has a column per option (1 is chosen), "
        "-3 is not asked, -2 is left blank",
    ),
    evidence=(
        replace(PLATFORM, file=CODE_FILE),
        replace(PLATFORM, no_file=f"{TEXT_FILE}|{SCORE_FILE}", heading=BOX_HEADING, no_total="总分"),
        replace(
            PLATFORM,
            no_file=f"{TEXT_FILE}|{SCORE_FILE}",
            no_heading=BOX_HEADING,
            no_cell=TEXT_MARKS,
            worded=False,
            no_total="总分",
        ),
    ),
    hints=(Evidence(heading=BOX_HEADING, no_cell="┋"),),
    parts={"—": "row", "(": "option"},
    marks={"-3": Absence.NOT_ASKED, "-2": Absence.BLANK, **SKIPPED, **BLANK},
    separators=("┋",),
    answering="positions",
)
SCORE = replace(
    CODE,
    name="wenjuanxing_score",
    title=Text("问卷星按分数导出", "a Wenjuanxing (wjx.cn) export by score"),
    assumed=Text("答案为选项分值，-3 为跳过，-2 为未作答", "answers are scores, -3 is not asked, -2 is left blank"),
    hints=(),
    evidence=(
        replace(PLATFORM, file=SCORE_FILE),
        replace(PLATFORM, no_file=f"{TEXT_FILE}|{CODE_FILE}", worded=False, no_cell=TEXT_MARKS, total="总分"),
    ),
    answering="scores",
)
DIALECTS = (TEXT, CODE, SCORE)
