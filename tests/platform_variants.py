"""Further shapes in which the platforms hand out one survey: options of the export, languages, other versions.

Written by hand from what such files look like, on the people of tests/platform_exports.py; the numbers that a reader
has to find are counted here. Shares no code with the readers.
"""

import csv
import json
import random
from collections import Counter
from functools import partial
from itertools import pairwise

import openpyxl
import platform_exports as exports

PEOPLE = exports.people(120, seed=7)
_CHANCE = random.Random(11)  # noqa: S311  # data
CHANNELS = ("Web", "Meeting", "Other (please specify)")
CHANNEL = [_CHANCE.choices(range(3), [5, 3, 2])[0] for _ in PEOPLE]
PLACES = [_CHANCE.sample(range(3), 3) for _ in PEOPLE]  # the rows in the order in which they are ranked
HABITS = [[_CHANCE.randrange(2) for _ in range(3)] for _ in PEOPLE]
COMMAS = ("Policy, theory", "Writing (incl. speeches, notes)", "Counselling", "Other (please specify)")
SECRETS = (*exports.SECRETS, "typed", "30.1 104.2")
quoted = partial(exports.csv_bytes, quoting=csv.QUOTE_ALL)


def chosen(person):
    return person.training if isinstance(person.training, frozenset) else frozenset()


def ticks(labels):
    """(n per label, how many answered) of the training."""
    met = Counter(place for person in PEOPLE for place in chosen(person))
    return {label: met[place] for place, label in enumerate(labels)}, sum(bool(chosen(p)) for p in PEOPLE)


def counted(labels, answers):
    """(n per label, how many answered) of places among the labels."""
    met = Counter(answers)
    return {label: met[place] for place, label in enumerate(labels)}, sum(met.values())


def sex(labels=exports.SEX):
    return counted(labels, [person.sex for person in PEOPLE])


def views(row, labels=exports.VIEWS):
    return counted(labels, [person.views[row] for person in PEOPLE])


def channel(labels=CHANNELS):
    return counted(labels, CHANNEL)


def first_places(labels=exports.ROWS):
    return counted(labels, [places[0] for places in PLACES])


def habit(place, labels):
    return counted(labels, [habits[place] for habits in HABITS])


def everybody(**options):
    """(person, channel, places, habits) of everybody."""
    return zip(PEOPLE, CHANNEL, PLACES, HABITS, strict=True, **options)


# --- 问卷星, 腾讯问卷, 金数据 --------------------------------------------------------------------------------------------


def wenjuanxing(sign):
    """By text: signs behind the number, broken stems, typed texts with signs in them, →, two matrices with one row."""
    header = [
        *exports.WJX_META, "总分", f"1{sign}您的性别 ", f"2{sign}您的\n熟悉 程度😀", f"3{sign}培训(多选)", f"4{sign}渠道",
        f"5{sign}请排序", f"6{sign}请评价—{exports.ROWS[0]}", f"6{sign}{exports.ROWS[1]}",
        f"7{sign}请比较—{exports.ROWS[0]}", f"7{sign}{exports.ROWS[1]}",
        f"8{sign}请输入您的收货地址：—收货人姓名：", f"8{sign}手机：", f"9{sign}意见",
    ]  # fmt: skip
    rows = [header]
    for p, c, places, _ in everybody():
        level = exports.LEVELS[p.level] if isinstance(p.level, int) else exports.absent(p.level, "(跳过)", "（空）")
        named = [exports.TRAINING[k] + ("〖typed┋b, c〗" if k == 3 else "") for k in sorted(chosen(p))]
        training = "┋".join(named) or exports.absent(p.training, "(跳过)", "(空)")
        asked = ("网络", "会议", f"其他【请注明】〖typed {p.place}〗")[c]
        ranked = "→".join(exports.ROWS[k] for k in places)
        judged = [exports.VIEWS[p.views[k]] for k in (0, 1, 1, 2)]
        rows.append([*exports.wjx_meta(p, total=30), exports.SEX[p.sex], level, training, asked, ranked, *judged,
                     "张三丰", f"13800138{p.place:03d}", f"typed {p.place}┋x"])  # fmt: skip
    return exports.csv_bytes(rows)


