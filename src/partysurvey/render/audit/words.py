"""What verdicts are called, and how a claim is named."""

from partysurvey.audit.judgement import Verdict
from partysurvey.survey import Text

VERDICTS = {
    Verdict.REPRODUCED: Text("与数据一致", "reproduced"),
    Verdict.FEASIBLE: Text("可能", "feasible"),
    Verdict.FEASIBLE_FOR: Text("仅限某些人数", "only for some n"),
    Verdict.IMPOSSIBLE: Text("不可能", "impossible"),
    Verdict.CONTRADICTED: Text("矛盾", "contradicted"),
    Verdict.NOT_CHECKABLE: Text("无法核对", "not checkable"),
}
MARKS = {
    Verdict.REPRODUCED: "✓",
    Verdict.FEASIBLE: "○",
    Verdict.FEASIBLE_FOR: "◐",
    Verdict.IMPOSSIBLE: "×",
    Verdict.CONTRADICTED: "≠",
    Verdict.NOT_CHECKABLE: "–",
}
