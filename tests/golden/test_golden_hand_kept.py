"""A workbook as people keep it by hand: everybody in it is counted, and nothing else. The counts are made by the writer."""

import openpyxl
import platform_exports as exports

from partysurvey.pipeline.analysis import Request, run
from partysurvey.survey import Absence

PEOPLE = exports.people(90)
GROUPS = ("机关", "基层", "企业")


def workbook(path, *, column="A"):
    """Titles, a header of two rows, groups merged downwards, ticks, sums and a remark; a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "数据"
    left = openpyxl.utils.column_index_from_string(column)
    lines = [
        ["某单位党务干部调查表"],
        ["填表日期：2024年6月"],
        [],
        ["序号", "部门", "性别", "熟悉程度", exports.STEMS["training"]],
        ["", "", "", "", *exports.TRAINING],
    ]
    for person in PEOPLE:
        chosen = person.training if isinstance(person.training, frozenset) else ()
        ticks = ["√" if k in chosen else None for k in range(4)]
        level = exports.LEVELS[person.level] if isinstance(person.level, int) else None
        group = GROUPS[(person.place - 1) // 30] if person.place % 30 == 1 else None
        lines.append([person.place, group, exports.SEX[person.sex], level, *ticks])
    lines += [[], ["合计", None, None, None, 1, 2, 3, 4], ["平均", None, None, None, 0.5], ["备注：√ 表示选中"]]
    for row, line in enumerate(lines, start=1):
        for place, cell in enumerate(line):
            if cell not in ("", None):
                sheet.cell(row, left + place, cell)
    merge = sheet.merge_cells
    merge(start_row=1, end_row=1, start_column=left, end_column=left + 7)
    merge(start_row=4, end_row=4, start_column=left + 4, end_column=left + 7)
    for place in range(4):
        merge(start_row=4, end_row=5, start_column=left + place, end_column=left + place)
    for group in range(3):
        merge(start_row=6 + 30 * group, end_row=35 + 30 * group, start_column=left + 1, end_column=left + 1)
    book.create_sheet("说明").append(["一", "二"])
    book.save(path)


def counted(path):
    analysis = run(Request(file=path, min_group=1))
    found = {
        result.text.zh: ({share.label.zh: share.n for share in result.options}, result.base.n, result.absent)
        for result in analysis.estimates.results
    }
    return analysis, found


def test_everybody_in_a_sheet_kept_by_hand_is_counted(tmp_path):
    for column in ("A", "C"):
        workbook(tmp_path / "hand.xlsx", column=column)
        analysis, found = counted(tmp_path / "hand.xlsx")
        truth = exports.counts(PEOPLE, tells_skips=False)
        assert (analysis.provenance.dialect, analysis.accounting.rows) == ("hand_kept", 90)
        assert found["部门"][0] == dict.fromkeys(GROUPS, 30)
        assert found["性别"][0] == truth["sex"].n
        for name, text in (("level", "熟悉程度"), ("training", exports.STEMS["training"])):
            n, base, absent = found[text]
            assert (n, base, absent[Absence.BLANK]) == (truth[name].n, truth[name].base, truth[name].blank)


def test_an_answer_that_reads_like_a_sum_is_an_answer(tmp_path):
    book = openpyxl.Workbook()
    for line in (["水平", "意见"], ["average", "x"], ["average", "y"], ["good", "z"], ["average", "x"]):
        book.active.append(line)
    book.save(tmp_path / "plain.xlsx")
    analysis, found = counted(tmp_path / "plain.xlsx")
    assert analysis.provenance.dialect is None
    assert found["水平"][0] == {"average": 3, "good": 1}