def wenjuanxing_without_boxes():
    """By number, without a multiple choice, and ┋ in an open answer."""
    rows = [[*exports.WJX_META, "1、性别", "2、熟悉", "3、意见"]]
    for p in PEOPLE:
        level = str(p.level + 1) if isinstance(p.level, int) else exports.absent(p.level, "-3", "-2")
        rows.append([*exports.wjx_meta(p), str(p.sex + 1), level, f"typed {p.place}┋x" if p.place < 5 else ""])
    return exports.csv_bytes(rows)


def tengxun():
    """Pictures, line breaks, tabs behind digits, repeated headings, letters before the answers of a matrix."""
    other = "3.培训:其他____{fillblank-345b}"
    header = [
        "编号", "开始答题时间", "结束答题时间", "答题时长", "昵称", "IP", "地理位置省", "1.性别[图片]",
        *(f"3.培训:{label}" for label in exports.TRAINING[:3]), other, f"{other}[选项填空]", "4.渠道", "4.渠道[选项填空]",
        *(f"5.同意:{row}" for row in exports.ROWS), "6.你来自于：_填空1", "6.你来自于：_填空2", "8.学号", "8.学号",
    ]  # fmt: skip
    rows = [header]
    for p, c, _, _ in everybody():
        boxes = [f"{'ABC'[k]}.{exports.TRAINING[k]}" if k in chosen(p) else "" for k in range(3)]
        boxes += ["D.其他____{fillblank-345b}", "typed"] if 3 in chosen(p) else ["", ""]
        asked = [("A.网络<br />\n", "B.会议\t", "C.其他____{fillblank-1234}")[c], "typed" if c == 2 else ""]
        judged = [f"{'ABCDE'[view]}.{exports.VIEWS[view]}" for view in p.views]
        time = "02-Feb-2021 20:26:58"
        rows.append([str(p.place), time, time, "35", "张三丰", p.ip, "广东", f"{'AB'[p.sex]}.{exports.SEX[p.sex]}[图片]",
                     *boxes, *asked, *judged, "广东", "深圳", f"20210001{p.place:04d}\t", ""])  # fmt: skip
    return quoted(rows, tail=",")


def jinshuju(joiner, row_heading):
    """What joins answers, and how a matrix is headed, are not known: each of the likely ways."""
    behind = ["姓名", "提交人", "提交时间", "修改时间", "填写设备", "操作系统", "浏览器", "填写者IP"]
    rows = [["序号", "您的性别", "希望参加的培训", *(row_heading.format(row) for row in exports.ROWS), *behind]]
    for p in PEOPLE:
        training = joiner.join(exports.TRAINING[k] for k in sorted(chosen(p)))
        told = ["张三丰", "张三丰", "2024-06-03 10:03:01", "2024-06-03 10:03:01", "手机", "iOS", "微信", p.ip]
        rows.append([str(p.place), exports.SEX[p.sex], training, *(exports.VIEWS[v] for v in p.views), *told])
    return exports.csv_bytes(rows, encoding="utf-8-sig")


# --- Qualtrics ---------------------------------------------------------------------------------------------------------


