"""What the program says of a file that it has to make out by itself: short, in the language of the output."""

import pytest


def remarks(done):
    return {note["code"]: note["text"] for note in done.json["notes"]}


@pytest.fixture
def unknown_survey(table):
    """A file that no bundled questionnaire fits."""
    rows = [
        [
            str(n), f"2024-01-01 08:{n:02}:00", f"1380000{n:04}", ["男", "女"][n % 2], ["红", "蓝", "绿"][n % 3],
            str(n % 5 + 1), "—" if n % 7 == 0 else ["满意", "一般", "不满意"][n % 3], "", "1.5",
        ]
        for n in range(40)
    ]  # fmt: skip
    return table(
        "x.csv", ["序号", "提交答卷时间", "手机号", "性别", "喜欢之颜色", "Q5", "满意程度", "空", "weight"], *rows
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_inferred_is_a_summary(run, unknown_survey, snapshot, language):
    done = run("analyze", unknown_survey, "--format", "json", "--lang", language)
    assert done.json["questionnaire"]["origin"] == "inferred"
    assert remarks(done) == snapshot


def test_many_columns_do_not_swamp_the_output(run, table):
    header = [f"这是第 {n} 道题，它的题干写得很长很长很长很长" for n in range(100)]
    name = table("wide.csv", header, *[[f"答{(n + m) % 4}" for n in range(100)] for m in range(40)])
    notes = run("analyze", name, "--format", "json").json["notes"]
    assert sum(len(note["text"]) for note in notes) < 500


def test_columns_of_platforms_are_no_news(run):
    notes = run("analyze", "organ_cadres.csv", "--format", "json").json["notes"]
    assert [note["code"] for note in notes] == ["dialect"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_and_questions_that_do_not_fit_are_named(run, records, table, snapshot, language):
    header, rows = records
    renamed = ["部门" if name.startswith("1、") else name for name in header]
    name = table("renamed.csv", renamed, *rows)
    assert remarks(run("analyze", name, "--format", "json", "--lang", language)) == snapshot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_assumed_of_a_file_is_told(run, folder, snapshot, language):
    text = "颜色;;颜色;尺寸;;\n" + "红;a;b;大;;\n蓝;c;d;小;;\n" * 20
    (folder / "odd.csv").write_bytes(text.encode("gb18030"))
    assert remarks(run("analyze", "odd.csv", "--format", "json", "--lang", language)) == snapshot


def test_a_weight_that_is_used_is_not_remarked(run, unknown_survey):
    done = run("analyze", unknown_survey, "--format", "json", "--weight", "weight")
    assert "weight_not_used" not in remarks(done)


def test_rows_with_spoilt_weights_are_dropped_by_reason(run, table):
    name = table("w.csv", ["颜色", "w"], ["红", "1"], ["蓝", "2"], ["红", "x"], ["蓝", ""], ["蓝", "0"])
    done = run("analyze", name, "--weight", "w", "--format", "json")
    assert done.json["accounting"]["dropped"] == {"weight_missing": 1, "weight_unreadable": 1, "weight_zero": 1}
    printed = run("analyze", name, "--weight", "w").out
    assert all(words in printed for words in ("权重缺失", "权重不是数字", "权重为零"))


def test_unknown_answers_are_counted_apart_and_listed(run, folder):
    sample = folder / "organ_cadres.csv"
    sample.write_text(sample.read_text("utf-8-sig").replace("很熟悉", "超级熟悉"), "utf-8")
    done = run("analyze", "organ_cadres.csv", "--questions", "17", "--format", "json")
    (counted,) = done.json["accounting"]["unknown"].values()
    assert set(counted) == {"超级熟悉"}
    assert done.json["results"][0]["absent"]["unknown"] == sum(counted.values())
    assert "未识别的回答：“超级熟悉”" in run("analyze", "organ_cadres.csv", "--questions", "17").out
