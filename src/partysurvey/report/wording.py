"""The fixed words of every document, in both languages. Texts with `{…}` are filled by `filled`."""

from collections.abc import Mapping

from partysurvey.estimates.results import BaseKind
from partysurvey.survey import Absence, Language, Text
from partysurvey.survey.quality import RESPONDENT_CHECKS

# heads and stubs
OPTION = Text("选项", "Option")
ITEM = Text("项目", "Item")
COUNT = Text("人数", "n")
CASES = Text("人次", "n")
SHARE = Text("占比", "Share")
SHARE_OF_CASES = Text("占人数", "Of cases")
SHARE_OF_RESPONSES = Text("占人次", "Of responses")
INTERVAL = Text("{level}%置信区间", "{level}% CI")
WHISKERS = Text("误差线为{level}%置信区间", "lines at the values: {level}% confidence intervals")
LOW = Text("下限", "low")
HIGH = Text("上限", "high")
ABOVE = Text("高于", "Above")
AGAINST_REST = Text("对比", "v. rest")
LETTERED = Text("{group} [{letter}]", "{group} [{letter}]")
TOTAL = Text("合计", "Total")
EVERYBODY = Text("全体", "All")
FIRST_PLACE = Text("首选占比", "Ranked first")
ANY_PLACE = Text("入选占比", "Ranked at all")
MEAN_RANK = Text("平均名次", "Mean rank")
STATISTIC = Text("统计量", "Statistic")
VALUE = Text("数值", "Value")
MEAN = Text("均值", "Mean")
MEAN_SCORE = Text("平均分", "Mean score")
SD = Text("标准差", "SD")
MEDIAN = Text("中位数", "Median")
QUARTILES: Mapping[float, Text] = {
    0.25: Text("下四分位数", "Lower quartile"),
    0.75: Text("上四分位数", "Upper quartile"),
}
QUANTILE = Text("{percent}%分位数", "Quantile {percent}%")
FIRST_DAY = Text("最早", "First day")
LAST_DAY = Text("最晚", "Last day")
MINIMUM = Text("最小值", "Minimum")
MAXIMUM = Text("最大值", "Maximum")
IN_UNIT = Text("{head}（{unit}）", "{head} ({unit})")
BANDS = Text("{title}（分组）", "{title} (bands)")
CROSSED = Text("{title} × {by}", "{title} × {by}")
CROSSING = Text(" × ", " × ")
ITEM_OF = Text("{title}：{item}", "{title}: {item}")
WEIGHTED_BASE = Text("加权基数", "Weighted base")
EFFECTIVE_BASE = Text("有效基数", "Effective base")
BANNER_TABLE = Text("{title}：总表", "{title}: banner table")
BANNER_TABLE_SHOWS = {
    "column": Text("列百分比；基数为回答者人数", "Column percents; the base is those who answered"),
    "row": Text(
        "行百分比：选择该选项的人在各组中的分布，只含回答了分组题的人",
        "Row percents: how those who chose an option spread over the groups of a banner, of those in any of them",
    ),
    "total": Text(
        "总百分比：以同时回答两题的人为基数", "Total percents: the base is those who answered both questions"
    ),
    "n": Text("人数（未加权）", "Numbers of respondents, not weighted"),
}
SMALL_BASE = Text("† 基数不足 {n} 人，须慎重解读", "† Base below {n}: to be read with caution")
BASE = Text("基数（{people}）", "Base ({people})")
JOINT = Text("，", ", ")
LISTED = Text("；", "; ")
ENDED = Text("{sentence}。", "{sentence}.")

# bases
BASES: Mapping[BaseKind, Text] = {
    "all": Text("全部", "all"),
    "asked": Text("被询问者", "asked"),
    "answered": Text("回答者", "answered"),
    "cases": Text("回答者", "answered"),
    "responses": Text("人次", "responses"),
}
PEOPLE: Mapping[BaseKind, Text] = {
    "all": Text("基数：全部{people} {n} 人", "Base: all {people}, n = {n}"),
    "asked": Text("基数：被问到此题的{people} {n} 人", "Base: {people} who were asked, n = {n}"),
    "answered": Text("基数：回答此题的{people} {n} 人", "Base: {people} who answered, n = {n}"),
    "cases": Text("基数：回答此题的{people} {n} 人", "Base: {people} who answered, n = {n}"),
    "responses": Text("基数：{people}的回答 {n} 人次", "Base: answers of {people}, n = {n}"),
}

