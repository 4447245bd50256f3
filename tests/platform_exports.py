"""One synthetic survey as every platform hands it out, written by hand from what their files look like.

Shares no code with the readers: rows are plain lists of texts, and the numbers that a reader has to find are counted
here, from the people and not from the files.
"""

import csv
import io
import random
from collections import Counter
from dataclasses import dataclass

SEX = ("男", "女")
LEVELS = ("很熟悉", "比较熟悉", "一般", "不太熟悉", "很不熟悉")
TRAINING = ("政策理论", "公文写作（含公文、讲话稿）", "心理辅导", "其他")
ROWS = ("职责清晰", "机会充足", "待遇合理")
VIEWS = ("非常同意", "比较同意", "一般", "不太同意", "很不同意")
STEMS = {
    "sex": "您的性别",
    "level": "您对工作的熟悉程度",
    "training": "希望参加的培训",
    "views": "您是否同意",
    "age": "您的年龄",
}
SKIP, BLANK = "skip", "blank"
SECRETS = ("192.0.2.", "张三丰", "13800138", "someone@example.org", "oABC_openid")


@dataclass(frozen=True)
class Person:
    """One respondent; an answer is a place among the options (a set of places for training), or SKIP or BLANK."""

    place: int
    sex: int
    level: int | str
    training: frozenset[int] | str
    views: tuple[int, ...]
    age: int
    remark: str

    @property
    def ip(self):
        return f"192.0.2.{self.place % 250 + 1}"


def people(n=160, seed=4):
    """The respondents: (nearly) every option chosen, some skipped, some left blank, remarks that look like nothing."""
    chance = random.Random(seed)  # noqa: S311  # data
    found = []
    for place in range(1, n + 1):
        level = chance.choices([*range(5), SKIP, BLANK], [20, 30, 25, 12, 5, 5, 3])[0]
        chosen = frozenset(k for k in range(4) if chance.random() < (0.6, 0.4, 0.3, 0.15)[k])
        training = chance.choices([chosen or frozenset({0}), SKIP, BLANK], [80, 12, 8])[0]
        views = tuple(chance.choices(range(5), [3, 4, 3, 2, 1])[0] for _ in ROWS)
        remark = chance.choice(["NA", "None", "null", "无", "希望多培训，少填表", "很好┋继续", ""])
        found.append(Person(place, chance.randrange(2), level, training, views, chance.randint(22, 59), remark))
    return found


@dataclass(frozen=True)
class Count:
    """What a reader has to find of a question: people by option, how many answered, absences by kind."""

    n: dict[str, int]
    base: int
    not_asked: int = 0
    blank: int = 0


def counts(persons, *, tells_skips=True):
    """The count of every question; where the platform leaves skipped cells empty they are blank ones to any reader."""
    found = {"sex": Count(dict(_tally(SEX, [{p.sex} for p in persons])), len(persons))}
    for name, labels in (("level", LEVELS), ("training", TRAINING)):
        given = [getattr(p, name) for p in persons]
        sets = [{answer} if isinstance(answer, int) else answer for answer in given if not isinstance(answer, str)]
        skipped, blank = given.count(SKIP), given.count(BLANK)
        absent = (skipped, blank) if tells_skips else (0, skipped + blank)
        found[name] = Count(dict(_tally(labels, sets)), len(sets), *absent)
    for row, label in enumerate(ROWS):
        found[label] = Count(dict(_tally(VIEWS, [{p.views[row]} for p in persons])), len(persons))
    return found


def _tally(labels, sets):
    met = Counter(place for chosen in sets for place in chosen)
    return {label: met[place] for place, label in enumerate(labels)}


