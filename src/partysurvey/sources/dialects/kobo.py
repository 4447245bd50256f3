"""KoBoToolbox and ODK: one header row, or a second one with HXL tags."""

from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Text

SYSTEM = (
    "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
    "_tags", "_index", "formhub/uuid", "_xform_id_string", "meta/instanceID",
)  # fmt: skip
CENTRAL = (
    "SubmissionDate", "KEY", "(?:meta[-/:])?instanceID", "SubmitterID", "SubmitterName", "AttachmentsPresent",
    "AttachmentsExpected", "DeviceID", "ReviewState", "FormVersion", "Edits",
)  # fmt: skip
TAGS = r"^#[a-z]\w*"
KOBO = Dialect(
    name="kobo",
    title=Text("KoBoToolbox / ODK 导出", "a KoBoToolbox or ODK export"),
    assumed=Text(
        "多选每个选项一列（1/0，未作答为空）或以空格相连，以下划线开头的列为系统列",
        "a multiple choice has a column per option (1 or 0, empty when unanswered) or names joined by blanks, columns "
        "that begin with an underscore are the system's",
    ),
    evidence=(
        Evidence(names=SYSTEM, least=3, no_second=TAGS),
        Evidence(names=CENTRAL, least=2, no_second=TAGS),
    ),
    metadata=r"_{1,2}[a-z_]+|formhub/uuid|meta[-/:].*|start|end|today|audit|SubmissionDate|KEY|(?:meta[-/:])?instanceID"
    r"|SubmitterID|Attachments\w+|ReviewState|FormVersion|Edits|background-audio",
    personal=r"username|deviceid|subscriberid|simserial|phonenumber|email|_submitted_by|SubmitterName|DeviceID"
    r"|_geolocation|.*[_/:-](?:latitude|longitude|altitude|precision|accuracy)",
    about={"id": "_uuid|KEY|(?:meta[-/:])?instanceID", "start": "start", "end": "end"},
    parts={"/": "part"},
    separators=(" ",),
)
HXL = replace(
    KOBO,
    name="kobo_hxl",
    title=Text("KoBoToolbox / ODK 导出（第二行为 HXL 标签）", "a KoBoToolbox or ODK export with a row of HXL tags"),
    evidence=(
        Evidence(names=SYSTEM, least=3, second=TAGS),
        Evidence(names=CENTRAL, least=2, second=TAGS),
    ),
    header=2,
)
DIALECTS = (KOBO, HXL)
