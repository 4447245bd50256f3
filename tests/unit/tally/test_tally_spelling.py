import pytest

from partysurvey.survey import Absence, Band, Column, MissingRange, Number, Option, Text
from partysurvey.tally.coding import Dialect
from partysurvey.tally.multiple import NOT_TICKED, TICKED, Splitter, TickReader, joined_ticks, listed_codes
from partysurvey.tally.numbers import band_of, day_number, parsed_number, plausible, unit_texts
from partysurvey.tally.spelling import Marks, Spellings, raw_text

OPTIONS = (
    Option("very", Text("很熟悉", "very familiar"), aliases=("非常熟悉",)),
    Option("2", Text("党员、干部", "members, cadres")),
    Option("theory", Text("理论", "theory")),
    Option("theory_course", Text("理论 学习", "theory/course")),
    Option("other", Text("其他", "other"), specify=True),
)
SPELLINGS = Spellings(OPTIONS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("很熟悉", "very"),
        ("very familiar", "very"),
        ("非常熟悉", "very"),
        ("very", "very"),
        ("VERY  Familiar", "very"),
        ("ｖｅｒｙ", "very"),
        ("A.很熟悉", "very"),
        ("1、很熟悉", "very"),
        ("很 熟悉", "very"),
        ("2", "2"),
        ("2.0", "2"),
        ("２", "2"),
        ("其他", "other"),
        ("其他〖写报告〗", "other"),
        ("其他：写报告", "other"),
        ("Other: reports", "other"),
        ("E.其他（请注明）", "other"),
        ("其他人", None),
        ("不熟悉", None),
        ("3", None),
        ("", None),
    ],
)
def test_spellings_of_an_option(text, code):
    assert SPELLINGS.code(text) == code


def test_a_loose_spelling_of_two_options_is_none_of_them():
    twins = Spellings((Option("a", Text("A.好")), Option("b", Text("B.好"))))
    assert twins.code("A.好") == "a"
    assert twins.code("好") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("很熟悉┋其他", ("very", "other")),
        ("其他┋很熟悉", ("other", "very")),
        ("很熟悉;理论", ("very", "theory")),
        ("很熟悉|理论\t其他", ("very", "theory", "other")),
        ("党员、干部、理论", ("2", "theory")),
        ("理论，党员、干部，很熟悉", ("theory", "2", "very")),
        ("members, cadres, theory/course, theory", ("2", "theory_course", "theory")),
        ("理论/很熟悉", ("theory", "very")),
        ("理论 学习,理论", ("theory_course", "theory")),
        ("其他〖写报告，开会〗┋理论", ("other", "theory")),
        ("理论,其他（写报告,开会）,很熟悉", ("theory", "other", "very")),
        ("理论→很熟悉", ("theory", "very")),
        ("理论;理论", ("theory",)),
        ("1.很熟悉┋E.其他", ("very", "other")),
        ("理论;胡说", None),
        ("胡说,八道", None),
    ],
)
def test_several_answers_in_a_cell(text, codes):
    assert Splitter(SPELLINGS).codes(text) == codes


JOINED = Spellings((Option("a", Text.same("A")), Option("b", Text.same("B")), Option("ab", Text.same("A, B"))))


@pytest.mark.parametrize(
    ("text", "codes"),
    [("A", ("a",)), ("B, A", ("b", "a")), ("A, B", None), ("A, B, B", None), ("B, A, B", None), ("A;B", ("a", "b"))],
)
def test_what_can_be_cut_in_two_ways_is_not_guessed(text, codes):
    found = Splitter(JOINED, (", ", ";"))
    assert found.codes(text) == codes
    assert found.is_ambiguous(text) is (codes is None)


@pytest.mark.parametrize(
    ("text", "label", "level"),
    [
        ("1", "", TICKED),
        ("1.0", "", TICKED),
        ("√", "", TICKED),
        ("Checked", "", TICKED),
        ("是", "", TICKED),
        ("0", "", NOT_TICKED),
        ("Unchecked", "", NOT_TICKED),
        ("未选中", "", NOT_TICKED),
        ("理论", "", TICKED),
        ("theory", "", TICKED),
        ("2", "No", NOT_TICKED),
        ("2", "Yes", TICKED),
        ("很熟悉", "", None),
    ],
)
def test_ticks(text, label, level):
    assert TickReader("theory", SPELLINGS, 0).level(text, label) == level


def test_the_text_beside_other_is_a_tick():
    assert TickReader("other", SPELLINGS, 0, any_text=True).level("写报告", "") == TICKED


