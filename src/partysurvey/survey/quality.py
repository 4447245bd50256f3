"""What can be wrong with responses: the checks, what each means and where its rule comes from, and its thresholds."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.survey.text import Text


class Check(Struct, frozen=True):
    """One thing to look for: in each respondent, or (level "question") in each question.

    `meaning` tells the reader what a finding may mean; `source` names what its rule rests on, "" where it is plain.
    """

    code: str
    title: Text
    meaning: Text
    source: str = ""
    level: Literal["respondent", "question"] = "respondent"


UNKNOWN = Check(
    "unknown_answers",
    Text("未识别的回答", "Unknown answers"),
    Text(
        "问卷中没有的答案：录入错误，或应补为选项、别名、缺失标记",
        "answers that the questionnaire does not know: slips, or options, aliases and missing marks to be added",
    ),
)
OUT_OF_RANGE = Check(
    "out_of_range",
    Text("超出范围的回答", "Impossible answers"),
    Text(
        "数值超出合理范围，或单选题有多个答案",
        "numbers outside the plausible range, or several answers to a single choice",
    ),
)
TOO_MANY = Check(
    "too_many_choices",
    Text("多选超限", "Too many choices"),
    Text("选项数超过题目允许的上限", "more options chosen than the question allows"),
)
RULES = Check(
    "rule_violations",
    Text("违反跳答规则", "Violated skip rules"),
    Text("按规则不应被询问，却作了回答；统计时不计入", "answered though not to be asked; statistics leave them out"),
)
DUPLICATE_IDS = Check(
    "duplicate_ids",
    Text("编号重复", "Repeated ids"),
    Text("编号与前面某行相同（首次出现者不标记）", "the id of an earlier row (which is not flagged itself)"),
)
DUPLICATE_ANSWERS = Check(
    "duplicate_answers",
    Text("答案完全重复", "Identical answers"),
    Text(
        "全部答案与前面某行完全相同（首次出现者不标记）：重复提交、复制的答卷",
        "every answer equals that of an earlier row (which is not flagged itself): sent twice, or copied",
    ),
    "Kuriakose & Robbins 2016, doi:10.3233/SJI-160978",
)
SPEEDERS = Check(
    "speeders",
    Text("答题过快", "Speeders"),
    Text(
        "用时低于中位数的 {speed:.0%}（{cut:.0f} 秒）",
        "took less than {speed:.0%} of the median time ({cut:.0f} seconds)",
    ),
    "Greszki, Meyer & Schoen 2015, Public Opinion Quarterly 79",
)
STRAIGHTLINERS = Check(
    "straightliners",
    Text("矩阵题直线作答", "Straight-lining"),
    Text(
        "一组 {straight} 项及以上的量表全部选同一答案；也可能是真实态度",
        "the same answer to all of a battery of {straight} or more items; it can be an honest one",
    ),
    "Kim, Dykema, Stevenson, Black & Moberg 2019, doi:10.1177/0894439317752406",
)
PATTERNS = Check(
    "patterns",
    Text("规律作答", "Patterned answers"),
    Text(
        "一组 {pattern} 项及以上的量表按 1-2-3-4-5 递变或两个答案交替",
        "stairs (1-2-3-4-5) or two answers in turn through a battery of {pattern} or more items",
    ),
    "Curran 2016, doi:10.1016/j.jesp.2015.07.006",
)
INCOMPLETE = Check(
    "incomplete",
    Text("未完成的答卷", "Incomplete interviews"),
    Text(
        "平台标明未完成，或应答题目的作答率不高于 {complete:.0%}",
        "unfinished by the platform's own word, or no more than {complete:.0%} of the asked questions answered",
    ),
    "AAPOR Standard Definitions: more than 80 % is complete, 50 to 80 % partial, less a break-off",
)
ADDRESSES = Check(
    "shared_addresses",
    Text("同一地址多份答卷", "One address, several answers"),
    Text(
        "同一网络地址提交超过 {per_address} 份；单位内网共用地址属正常",
        "more than {per_address} from one network address; in an office that shares one this is normal",
    ),
    "Teitcher et al. 2015, doi:10.1111/jlme.12200",
)
ITEM_NONRESPONSE = Check(
    "item_nonresponse",
    Text("题目无应答偏高", "Item non-response"),
    Text("被询问者中未作答的超过 {nonresponse:.0%}", "more than {nonresponse:.0%} of those asked gave no answer"),
    level="question",
)
CONSTANT = Check(
    "constant_questions",
    Text("答案恒定的题目", "Constant questions"),
    Text(
        "所有作答者答案相同：题目未起作用，或导出有误",
        "everybody who answered said the same: no information, or a broken export",
    ),
    level="question",
)

CHECKS = (
    UNKNOWN, OUT_OF_RANGE, TOO_MANY, RULES, DUPLICATE_IDS, DUPLICATE_ANSWERS, SPEEDERS, STRAIGHTLINERS, PATTERNS,
    INCOMPLETE, ADDRESSES, ITEM_NONRESPONSE, CONSTANT,
)  # fmt: skip
RESPONDENT_CHECKS = tuple(check for check in CHECKS if check.level == "respondent")
QUESTION_CHECKS = tuple(check for check in CHECKS if check.level == "question")
BIT: Mapping[str, int] = {check.code: 1 << place for place, check in enumerate(RESPONDENT_CHECKS)}
TOGETHER: Mapping[str, tuple[Check, ...]] = {"duplicates": (DUPLICATE_IDS, DUPLICATE_ANSWERS)}


def named_checks(names: Iterable[str]) -> tuple[Check, ...]:
    """The checks of respondents with these codes, in the order of CHECKS; "duplicates" stands for both kinds.

    RequestError for a name that is none of them.
    """
    known = {check.code: (check,) for check in RESPONDENT_CHECKS} | dict(TOGETHER)
    asked: set[Check] = set()
    for name in names:
        if name not in known:
            raise RequestError(f"there is no check {name!r} of respondents", did_you_mean(name, known))
        asked.update(known[name])
    return tuple(check for check in RESPONDENT_CHECKS if check in asked)


class Thresholds(Struct, frozen=True, kw_only=True):
    """From where on something is flagged.

    speed: share of the median duration; straight and pattern: least items of a battery; complete: share of
    the asked questions that must be exceeded; nonresponse: share of the asked; per_address: answers from one address.
    chance: identical answers are flagged only where fewer than so many pairs of rows are expected to agree by chance.
    """

    speed: float = 0.3
    straight: int = 4
    pattern: int = 5
    complete: float = 0.8
    nonresponse: float = 0.2
    per_address: int = 1
    chance: float = 0.5

    def __post_init__(self) -> None:
        """Refuse thresholds that make no sense."""
        for name in ("speed", "complete", "nonresponse"):
            share = getattr(self, name)
            if not 0 <= share <= 1:
                raise RequestError(f"the threshold {name} is {share:g}", "give a share from 0 to 1, as 0.3")
        for name, least in (("straight", 2), ("pattern", 4), ("per_address", 1)):
            count = getattr(self, name)
            if count < least:
                raise RequestError(f"the threshold {name} is {count}", f"give a whole number from {least}")


class ScreeningRequest(Struct, frozen=True, kw_only=True):
    """From where on something is flagged, and the columns that the user names."""

    thresholds: Thresholds = Thresholds()  # frozen
    duration: str | None = None
    identity: str | None = None
