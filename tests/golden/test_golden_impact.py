"""How every percentage moves without the flagged respondents, beside a count by pandas of the file itself."""

import csv
import json
import random

import pandas as pd
import pytest

from partysurvey.cli.app import status

SCALE = ["很满意", "满意", "一般", "不满意"]
ITEMS = [f"item_{k}" for k in range(1, 6)]
QUESTIONNAIRE = f"""
partysurvey: questionnaire/1
id: staff
title: 职工调查
missing: {{not_asked: [(跳过)], blank: [(空)]}}
questions:
  - {{id: sex, kind: single, text: 性别, options: [{{code: m, label: 男}}, {{code: f, label: 女}}]}}
  - {{id: pay, kind: number, text: 月收入}}
  - {{id: leads, kind: single, text: 是否带队, options: [{{code: y, label: 是}}, {{code: n, label: 否}}]}}
  - {{id: team, kind: number, text: 队员数, minimum: 1, maximum: 50, asked_if: leads = y}}
  - id: wishes
    kind: multiple
    text: 希望
    maximum: 2
    options: [{{code: a, label: 培训}}, {{code: b, label: 交流}}, {{code: c, label: 减负}}]
  - id: views
    kind: grid
    text: 满意度
    items: [{", ".join(f"{{code: {item}, label: {item}}}" for item in ITEMS)}]
    options: [{", ".join(f"{{code: s{k}, label: {label}, score: {4 - k}}}" for k, label in enumerate(SCALE))}]
"""
HEADER = ["序号", "所用时间", "来自IP", "sex", "pay", "leads", "team", "wishes", *(f"views.{item}" for item in ITEMS)]
N = 400


def sound_row(place, chance):
    """A respondent with nothing to find fault with."""
    leads = chance.random() < 0.4
    one, other, third = chance.sample(SCALE, 3)
    return {
        "序号": f"{place}", "所用时间": f"{chance.randint(200, 400)}秒", "来自IP": f"10.0.{place // 200}.{place % 200 + 1}",
        "sex": chance.choice("男女"), "leads": "是" if leads else "否", "pay": f"{chance.randint(3000, 9999)}",
        "team": f"{chance.randint(1, 50)}" if leads else "(跳过)",
        "wishes": "┋".join(chance.sample(["培训", "交流", "减负"], chance.randint(1, 2))),
        **{f"views.{item}": view for item, view in zip(ITEMS, [one, one, other, third, one], strict=True)},
    }  # fmt: skip


def views(*answers):
    return {f"views.{item}": SCALE[answer] for item, answer in zip(ITEMS, answers, strict=True)}


def blank(*names):
    return dict.fromkeys(names, "(空)")


FAULTS = {  # what is written over a sound row; the numbers of rows are drawn
    "unknown_answers": (9, {"sex": "保密"}),
    "out_of_range": (7, {"leads": "是", "team": "500"}),
    "too_many_choices": (6, {"wishes": "培训┋交流┋减负"}),
    "rule_violations": (8, {"leads": "否", "team": "12"}),
    "speeders": (11, {"所用时间": "30秒"}),
    "straightliners": (13, views(1, 1, 1, 1, 1)),
    "patterns": (5, views(0, 3, 0, 3, 0)),
    "incomplete": (10, blank("sex", "wishes", *(f"views.{item}" for item in ITEMS))),
}
COPIES = {
    "duplicate_ids": 4,
    "duplicate_answers": 3,
    "shared_addresses": 6,
}  # rows that repeat something of an earlier one
ANSWERS = HEADER[3:]