def csv_bytes(rows, *, encoding="utf-8", separator=",", quoting=csv.QUOTE_MINIMAL, ending="\r\n", tail=""):
    """The rows as a CSV file; `tail` stands at the end of every line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=tail + ending)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def absent(answer, skip, blank):
    return {SKIP: skip, BLANK: blank}[answer]


# --- 问卷星 ---------------------------------------------------------------------------------------------------------

WJX_META = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]


def wjx_meta(p, *, total=None, user=False):
    front = [str(p.place), *(["oABC_openid" + str(p.place)] if user else [])]
    behind = [
        f"2024/6/{p.place % 28 + 1} 10:03:{p.place % 60:02d}",
        f"{60 + p.place}秒",
        "微信",
        "N/A",
        f"{p.ip}(广东-广州)",
    ]
    return front + behind + ([] if total is None else [str(total)])


def wenjuanxing_text(persons, *, sign="、", brackets="()", user=False, numbers=True):
    """By text: ┋, 〖〗, (跳过), (空); the stem of a matrix stands over its first row only."""
    skip, blank = (f"{brackets[0]}{word}{brackets[1]}" for word in ("跳过", "空"))

    def heading(number, text):
        return f"{number}{sign}{text}" if numbers else text

    first, *others = ROWS
    header = [
        *WJX_META[:1], *(["用户ID"] if user else []), *WJX_META[1:],
        heading(1, STEMS["sex"] + " "), heading(2, STEMS["level"]), heading(3, STEMS["training"] + "【多选题】"),
        heading(4, f"{STEMS['views']}—{first}"), *(heading(4, row) if numbers else f"{STEMS['views']}—{row}" for row in others),
        heading(5, STEMS["age"]), heading(6, "您还有什么意见？"), heading(7, "您的姓名："), heading(8, "您的手机号"),
    ]  # fmt: skip
    rows = [header]
    for p in persons:
        level = LEVELS[p.level] if isinstance(p.level, int) else absent(p.level, skip, blank)
        if isinstance(p.training, str):
            training = absent(p.training, skip, blank)
        else:
            named = [
                TRAINING[k] + (f"〖自己写的{p.place}〗" if k == 3 and p.place % 2 else "") for k in sorted(p.training)
            ]
            training = "┋".join(named)
        answers = [SEX[p.sex], level, training, *(VIEWS[v] for v in p.views), str(p.age), p.remark or blank]
        rows.append([*wjx_meta(p, user=user), *answers, "张三丰", f"13800138{p.place:03d}"])
    return rows


def wenjuanxing_code(persons, *, age="now", total=False):
    """By number: options from 1, a 0/1 column per option, -3 skipped, -2 blank; headers of three ages."""
    if age == "2018":
        boxes = [f"第3题({label})" for label in TRAINING]
        matrix = [f"第4题({row})" for row in ROWS]
    elif age == "2019":
        boxes = [f"3、({label})" for label in TRAINING]
        matrix = [f"4、{STEMS['views']}—{ROWS[0]}", *(f"4、{row}" for row in ROWS[1:])]
    else:
        boxes = [f"3. {STEMS['training']}({TRAINING[0]})", *(f"3({label})" for label in TRAINING[1:-1]), "3 (其他：)"]
        matrix = [f"4. {STEMS['views']}—{ROWS[0]}", *(f"4. {row}" for row in ROWS[1:])]
    header = [
        *WJX_META, *(["总分"] if total else []), f"1、{STEMS['sex']}", f"2、{STEMS['level']}", *boxes, *matrix,
        f"5、{STEMS['age']}", "6、您还有什么意见？",
    ]  # fmt: skip
    rows = [header]
    for p in persons:
        level = str(p.level + 1) if isinstance(p.level, int) else absent(p.level, "-3", "-2")
        if isinstance(p.training, str):
            ticks = [absent(p.training, "-3", "-2")] * 4
        else:
            ticks = [str(int(k in p.training)) for k in range(4)]
        answers = [str(p.sex + 1), level, *ticks, *(str(v + 1) for v in p.views), str(p.age), p.remark or "-2"]
        rows.append([*wjx_meta(p, total=42 if total else None), *answers])
    return rows


def wenjuanxing_score(persons):
    """By score: the most positive answer has five points, and 总分 adds them up."""
    header = [
        *WJX_META,
        "总分",
        f"2、{STEMS['level']}",
        f"4、{STEMS['views']}—{ROWS[0]}",
        *(f"4、{row}" for row in ROWS[1:]),
    ]
    rows = [header]
    for p in persons:
        level = 5 - p.level if isinstance(p.level, int) else absent(p.level, -3, -2)
        points = [level, *(5 - v for v in p.views)]
        rows.append([*wjx_meta(p, total=sum(point for point in points if point > 0)), *map(str, points)])
    return rows


# --- 腾讯问卷, 金数据 -------------------------------------------------------------------------------------------------


def tengxun(persons, *, new=True):
    """Every option with its letter, a column per option, [选项填空]; new files have columns behind the questions too."""
    front = ["编号", "开始答题时间", "结束答题时间", "答题时长"]
    place = ["地理位置国家和地区", "地理位置省", "地理位置市", "自定义字段"]
    more = (
        ["语言", "清洗数据结果", "智能清洗数据无效概率", "用户类型", "用户标识", "昵称", "IP", "UA", "Referrer"]
        if new
        else []
    )
    behind = ["中奖时间", "中奖金额", "审核状态"] if new else []
    other = f"3.{STEMS['training']}:其他____{{fillblank-8a3c}}"
    header = [
        *front, *more, *place, f"1.{STEMS['sex']}", f"2.{STEMS['level']}",
        *(f"3.{STEMS['training']}:{label}" for label in TRAINING[:3]), other, f"{other}[选项填空]",
        *(f"4.{STEMS['views']}:{row}" for row in ROWS), f"5.{STEMS['age']}", "6.您还有什么意见？", *behind,
    ]  # fmt: skip
    rows = [header]
    for p in persons:
        chosen = p.training if isinstance(p.training, frozenset) else frozenset()
        boxes = [f"{'ABC'[k]}.{TRAINING[k]}" if k in chosen else "" for k in range(3)]
        boxes += ["D.其他____{fillblank-8a3c}" if 3 in chosen else "", "自己写的" if 3 in chosen else ""]
        level = f"{'ABCDE'[p.level]}.{LEVELS[p.level]}" if isinstance(p.level, int) else ""
        time = f"{p.place % 28 + 1:02d}-Feb-2021 20:26:58"
        told = ["简体中文", "有效", "0.1", "微信用户", "oABC_openid", "张三丰", p.ip, "Mozilla", ""] if new else []
        answers = [f"{'AB'[p.sex]}.{SEX[p.sex]}", level, *boxes, *(VIEWS[v] for v in p.views), str(p.age), p.remark]
        rows.append(
            [str(p.place), time, time, "35", *told, "中国", "广东", "广州", "", *answers, *([""] * len(behind))]
        )
    return rows


def jinshuju(persons):
    """Field labels without numbers, the platform's own columns at the end."""
    behind = ["微信昵称", "openid", "提交人", "提交时间", "修改时间", "填写设备", "操作系统", "浏览器", "IP"]
    rows = [["序号", STEMS["sex"], STEMS["level"], STEMS["training"], STEMS["age"], "意见", *behind]]
    for p in persons:
        chosen = sorted(p.training) if isinstance(p.training, frozenset) else []
        level = LEVELS[p.level] if isinstance(p.level, int) else ""
        time = "2024-06-03 10:03:01"
        told = ["张三丰", "oABC_openid", "张三丰", time, time, "手机", "iOS", "微信", p.ip]
        rows.append(
            [str(p.place), SEX[p.sex], level, "，".join(TRAINING[k] for k in chosen), str(p.age), p.remark, *told]
        )
    return rows