def qualtrics(*, numeric=False, split=True, headers=3, previews=0, **written):
    """Choice texts or numbers, split or joined by commas, with previews by the author, headers of one to three rows."""
    parts = [f"Q3_{k + 1}" for k in range(4)] if split else ["Q3"]
    names = [*exports.QUALTRICS_META, "Q1", *parts, "Q3_4_TEXT", "Q4_1", "Q4_2", "Q4_3", "Q5_1", "Q5_2", "Q5_3"]
    boxes = [f"Which? - Selected Choice - {label}" for label in COMMAS] if split else ["Which? - Selected Choice"]
    texts = [*exports.QUALTRICS_META, "Sex - Selected Choice", *boxes, "Which? - Other (please specify) - Text",
             *(f"Agree? - {row}" for row in exports.ROWS), *(f"Habits - {k}" for k in "abc")]  # fmt: skip
    texts[: len(exports.QUALTRICS_META)] = [
        "Start Date",
        "End Date",
        "Response Type",
        *texts[3 : len(exports.QUALTRICS_META)],
    ]
    ids = [json.dumps({"ImportId": f"QID{place}"}) for place in range(len(names))]
    rows = [names, texts, ids][:headers]
    for place, (p, _, _, habits) in enumerate([*everybody(), *list(everybody())[:previews]]):
        status = ("1" if numeric else "Survey Preview") if place >= len(PEOPLE) else ("0" if numeric else "IP Address")
        day = "2024-06-03 10:03:01"
        told = [day, day, status, p.ip, "100", "66", "True", day, f"R_{place}"]
        told += ["张三丰", "someone@example.org", "anonymous", "EN"]
        given = [(str(k + 1) if numeric else COMMAS[k]) for k in sorted(chosen(p))]
        cells = (
            [(("1" if numeric else COMMAS[k]) if k in chosen(p) else "") for k in range(4)]
            if split
            else [",".join(given)]
        )
        judged = [str(view + 1) if numeric else exports.VIEWS[view] for view in p.views]
        answers = [
            str(p.sex + 1) if numeric else exports.SEX[p.sex],
            *cells,
            "typed" if 3 in chosen(p) else "",
            *judged,
        ]
        rows.append([*told, *answers, *(("No", "Yes")[each] for each in habits)])
    return exports.csv_bytes(rows, **written)


# --- LimeSurvey --------------------------------------------------------------------------------------------------------

LIME_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "ipaddr", "Q1", "Q2", "Q2[other]", "Q3[SQ001]",
              "Q3[SQ002]", "Q3[SQ003]", "Q3[other]", "Q3[SQ001comment]", "Q4[SQ001]", "Q4[SQ002]", "Q4[SQ003]",
              "Q5[1]", "Q5[2]", "Q5[3]", "G01Q06"]  # fmt: skip
LIME_TEXTS = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "IP address", "您的性别", "渠道",
              "渠道 [其他]", *(f"培训 [{label}]" for label in exports.TRAINING), "培训 [政策理论][评论]",
              *(f"同意 [{row}]" for row in exports.ROWS), *(f"偏好 [排序 {k}]" for k in (1, 2, 3)), "意见"]  # fmt: skip


def limesurvey(heading="code", words=("Y", "", ""), *, blanks=" ", brackets=True, separator=";"):
    """Codes or full texts; the words for chosen, not chosen and not asked; places of a ranking; texts beside options."""
    codes = LIME_CODES if brackets else [code.replace("[", "_").replace("]", "") for code in LIME_CODES]
    both = [f"{code}. {text}" for code, text in zip(codes, LIME_TEXTS, strict=True)]
    header = {"code": codes, "full": LIME_TEXTS, "codetext": both}[heading]
    rows = [[text.replace(" ", blanks) for text in header]]
    yes, no, unseen = words
    for p, c, places, _ in everybody():
        if p.training == exports.SKIP:
            boxes = [unseen] * 4
        else:
            boxes = [yes if k in chosen(p) else no for k in range(3)] + ["typed" if 3 in chosen(p) else ""]
        is_full = heading != "code"
        told = [str(p.place), "2024-06-03 10:03:01", "3", "zh-Hans", "123456", p.ip]
        asked = [("网络", "会议", "其他")[c] if is_full else ("A1", "A2", "-oth-")[c], "typed" if c == 2 else ""]
        judged = [exports.VIEWS[view] if is_full else f"AO0{view + 1}" for view in p.views]
        ranked = [exports.ROWS[k] if is_full else f"R{k}" for k in places]
        name = exports.SEX[p.sex] if is_full else "MF"[p.sex]
        rows.append([*told, name, *asked, *boxes, "typed", *judged, *ranked, f"typed {p.place}"])
    return quoted(rows, separator=separator, encoding="utf-8-sig") + b"\r\n"