@pytest.fixture(scope="module")
def planted():
    """The rows, and by check those (from 0) that it has to flag."""
    chance = random.Random(20_261_124)  # noqa: S311  # data
    rows = [sound_row(place, chance) for place in range(1, N + 1)]
    free = chance.sample(range(N // 2, N), sum(n for n, _ in FAULTS.values()) + sum(COPIES.values()))
    flagged = {}
    for check, (n, fault) in FAULTS.items():
        flagged[check] = {free.pop() for _ in range(n)}
        for place in flagged[check]:
            rows[place] |= fault
    for check, n in COPIES.items():
        copies = [free.pop() for _ in range(n)]
        names = {"duplicate_ids": ["序号"], "duplicate_answers": ANSWERS, "shared_addresses": ["来自IP"]}[check]
        for original, copy in enumerate(copies):
            rows[copy] |= {name: rows[original][name] for name in names}
        flagged[check] = {*copies, *(range(n) if check == "shared_addresses" else ())}
    return rows, flagged


@pytest.fixture(scope="module")
def folder(planted, tmp_path_factory):
    folder = tmp_path_factory.mktemp("impact")
    (folder / "q.yaml").write_text(QUESTIONNAIRE, "utf-8")
    with (folder / "staff.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADER)
        writer.writeheader()
        writer.writerows(planted[0])
    return folder


@pytest.fixture
def printed(folder, capsys):
    """The function from arguments behind the file to the printed JSON."""

    def printed(command, *arguments):
        code = status(
            [command, str(folder / "staff.csv"), "-q", str(folder / "q.yaml"), "--format", "json", *arguments]
        )
        assert code == (command == "validate")
        return json.loads(capsys.readouterr().out)

    return printed


def shares(frame):
    """{(question, item, option): share} of the rows, by pandas alone."""
    found = {}
    asked = frame[~((frame["leads"] == "否") & (frame["team"] != "(跳过)"))]  # nobody else answers what was not asked
    for name, codes in {"sex": {"m": "男", "f": "女"}, "leads": {"y": "是", "n": "否"}}.items():
        base = frame[name].isin(codes.values()).sum()
        found |= {(name, None, code): (frame[name] == label).sum() / base for code, label in codes.items()}
    sets = frame.loc[frame["wishes"] != "(空)", "wishes"].str.split("┋")
    wishes = {"a": "培训", "b": "交流", "c": "减负"}
    found |= {("wishes", None, code): sets.map(lambda s, w=w: w in s).mean() for code, w in wishes.items()}
    for item in ITEMS:
        given = frame.loc[frame[f"views.{item}"] != "(空)", f"views.{item}"]
        found |= {("views", item, f"s{k}"): (given == label).mean() for k, label in enumerate(SCALE)}
    team = pd.to_numeric(asked["team"], errors="coerce")
    return found, team[team.between(1, 50)].mean()


def test_each_check_finds_exactly_what_was_planted(planted, printed):
    checks = {each["check"]: each for each in printed("validate")["checks"]}
    rows = {name: {row - 1 for row in each["rows"]} for name, each in checks.items() if each["level"] == "respondent"}
    assert rows == planted[1]


def test_every_share_and_mean_moves_as_pandas_counts(planted, printed):
    rows, flagged = planted
    frame = pd.DataFrame(rows)
    found = printed("validate")
    everybody = {**flagged, None: set().union(*flagged.values())}
    impacts = {check["check"]: check["impact"] for check in found["checks"]} | {None: found["impact"]}
    before, mean = shares(frame)
    for check, gone in everybody.items():
        after, mean_after = shares(frame.drop(index=sorted(gone)))
        moves = {(m["question"], m["item"], m["option"]): (m["before"], m["after"]) for m in impacts[check]}
        told = {key: moves[key] for key in before}
        assert told == {key: pytest.approx((before[key], after[key])) for key in before}, check
        assert moves["team", None, None] == pytest.approx((mean, mean_after)), check


def test_exclusion_counts_the_rest_and_each_reason_once(planted, printed):
    rows, flagged = planted
    done = printed("analyze", "--exclude", ",".join(flagged), "--min-group", "0")
    left, reasons = set(range(N)), {}
    for check in done["accounting"]["excluded"]:
        reasons[check] = len(left & flagged[check])
        left -= flagged[check]
    assert done["accounting"]["excluded"] == reasons
    assert (done["accounting"]["rows"], done["accounting"]["counted"]) == (N, len(left))
    expected, _ = shares(pd.DataFrame(rows).loc[sorted(left)])
    found = {(r["question"], r["item"], o["option"]): o["share"] for r in done["results"] for o in r["options"]}
    assert {key: found[key] for key in expected} == pytest.approx(expected)