# --- Qualtrics, LimeSurvey --------------------------------------------------------------------------------------------

QUALTRICS_META = [
    "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
    "ResponseId", "RecipientLastName", "RecipientEmail", "DistributionChannel", "UserLanguage",
]  # fmt: skip


def qualtrics(persons, *, numeric=False, legacy=False):
    """Names, texts and import ids over the answers; a split multiple choice; recodes that are not 1 … k."""
    names = [
        *QUALTRICS_META,
        "Q1",
        "Q2",
        "Q3_1",
        "Q3_2",
        "Q3_3",
        "Q3_4",
        "Q3_4_TEXT",
        "Q4_1",
        "Q4_2",
        "Q4_3",
        "Q5",
        "Q6",
    ]
    boxes = [f"{STEMS['training']} - Selected Choice - {label}" for label in TRAINING]
    texts = [
        "Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished",
        "Recorded Date", "Response ID", "Recipient Last Name", "Recipient Email", "Distribution Channel", "User Language",
        STEMS["sex"], STEMS["level"], *boxes, f"{STEMS['training']} - 其他 - Text",
        *(f"{STEMS['views']} - {row}" for row in ROWS), STEMS["age"], "您还有什么意见？",
    ]  # fmt: skip
    ids = [f'{{"ImportId":"QID{place}"}}' for place in range(len(names))]
    rows = [names, texts] if legacy else [names, texts, ids]
    for p in persons:
        meta = ["2024-06-03 10:03:01"] * 2 + [
            "IP Address",
            p.ip,
            "100",
            "66",
            "True",
            "2024-06-03 10:03:01",
            f"R_{p.place}",
        ]
        meta += ["张三丰", "someone@example.org", "anonymous", "ZH-S"]
        unseen = "" if p.level == SKIP else "-99"
        if isinstance(p.level, int):
            level = ["11", "12", "13", "24", "25"][p.level] if numeric else LEVELS[p.level]
        else:
            level = unseen
        chosen = p.training if isinstance(p.training, frozenset) else frozenset()
        ticks = [("1" if numeric else TRAINING[k]) if k in chosen else "" for k in range(4)]
        views = [str(5 - v) if numeric else VIEWS[v] for v in p.views]
        sex = str(p.sex + 1) if numeric else SEX[p.sex]
        rows.append([*meta, sex, level, *ticks, "自己写的" if 3 in chosen else "", *views, str(p.age), p.remark])
    return rows