# absence
ABSENT: Mapping[Absence, Text] = {
    Absence.NOT_ASKED: Text("跳过（未被询问）", "not asked"),
    Absence.BLANK: Text("未作答", "no answer"),
    Absence.REFUSED: Text("拒答", "refused"),
    Absence.DONT_KNOW: Text("不知道", "don't know"),
    Absence.INVALID: Text("无效回答", "invalid"),
    Absence.UNKNOWN: Text("未识别", "not recognised"),
    Absence.USER_MISSING: Text("声明缺失", "declared missing"),
    Absence.SYSTEM: Text("系统缺失", "system missing"),
}
ABSENT_COUNT = Text("{kind} {n} 人", "{kind} {n}")
UNKNOWN_ANSWERS = Text("未识别的回答：{answers}", "Answers not recognised: {answers}")
UNKNOWN_OF_ITEM = Text("未识别的回答（{item}）：{answers}", "Answers not recognised ({item}): {answers}")
UNKNOWN_ANSWER = Text("“{answer}” {n} 次", "“{answer}” {n}×")
UNKNOWN_MORE = Text("另有 {n} 种", "{n} more")
ANSWERED_ONLY = Text("{n} 人作答，内容不列出", "{n} answered, in words that are not shown")

# methods and remarks beneath tables
WEIGHTED = Text(
    "占比已加权，人数未加权；有效样本量 {effective}", "Shares are weighted, n is not; effective base {effective}"
)
METHODS: Mapping[str, Text] = {
    "wilson": Text("Wilson 法", "Wilson"),
    "wilson_fpc": Text("Wilson 法，已作有限总体校正", "Wilson with finite population correction"),
    "wilson_effective": Text("Wilson 法，按有效样本量", "Wilson on the effective base"),
    "wilson_effective_fpc": Text(
        "Wilson 法，按有效样本量，已作有限总体校正", "Wilson on the effective base with finite population correction"
    ),
    "logit": Text("logit 法，0%和100%处用 Korn–Graubard 法", "logit, Korn and Graubard's at 0% and 100%"),
    "xlogit": Text("logit 法，0%和100%处用 Korn–Graubard 法", "logit, Korn and Graubard's at 0% and 100%"),
    "beta": Text("Korn–Graubard 法", "Korn and Graubard's"),
    "likelihood": Text("似然法", "likelihood"),
    "asin": Text("反正弦法", "arcsine"),
    "mean": Text("t 分布", "Student's t"),
    "t": Text("t 分布", "Student's t"),
    "clopper_pearson": Text("Clopper–Pearson 法", "Clopper and Pearson's"),
    "agresti_coull": Text("Agresti–Coull 法", "Agresti and Coull's"),
    "jeffreys": Text("Jeffreys 法", "Jeffreys'"),
    "hypergeometric": Text("超几何分布精确法，有限总体", "exact hypergeometric for the finite population"),
    "t_fpc": Text("t 分布，已作有限总体校正", "Student's t with finite population correction"),
}
DESIGN = Text(
    "标准误按{kind}抽样设计估计{rest}，自由度 {df}",
    "Standard errors are those of the {kind} sample{rest}, {df} degrees of freedom",
)
STRATIFIED = Text("分层", "stratified")
CLUSTERED = Text("整群", "clustered")
MULTISTAGE = Text("多阶段", "multistage")
REPLICATED = Text("重复权重", "replicate-weight")
SIMPLE = Text("简单随机", "simple random")
DESIGN_REST = Text("（{rest}）", " ({rest})")
WITH_WEIGHTS = Text("加权", "weighted")
WITH_TARGETS = Text("已按目标校准", "calibrated to the targets")
WITH_FPC = Text("已作有限总体校正", "finite population correction")
SIDE_BY_SIDE = Text("、", ", ")
METHOD = Text("置信区间：{method}", "Confidence intervals: {method}")
CENSUS = Text("普查，无抽样误差", "Census: no sampling error")
ROUNDED = Text("因四舍五入，合计可能不等于100%", "Percents may not add up to 100% because of rounding")
SUM100 = Text("百分比按最大余数法取整，合计为100%", "Percents are rounded by largest remainders to add up to 100%")
SEVERAL = Text("多选题，占人数之和可超过100%", "Several answers possible: shares of cases can add up to more than 100%")
SCORES = Text("平均分 {mean}（分值 {least}–{most}）", "Mean score {mean} (scores {least} to {most})")
SUPPRESSED = Text(
    "为保护小群体，本报告在交叉分析中隐藏了{groups}个组的结果和{options}个单独的选项，并撤去{tests}项检验；"
    "明细见 results.json 的 suppression",
    "To protect small groups, breakdowns hide {groups} results of groups and {options} single options, and {tests} "
    "tests are withdrawn; suppression in results.json lists them",
)
HIDDEN_GROUPS = Text(
    "* 不足 {least} 人的组不予显示；为防推算，必要时一并隐藏其他组或选项",
    "* Groups of fewer than {least} are hidden, with others where needed so that they cannot be worked out",
)
TESTS: Mapping[str, Text] = {  # by method
    "pearson": Text("卡方检验：χ² = {statistic}，自由度 {df}", "Chi-square test: χ² = {statistic}, df = {df}"),
    "rao_scott_f": Text("Rao–Scott 检验：F = {statistic}，自由度 {df}", "Rao–Scott test: F = {statistic}, df = {df}"),
    "kruskal_wallis": Text(
        "按分值的 Kruskal–Wallis 检验：H = {statistic}，自由度 {df}",
        "Kruskal–Wallis test of the scores: H = {statistic}, df = {df}",
    ),
    "designed_rank_t": Text(
        "按分值的秩检验（依权重和抽样设计）：t = {statistic}，自由度 {df}",
        "Rank test of the scores by weights and design: t = {statistic}, df = {df}",
    ),
    "designed_rank_f": Text(
        "按分值的秩检验（依权重和抽样设计）：F = {statistic}，自由度 {df}",
        "Rank test of the scores by weights and design: F = {statistic}, df = {df}",
    ),
    "welch_t": Text(
        "均值的 Welch t 检验：t = {statistic}，自由度 {df}", "Welch's t test of the means: t = {statistic}, df = {df}"
    ),
    "welch_f": Text(
        "均值的 Welch 方差分析：F = {statistic}，自由度 {df}",
        "Welch's analysis of variance of the means: F = {statistic}, df = {df}",
    ),
    "designed_t": Text(
        "均值的 t 检验（依权重和抽样设计）：t = {statistic}，自由度 {df}",
        "t test of the means by weights and design: t = {statistic}, df = {df}",
    ),
    "designed_f": Text(
        "均值的 Wald 检验（依权重和抽样设计）：F = {statistic}，自由度 {df}",
        "Wald test of the means by weights and design: F = {statistic}, df = {df}",
    ),
}
P_VALUE = Text("，p {p}", ", p {p}")
CRAMERS_V = Text("，Cramér's V = {v}", ", Cramér's V = {v}")
TESTED = Text("，n = {n}", ", n = {n}")
LETTERS_SAY = Text(
    "“高于”列的字母：该列的值显著高于这些字母所指的列（p < {p}）",
    "Letters: the value is significantly higher than in the columns of these letters (p < {p})",
)
ARROWS_SAY = Text(
    "↑、↓：该列的值显著高于、低于其余各列合并（p < {p}）",
    "↑ and ↓: the value is significantly higher or lower than in the other columns together (p < {p})",
)
SMALL_LETTERS = Text("小写字母 p < {p}", "small letters p < {p}")
BRACKETED = Text("括号内 p < {p}", "in parentheses p < {p}")
NO_DIFFERENCES = Text("各列之间无显著差异（p < {p}）", "No column differs significantly from another (p < {p})")
NONE_FROM_REST = Text(
    "各列与其余各列均无显著差异（p < {p}）", "No column differs significantly from the rest (p < {p})"
)
COMPARED_BY: Mapping[str, Text] = {
    "pooled_z": Text("占比用合并方差 z 检验", "shares by z tests with pooled variance"),
    "designed_t": Text("占比用依抽样设计的 t 检验", "shares by t tests under the design"),
}
MEANS_COMPARED_BY: Mapping[str, Text] = {
    "welch_t": Text("均值用 Welch t 检验", "means by Welch's t tests"),
    "overlapping_t": Text("均值用计入两列重合者的 t 检验", "means by t tests that allow for people in both columns"),
    "designed_t": Text("均值用依权重和抽样设计的 t 检验", "means by t tests under weights and design"),
}
ADJUSTED: Mapping[str, Text] = {
    "bonferroni": Text("p 值作 Bonferroni 校正", "p adjusted by Bonferroni"),
    "holm": Text("p 值作 Holm 校正", "p adjusted by Holm"),
    "bh": Text("p 值作 Benjamini–Hochberg 校正", "p adjusted by Benjamini and Hochberg"),
}
LEAST_BASE = Text("不足 {n} 人的列不参加比较", "columns of fewer than {n} are not compared")
SHOWN_ONLY = Text("检验和比较只含显示的组", "Only the groups that are shown are tested and compared")
FEW_EXPECTED = Text(
    "最小期望频数 {least}，小于 5，检验结果仅供参考",
    "The smallest expected count is {least}, below 5: take the test with caution",
)
TOTAL_INCLUDES = Text("合计含分组变量无答案的 {n} 人", "The total includes {n} without an answer to the banner")
NO_TEST = Text("有隐藏的组，不报告检验", "No test where groups are hidden")

