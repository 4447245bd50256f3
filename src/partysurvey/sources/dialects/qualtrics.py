"""Qualtrics: three header rows (names, texts, import ids), the older two, and names alone."""

from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Absence, Text

METADATA = (
    "StartDate", "EndDate", "Status", "Progress", r"Duration \(in seconds\)", "Finished", "RecordedDate",
    "ResponseI[dD]",
    "ResponseSet", "DistributionChannel", "UserLanguage", "Q_.*",
    r".* - (?:Topics|Parent Topics|Sentiment.*)", r"SC\d+",
)  # fmt: skip
PERSONAL = (
    "IPAddress", "Recipient(?:Last|First)Name", "RecipientEmail", "ExternalReference", "ExternalDataReference",
    "Location(?:Latitude|Longitude|Accuracy)", "Name", "EmailAddress",
)  # fmt: skip
PLATFORM = Evidence(names=(*METADATA[:11], *PERSONAL[:6]), least=4)
IMPORT_ID = r'^\{\s*"ImportId"'
TEXTS = r"^(?:Start Date|End Date|Response Type|IP Address|Recorded Date|Response ?I[dD]|开始日期|开始时间)$"

CURRENT = Dialect(
    name="qualtrics",
    title=Text("Qualtrics 导出（三行表头）", "a Qualtrics export with three header rows"),
    assumed=Text(
        "第二行为题目文字，-99 为未作答，空白不能区分跳过与未作答，未拆分的多选以“,”相连",
        "the second row holds the texts of the questions, -99 is left blank, an empty cell may mean not asked or left "
        "blank, a multiple choice that is not split is joined by commas",
    ),
    evidence=(Evidence(third=IMPORT_ID),),
    header=3,
    label_row=1,
    metadata="|".join(METADATA),
    personal="|".join(PERSONAL),
    about={
        "id": "Response ?ID",
        "duration": r"Duration \(in seconds\)",
        "start": "Start ?Date",
        "end": "End ?Date",
        "address": "IP ?Address",
        "finished": "Finished",
        "progress": "Progress",
    },
    fill_in=r"\w+_\d+_TEXT|.* - (?:Text|文本)",
    parts={" - ": "part"},
    dropped=r" - (?:Selected Choice|所选选项|选定选项|选定的选项)",
    named=r"(.+)_\d+",
    marks={"-99": Absence.BLANK},
    separators=(",",),
)
LEGACY = replace(
    CURRENT,
    name="qualtrics_legacy",
    title=Text("Qualtrics 导出（两行表头）", "a Qualtrics export with two header rows"),
    evidence=(
        replace(PLATFORM, second=TEXTS, no_third=IMPORT_ID),
        Evidence(names=("V1", "V2", "V3"), least=3, second="^Response ?I[dD]$", no_third=IMPORT_ID),
    ),
    header=2,
)
NAMES = replace(
    CURRENT,
    name="qualtrics_names",
    title=Text("Qualtrics 导出（一行表头）", "a Qualtrics export with the names alone"),
    assumed=Text("-99 为未作答，列名即题目", "-99 is left blank, the names of the columns stand for the questions"),
    evidence=(replace(PLATFORM, no_second=f"{TEXTS}|{IMPORT_ID}", no_third=IMPORT_ID),),
    header=1,
    label_row=0,
    parts={"_": "part"},
)
DIALECTS = (CURRENT, LEGACY, NAMES)
