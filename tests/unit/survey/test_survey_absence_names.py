"""What a file says of the values that it declares missing."""

import pytest

from partysurvey.survey import Absence, Column
from partysurvey.survey.absence_names import declared_kind, declared_missing, kind_named
from partysurvey.survey.column import MissingRange


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("（跳过）", Absence.NOT_ASKED),
        ("Not applicable", Absence.NOT_ASKED),
        ("Inap.", Absence.NOT_ASKED),
        ("Skipped by rule", Absence.NOT_ASKED),
        ("No answer", Absence.BLANK),
        ("未回答", Absence.BLANK),
        ("拒绝作答", Absence.REFUSED),
        ("Refused to answer", Absence.REFUSED),
        ("Don’t know", Absence.DONT_KNOW),
        ("8. Don't know", Absence.DONT_KNOW),
        ("说不清", Absence.DONT_KNOW),
        ("Invalid", Absence.INVALID),
        ("很满意", None),
        ("", None),
    ],
)
def test_a_label_names_the_kind_of_absence(label, kind):
    assert kind_named(label) is kind


def test_only_declared_values_are_missing_whatever_their_label():
    labels = {"1": "拒答", "8": "别的", "9": "拒答", "m": "不知道"}
    column = Column("q", value_labels=labels, missing=(MissingRange(8.0, 9.0), MissingRange("m", "m")))
    assert declared_missing(column) == {
        "8": Absence.USER_MISSING,
        "9": Absence.REFUSED,
        "m": Absence.DONT_KNOW,
    }
    assert declared_kind("8.50", column) is Absence.USER_MISSING
    assert declared_kind("9.5", column) is None
    assert declared_kind("nan", column) is None


def test_a_declared_text_without_a_label_is_its_own():
    column = Column("q", missing=(MissingRange("拒答", "拒答"),))
    assert declared_kind("拒答", column) is Absence.REFUSED