# how a report was made
MAKING = Text("编制说明", "How this report was made")
INPUT = Text("{file}（SHA-256 前16位 {hash}）", "{file} (SHA-256 begins {hash})")
INPUTS = Text("数据文件：{files}", "Files: {files}")
QUESTIONNAIRE = Text("问卷：{id}", "Questionnaire: {id}")
SOFTWARE = Text("软件：partysurvey {version}（{libraries}）", "Software: partysurvey {version} ({libraries})")
OPTIONS = Text("选项：{options}", "Options: {options}")
DIGITS = Text("百分比保留 {digits} 位小数，{how}", "Decimals of percentages: {digits}, {how}")
HALF_UP = Text("四舍五入", "rounded half up")
BY_REMAINDERS = Text("按最大余数法取整", "rounded by largest remainders")

# accounting
DISTRIBUTED = Text("发放问卷 {n} 份", "Questionnaires distributed: {n}")
RETURNED = Text("回收 {n} 份", "returned: {n}")
RETURNED_RATE = Text("回收 {n} 份（回收率 {rate}）", "returned: {n} ({rate})")
VALID = Text("有效问卷 {n} 份", "valid questionnaires: {n}")
VALID_RATE = Text("有效 {n} 份（有效率 {rate}）", "valid: {n} ({rate})")
RESPONSE_RATE = Text("{name} {rate}", "{name} {rate}")
RESPONSE_RATES = Text("AAPOR 应答率：{rates}", "AAPOR response rates: {rates}")
ELIGIBILITY = Text("e = {e}", "e = {e}")
GROUPS = Text("发放与回收", "Distributed and returned")
GROUP = Text("分组", "Group")
OUT, BACK, USABLE, READ = (
    Text("发放", "Distributed"),
    Text("回收", "Returned"),
    Text("有效", "Valid"),
    Text("计入", "Counted"),
)
RETURN_RATE, USABLE_RATE = Text("回收率", "Return rate"), Text("有效率", "Valid rate")
ALL_ROWS = Text("读入 {rows} 行，全部计入", "Rows read: {rows}, all of them counted")
ROWS = Text("读入 {rows} 行，计入 {counted} 行", "Rows read: {rows}, counted: {counted}")
DROPPED = Text("剔除 {n} 行（{reason}）", "dropped: {n} ({reason})")
REASONS: Mapping[str, Text] = {
    **{check.code: check.title for check in RESPONDENT_CHECKS},
    "where": Text("不符合筛选条件", "outside the filter"),
    "weight_missing": Text("权重缺失", "weight missing"),
    "weight_unreadable": Text("权重不是数字", "weight not a number"),
    "weight_zero": Text("权重为零", "weight zero"),
    "margin_missing": Text("配平题目未作答", "no answer to a margin"),
    "stratum_missing": Text("分层信息缺失", "stratum missing"),
    "psu_missing": Text("抽样单元信息缺失", "sampling unit missing"),
    "empty": Text("空行", "empty row"),
    "duplicate": Text("重复", "duplicate"),
    "no_interview": Text("未完成访问", "no interview"),
    "broken": Text("格式损坏", "broken row"),
}


def filled(text: Text, language: Language, **parts: object) -> str:
    """The text in the language with its `{…}` filled."""
    return text.into(language).format(**parts)


def joined(parts: list[str], language: Language, mark: Text = JOINT) -> str:
    """The parts as one list: 甲，乙 or "a, b"."""
    return mark.into(language).join(parts)


def sentence(parts: list[str], language: Language) -> str:
    """The parts as running text that ends in a full stop; "" where there are none.

    In English a part that begins with a capital begins a sentence of its own.
    """
    if not parts:
        return ""
    text = parts[0][:1].upper() + parts[0][1:] if language == "en" else parts[0]
    for part in parts[1:]:
        text += (". " if language == "en" and part[:1].isupper() else LISTED.into(language)) + part
    return filled(ENDED, language, sentence=text)
