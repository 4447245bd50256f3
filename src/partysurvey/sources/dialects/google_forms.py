"""Google Forms, and the Google Sheet a form is linked to."""

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Text

TIMESTAMP = (
    "Timestamp|时间戳记?|時間戳記|Zeitstempel|Horodateur|Marca temporal|Tidsstempel|Отметка времени|タイムスタンプ"
)
DIALECTS = (
    Dialect(
        name="google_forms",
        title=Text("Google 表单导出", "a Google Forms export"),
        assumed=Text(
            "多选以“, ”或“;”相连，选项自身的逗号只有在问卷已知时才能确定，空白不能区分跳过与未作答",
            "several answers are joined by a comma and a blank, or by a semicolon; commas within options are certain "
            "only with a questionnaire; an empty cell may mean not asked or left blank",
        ),
        evidence=(Evidence(names=(TIMESTAMP,), cell=r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[ ,T]"),),
        metadata=f"{TIMESTAMP}|Score|Total score|得分|总分|分数",
        personal="Email ?Address|Email|Username|电子邮件地址|电子邮件|用户名|邮箱",
        parts={"[": "row"},
        separators=(";", ", "),
        bare_other=True,
    ),
)