def limesurvey(persons, *, headings="code", full=False):
    """Y and empty cells, or Yes, No and N/A in full; the text of other is its own column, filled when chosen."""
    codes = ["id", "submitdate", "lastpage", "startlanguage", "seed", "ipaddr", "Q1", "Q2"]
    codes += ["Q3[SQ001]", "Q3[SQ002]", "Q3[SQ003]", "Q3[other]", "Q4[SQ001]", "Q4[SQ002]", "Q4[SQ003]", "Q5", "Q6"]
    texts = [
        "Response ID",
        "Date submitted",
        "Last page",
        "Start language",
        "Seed",
        "IP address",
        STEMS["sex"],
        STEMS["level"],
    ]
    texts += [f"{STEMS['training']} [{label}]" for label in (*TRAINING[:3], "其他")]
    texts += [*(f"{STEMS['views']} [{row}]" for row in ROWS), STEMS["age"], "您还有什么意见？"]
    both = [f"{code}. {text}" for code, text in zip(codes, texts, strict=True)]
    rows = [{"code": codes, "full": texts, "codetext": both}[headings]]
    for p in persons:
        meta = [str(p.place), "2024-06-03 10:03:01", "3", "zh-Hans", "123456", p.ip]
        level = (LEVELS[p.level] if full else f"A{p.level + 1}") if isinstance(p.level, int) else ""
        if p.training == SKIP:
            ticks = ["N/A" if full else ""] * 3 + ["N/A" if full else ""]
        else:
            chosen = p.training if isinstance(p.training, frozenset) else frozenset()
            ticks = [("Yes" if k in chosen else "No") if full else ("Y" if k in chosen else "") for k in range(3)]
            ticks.append(f"自己写的{p.place}" if 3 in chosen else "")
        views = [VIEWS[v] if full else f"A{v + 1}" for v in p.views]
        sex = SEX[p.sex] if full else f"A{p.sex + 1}"
        rows.append([*meta, sex, level, *ticks, *views, str(p.age), p.remark])
    return rows


# --- Google, KoBo, REDCap, SurveyMonkey -------------------------------------------------------------------------------


def google(persons, *, timestamp="Timestamp", joiner=", "):
    """The bare texts of the questions; several answers in one cell."""
    rows = [[timestamp, "Email Address", STEMS["sex"], STEMS["level"], STEMS["training"],
             *(f"{STEMS['views']} [{row}]" for row in ROWS), STEMS["age"], "您还有什么意见？"]]  # fmt: skip
    for p in persons:
        level = LEVELS[p.level] if isinstance(p.level, int) else ""
        chosen = sorted(p.training) if isinstance(p.training, frozenset) else []
        training = joiner.join(TRAINING[k] for k in chosen)
        answers = [SEX[p.sex], level, training, *(VIEWS[v] for v in p.views), str(p.age), p.remark]
        rows.append([f"6/{p.place % 28 + 1}/2024 10:03:01", "someone@example.org", *answers])
    return rows


