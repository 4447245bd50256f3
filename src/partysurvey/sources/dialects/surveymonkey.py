"""SurveyMonkey: expanded (two header rows), condensed (one)."""

from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Text

PLATFORM = Evidence(
    names=("Respondent ?ID", "Collector ?ID", "Date ?Created", "Date ?Modified", "Custom ?Data.*"), least=2
)
ANSWERS = r"^(?:\d{3,}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.*)$"  # ids and days stand in the second row
EXPANDED = Dialect(
    name="surveymonkey",
    title=Text("SurveyMonkey 展开导出（两行表头）", "an expanded SurveyMonkey export with two header rows"),
    assumed=Text(
        "第一行为题目，第二行为选项或行，多选有内容即为选中，空白不能区分跳过与未作答",
        "the first row holds the questions, the second one options or rows, a filled cell of a multiple choice is "
        "chosen, an empty cell may mean not asked or left blank",
    ),
    evidence=(replace(PLATFORM, no_second=ANSWERS),),
    hints=(Evidence(names=("Respondent ?ID",), second="^(?:Response|Open-Ended Response)$"),),
    header=2,
    label_row=1,
    is_spread=True,
    metadata="Respondent ?ID|Collector ?ID|Start ?Date|End ?Date|Date ?Created|Date ?Modified|Custom ?Data.*"
    "|collection_id|language",
    personal="IP ?Address|Email ?Address|First ?Name|Last ?Name",
    about={
        "id": "Respondent ?ID",
        "start": "Start ?Date|Date ?Created",
        "end": "End ?Date|Date ?Modified",
        "address": "IP ?Address",
    },
    other=r"(?i)^other\b.*|^其他|^其它",
    parts={"[": "part"},
    separators=(),
    whole=r"Response|Open-Ended Response|回复|开放式(?:回答|回复|答复)|回答|",
)
CONDENSED = replace(
    EXPANDED,
    name="surveymonkey_condensed",
    title=Text("SurveyMonkey 紧凑导出", "a condensed SurveyMonkey export"),
    assumed=Text(
        "每题一列，多选的连接符由各列判断", "one column per question, what joins several answers is seen in each"
    ),
    evidence=(replace(PLATFORM, second=ANSWERS),),
    hints=(),
    header=1,
    label_row=0,
    is_spread=False,
    parts={" - ": "part", "[": "part"},
    separators=None,
)
DIALECTS = (EXPANDED, CONDENSED)
