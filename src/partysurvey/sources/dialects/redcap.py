"""REDCap: raw (codes) and labels."""

from msgspec.structs import replace

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Text

RAW = Dialect(
    name="redcap_raw",
    title=Text("REDCap 原始值导出", "a raw REDCap export"),
    assumed=Text(
        "多选每个选项一列 field___code，全为 0 的不计为作答，因为未选、未显示与未到达都写作 0",
        "a multiple choice has a column field___code per option; where all are 0 nobody can tell whether it was seen, "
        "so that is no answer",
    ),
    evidence=(
        Evidence(names=("record_id|.*_id", r"\w+_complete", "redcap_.*", r"\w+_timestamp"), least=2),
        Evidence(heading=r"^[a-z]\w*___\w+$"),
    ),
    metadata=r"record_id|(?:study|participant|subject)_id|redcap_(?:event_name|repeat_\w+|data_access_group)"
    r"|\w+_timestamp|\w+_complete",
    personal="redcap_survey_identifier",
    about={
        # a record has a row for every event and repetition
        "id": r"record_id|(?:study|participant|subject)_id|redcap_(?:event_name|repeat_\w+)",
        "finished": r"\w+_complete",
    },
    parts={"___": "option"},
    separators=(),
)
LABELS = replace(
    RAW,
    name="redcap_labels",
    title=Text("REDCap 标签导出", "a REDCap export with labels"),
    assumed=Text(
        "多选每个选项一列（choice=…），Checked 为选中，全未选的不计为作答",
        "a multiple choice has a column (choice=…) per option, Checked is chosen; where none is nobody can tell "
        "whether it was seen, so that is no answer",
    ),
    evidence=(
        Evidence(heading=r"\(choice=.+\)$"),
        Evidence(
            names=("Record ID", r"Complete\?(?:\.\d+)?", "Event Name", "Survey Timestamp", "Repeat Instance"), least=2
        ),
    ),
    metadata=r"Record ID|Event Name|Repeat (?:Instrument|Instance)|Data Access Group|(?:.* )?Survey Timestamp"
    r"|Complete\?(?:\.\d+)?",
    personal="Survey Identifier",
    about={"id": "Record ID|Event Name|Repeat (?:Instrument|Instance)", "finished": r"Complete\?(?:\.\d+)?"},
    parts={"(": "option"},
)
DIALECTS = (RAW, LABELS)