@pytest.mark.parametrize(
    ("text", "level"), [("1", 1.0), ("3.0", 3.0), ("0", 0.0), ("6", Absence.INVALID), ("一", None)]
)
def test_places_of_a_ranking(text, level):
    assert TickReader("theory", SPELLINGS, 5).level(text, "") == level


B, S, N = Absence.BLANK, Absence.SYSTEM, Absence.NOT_ASKED


@pytest.mark.parametrize(
    ("ticks", "ranked", "level"),
    [
        ([1.0, 0.0, 1.0], False, ("a", "c")),
        ([1.0, B, B], False, ("a",)),
        ([0.0, 0.0, 0.0], False, ()),
        ([0.0, B, B], False, ()),
        ([B, B, B], False, B),
        ([S, B, S], False, B),
        ([S, S, S], False, S),
        ([N, N, N], False, N),
        ([1.0, Absence.UNKNOWN, B], False, Absence.UNKNOWN),
        ([2.0, 3.0, 1.0], True, ("c", "a", "b")),
        ([B, 1.0, B], True, ("b",)),
        ([1.0, 1.0, B], True, Absence.INVALID),
        ([0.0, 0.0, 0.0], True, B),
    ],
)
def test_columns_of_options_make_one_answer(ticks, ranked, level):
    assert joined_ticks(ticks, ("a", "b", "c"), ranked=ranked) == level


def test_columns_of_choices_make_one_answer():
    assert listed_codes(["b", "a", B]) == ("b", "a")
    assert listed_codes([S, B]) == B
    assert listed_codes(["b", Absence.UNKNOWN]) == Absence.UNKNOWN


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("18", 18.0),
        ("18岁", 18.0),
        ("１８ 岁", 18.0),
        ("18 Years", 18.0),
        ("1,234.5", 1234.5),
        ("1，234", 1234.0),
        ("-3.5", -3.5),
        ("−3", -3.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("3,5", None),
        ("1_000", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("18%", None),
        ("约18岁", None),
        ("", None),
    ],
)
def test_numbers(text, number):
    age = Number(id="age", text=Text("年龄"), unit=Text("岁", "years"))
    assert parsed_number(text, unit_texts(age)) == number


def test_numbers_outside_of_the_range_are_invalid():
    age = Number(id="age", text=Text("年龄"), minimum=16.0, maximum=80.0)
    assert [plausible(age, x) for x in (15.9, 16.0, 80.0, 80.1)] == [Absence.INVALID, 16.0, 80.0, Absence.INVALID]


def test_days():
    formats = ("%Y-%m-%d", "%Y年%m月%d日")
    assert day_number("2024-05-01", formats) == 739007.0  # date(2024, 5, 1).toordinal()
    assert day_number("2024-05-01 08:30:00", formats) == 739007.0
    assert day_number("2024-05-01T08:30", formats) == 739007.0
    assert day_number("2024年5月1日", formats) == 739007.0
    assert day_number("5/1/2024", formats) is None


def test_bands_take_their_lower_edge():
    bands = (Band("young", Text(), None, 36.0), Band("middle", Text(), 36.0, 51.0))
    assert [band_of(bands, x) for x in (-5.0, 36.0, 50.9, 51.0)] == ["young", "middle", "middle", Absence.INVALID]


def test_absences_in_their_order():
    column = Column(
        "q",
        value_labels={"9": "拒答", "8": "别的", "1": "很熟悉"},
        missing=(MissingRange(8.0, 9.0), MissingRange("m", "m")),
    )
    dialect = Dialect("utf-8", Marks({"9x": Absence.DONT_KNOW}, {"9x": Absence.REFUSED, "(空)": Absence.BLANK}), column)
    texts = ["9x", "(空)", "", "9", "8", "m", "1", "NA", "无"]
    assert [dialect.absence(text, text) for text in texts] == [
        Absence.DONT_KNOW,
        Absence.BLANK,
        Absence.BLANK,
        Absence.REFUSED,
        Absence.USER_MISSING,
        Absence.USER_MISSING,
        None,
        None,
        None,
    ]
    assert dialect.absence(None, "") is Absence.SYSTEM


def test_raw_values_as_text():
    assert raw_text("　很熟悉 ".encode("gb18030"), "gb18030") == "很熟悉"
    assert raw_text(1.0, "utf-8") == "1"
    assert raw_text(1.5, "utf-8") == "1.5"
    assert raw_text(7, "utf-8") == "7"
    assert raw_text(b"\xff", "utf-8") == "\\xff"