# --- Google, KoBo, ODK, REDCap, SurveyMonkey ------------------------------------------------------------------------------


def google(stamp, joiner=", ", heading="Timestamp"):
    """Labels with commas of their own, texts typed for "other" between them, a grid, days in other countries' shape."""
    rows = [[heading, "Email Address", "Score", "Sex", "Which?", "Agree? [a, b]", "Agree? [c]"]]
    for p in PEOPLE:
        given = [COMMAS[k] if k < 3 else f"typed {p.place}" for k in sorted(chosen(p))]
        judged = [exports.VIEWS[view] for view in p.views[:2]]
        rows.append([stamp, "someone@example.org", "3 / 10", exports.SEX[p.sex], joiner.join(given), *judged])
    return exports.csv_bytes(rows)


def kobo(*, summary=True, details=True):
    """A group before the names, questions of yes and no in it, the text behind "other", a place on the globe."""
    options = ["policy", "writing_notes", "counselling", "other"]
    boxes = [f"grp/training/{option}" for option in options] if details else []
    system = ["_id", "_uuid", "_submission_time", "_status", "_submitted_by", "__version__", "_index"]
    rows = [["start", "username", "grp/sex", *(f"grp/habit_{k}" for k in "abc"), *(["grp/training"] if summary else []),
             *boxes, "grp/training_other", "grp/gps", "_grp/gps_latitude", *system]]  # fmt: skip
    for p, _, _, habits in everybody():
        joined = [" ".join(options[k] for k in sorted(chosen(p)))] if summary else []
        cells = [str(int(k in chosen(p))) if chosen(p) else "" for k in range(4)] if details else []
        told = [str(p.place), "u", "2024-06-03T10:03:01", "submitted_via_web", "张三丰", "v1", str(p.place)]
        typed = "typed" if 3 in chosen(p) else ""
        rows.append(["2024-06-03", "张三丰", f"s{p.sex}", *(("no", "yes")[each] for each in habits), *joined, *cells,
                     typed, "30.1 104.2 0 0", "30.1", *told])  # fmt: skip
    return quoted(rows, separator=";", encoding="utf-8-sig")


def odk_central(*, split=True):
    """Groups joined by a hyphen; select_multiple with columns per option where the split was asked for."""
    options = ["policy", "writing", "counselling", "other"]
    boxes = [f"grp-training/{option}" for option in options] if split else []
    rows = [["SubmissionDate", "grp-sex", "grp-training", *boxes, "meta-instanceID", "KEY", "SubmitterID",
             "SubmitterName", "AttachmentsPresent", "Status", "ReviewState", "DeviceID", "Edits"]]  # fmt: skip
    for p in PEOPLE:
        cells = [str(int(k in chosen(p))) if chosen(p) else "" for k in range(4)] if split else []
        joined = " ".join(options[k] for k in sorted(chosen(p)))
        rows.append(["2024-06-03T10:03:01.000Z", f"s{p.sex}", joined, *cells, "uuid:1", f"uuid:{p.place}", "5",
                     "张三丰", "0", "", "", "collect:1", "0"])  # fmt: skip
    return exports.csv_bytes(rows)


def redcap():
    """Codes that are negative or letters."""
    boxes = ["training___1", "training___2", "training____9", "training___ot"]
    rows = [["record_id", "redcap_event_name", "redcap_survey_identifier", "sex", *boxes, "form_complete", "email"]]
    for p in PEOPLE:
        cells = [str(int(k in chosen(p))) for k in range(4)]
        told = [str(p.place), "baseline_arm_1", "someone@example.org"]
        rows.append([*told, str(p.sex + 1), *cells, "2", "someone@example.org"])
    return exports.csv_bytes(rows)