def kobo(persons, *, labels=False, details=True, hxl=False):
    """1 and 0 per option, all empty when unanswered; names joined by one blank in the summary."""
    names = ["policy", "writing", "counselling", "other"]
    called = TRAINING if labels else names
    stem = STEMS["training"] if labels else "training"
    boxes = [f"{stem}/{name}" for name in called] if details else []
    views = [STEMS["views"] + "/" + row for row in ROWS] if labels else [f"views/row{k}" for k in range(3)]
    system = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
              "__version__", "_tags", "_index"]  # fmt: skip
    header = [
        "start",
        "end",
        "username",
        *((STEMS["sex"], STEMS["level"]) if labels else ("sex", "level")),
        stem,
        *boxes,
    ]
    header += [*views, STEMS["age"] if labels else "age", *system]
    rows = [header, ["#meta+start", *[""] * (len(header) - 2), "#meta+index"]] if hxl else [header]
    for p in persons:
        chosen = p.training if isinstance(p.training, frozenset) else None
        level = (LEVELS[p.level] if labels else f"l{p.level + 1}") if isinstance(p.level, int) else ""
        summary = " ".join(called[k] for k in sorted(chosen)) if chosen else ""
        ticks = ([str(int(k in chosen)) for k in range(4)] if chosen else [""] * 4) if details else []
        answers = [SEX[p.sex] if labels else f"s{p.sex + 1}", level, summary, *ticks]
        answers += [VIEWS[v] if labels else f"v{v + 1}" for v in p.views] + [str(p.age)]
        told = [
            str(p.place),
            f"uuid-{p.place}",
            "2024-06-03T10:03:01",
            "",
            "",
            "submitted_via_web",
            "张三丰",
            "v1",
            "",
            str(p.place),
        ]
        rows.append(["2024-06-03T10:00:01", "2024-06-03T10:03:01", "张三丰", *answers, *told])
    return rows


def redcap(persons, *, labels=False):
    """All boxes 0 or Unchecked where nothing was ticked, hidden or unreached."""
    if labels:
        header = ["Record ID", "Survey Identifier", "Survey Timestamp", STEMS["sex"], STEMS["level"]]
        header += [f"{STEMS['training']} (choice={label})" for label in TRAINING]
        header += [*ROWS, STEMS["age"], "Complete?"]
    else:
        header = ["record_id", "redcap_survey_identifier", "form_timestamp", "sex", "level"]
        header += [f"training___{k + 1}" for k in range(4)] + [
            *(f"view_{k + 1}" for k in range(3)),
            "age",
            "form_complete",
        ]
    rows = [header]
    for p in persons:
        chosen = p.training if isinstance(p.training, frozenset) else frozenset()
        ticks = [(("Checked", "Unchecked") if labels else ("1", "0"))[k not in chosen] for k in range(4)]
        level = (LEVELS[p.level] if labels else str(p.level + 1)) if isinstance(p.level, int) else ""
        views = [VIEWS[v] if labels else str(v + 1) for v in p.views]
        sex = SEX[p.sex] if labels else str(p.sex + 1)
        done = "Complete" if labels else "2"
        rows.append(
            [str(p.place), "someone@example.org", "2024-06-03 10:03:01", sex, level, *ticks, *views, str(p.age), done]
        )
    return rows


def surveymonkey(persons):
    """Questions over their first column, options and rows below; a chosen option stands as its text."""
    meta = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
            "Last Name", "Custom Data 1"]  # fmt: skip
    first = [
        *meta,
        STEMS["sex"],
        STEMS["level"],
        STEMS["training"],
        "",
        "",
        "",
        STEMS["views"],
        "",
        "",
        STEMS["age"],
        "您还有什么意见？",
    ]
    second = [*[""] * len(meta), "Response", "Response", *TRAINING, *ROWS, "Open-Ended Response", "Open-Ended Response"]
    rows = [first, second]
    for p in persons:
        chosen = p.training if isinstance(p.training, frozenset) else frozenset()
        boxes = [TRAINING[k] if k in chosen else "" for k in range(3)] + [f"自己写的{p.place}" if 3 in chosen else ""]
        level = LEVELS[p.level] if isinstance(p.level, int) else ""
        told = [f"1100{p.place:06d}", "330055", "06/03/2024 10:00:01 AM", "06/03/2024 10:03:01 AM", p.ip]
        told += ["someone@example.org", "张三丰", "张三丰", ""]
        rows.append([*told, SEX[p.sex], level, *boxes, *(VIEWS[v] for v in p.views), str(p.age), p.remark])
    return rows