def surveymonkey_rows(*, numeric=False, named_other=False):
    """Single choice with "other" in a column of its own, the answer empty or not; texts or numbers in the boxes."""
    meta = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    first = [
        *meta,
        "Sex?",
        "Channel?",
        "",
        "Which? (select all that apply)",
        "",
        "",
        "",
        "Agree?",
        "",
        "",
        "Your name?",
    ]
    second = [*[""] * len(meta), "Response", "Response", CHANNELS[2], *COMMAS, *exports.ROWS, "Open-Ended Response"]
    rows = [first, second]
    for p, c, _, _ in everybody():
        boxes = [(str(k + 1) if numeric else COMMAS[k]) if k in chosen(p) else "" for k in range(3)]
        boxes.append(f"typed {p.place}" if 3 in chosen(p) else "")
        asked = [CHANNELS[c] if c < 2 or named_other else "", f"typed {p.place}" if c == 2 else ""]
        told = [f"1100{p.place:06d}", "330055", "06/03/2024 10:00:01 AM", "06/03/2024 10:03:01 AM", p.ip]
        told += ["someone@example.org", "张三丰"]
        name = str(p.sex + 1) if numeric else exports.SEX[p.sex]
        rows.append([*told, name, *asked, *boxes, *(exports.VIEWS[view] for view in p.views), "张三丰"])
    return rows


def surveymonkey_merged(path):
    """The workbook, the questions merged over their columns."""
    book = openpyxl.Workbook()
    rows = surveymonkey_rows()
    for row in rows:
        book.active.append([cell or None for cell in row])
    starts = [place for place, cell in enumerate(rows[0], start=1) if cell]
    for left, right in pairwise([*starts, len(rows[0]) + 1]):
        if right - left > 1:
            book.active.merge_cells(start_row=1, end_row=1, start_column=left, end_column=right - 1)
    book.save(path)


def surveymonkey_condensed(joiner):
    """One column per question, several answers joined."""
    labels = ("Policy", "Writing", "Counselling", "Other")
    rows = [["Respondent ID", "Collector ID", "Start Date", "IP Address", "Sex?", "Which?",
             *(f"Agree? - {row}" for row in exports.ROWS)]]  # fmt: skip
    for p in PEOPLE:
        given = joiner.join(labels[k] for k in sorted(chosen(p)))
        told = [f"1100{p.place:06d}", "330055", "06/03/2024 10:00:01 AM", p.ip]
        rows.append([*told, exports.SEX[p.sex], given, *(exports.VIEWS[view] for view in p.views)])
    return exports.csv_bytes(rows)


# --- kept by hand, as text -----------------------------------------------------------------------------------------------


def kept_by_hand(*, titles=True, two_rows=True, sums=True, padded=True, **written):
    """Titles, a header of two rows, groups named in their first row, ticks, blank lines, sums and a remark."""
    lines = [["某单位党务干部调查表"], ["填表单位：某局", "", "", "填表日期：2024年6月"], []] if titles else []
    if two_rows:
        lines += [["序号", "部门", "性别", "培训", "", "", ""], ["", "", "", *exports.TRAINING]]
    else:
        lines += [["序号", "部门", "性别", *(f"培训—{label}" for label in exports.TRAINING)]]
    for p in PEOPLE:
        group = ("机关", "基层", "企业")[(p.place - 1) // 40] if p.place % 40 == 1 else ""
        boxes = ["√" if k in chosen(p) else "" for k in range(4)]
        lines.append([str(p.place), group, exports.SEX[p.sex], *boxes])
        lines += [[""] * 7] * (p.place % 25 == 0)
    if sums:
        lines += [["合计", "", "", "50", "20", "10", "5"], ["平均", "", "", "0.5"], ["备注：√ 表示选中"]]
    return exports.csv_bytes([line + [""] * (7 - len(line)) * padded for line in lines], **written)


GROUPS = ({"机关": 40, "基层": 40, "企业": 40}, 120)
