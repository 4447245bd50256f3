"""Shares in words: 近八成, 过半, 超六成; nearly eight in ten, over half."""

from partysurvey.survey import Language, Text

TENTHS_ZH = "零一二三四五六七八九"
TENTHS_EN = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ABOUT = 0.005  # half a percent point: what is nearer than that is called by the number itself
NEAR = 0.04  # what is no further below a tenth is nearly that: 0.76 近八成

ALL = Text("为全部", "all of them")
NEARLY_ALL = Text("为绝大多数", "almost all")
HALF = Text("约半数", "about half")
OVER_HALF = Text("过半", "over half")
NEARLY_HALF = Text("近半数", "nearly half")
UNDER_TENTH = Text("不足一成", "less than one in ten")
FEW = Text("为极少数", "very few")
NONE = Text("无一人", "nobody")
ROUGHLY = Text("约{tenths}成", "about {tenths} in ten")
MORE = Text("超{tenths}成", "more than {tenths} in ten")
NEARLY = Text("近{tenths}成", "nearly {tenths} in ten")


def amount(share: float, language: Language) -> str:
    """The share in [0, 1] in words that are true of it: 0.62 超六成, 0.76 近八成, 0.554 过半.

    "Nearly" a tenth is at most four points below it, "about" one within half a point; else it is "more than" a tenth.
    """
    special = _special(share)
    if special is not None:
        return special.into(language)
    tenths = round(share * 10)
    distance = round(tenths / 10 - share, 9)
    if abs(distance) < ABOUT:
        return _tenths(ROUGHLY, tenths, language)
    if 0 < distance <= NEAR:
        return _tenths(NEARLY, tenths, language)
    return _tenths(MORE, int(round(share * 10, 8)), language)


def _special(share: float) -> Text | None:
    """The word for nobody, few, about half, most and all; None for what is said in tenths."""
    bounds = (
        (share <= 0, NONE),
        (share >= 1, ALL),
        (share < 0.05, FEW),
        (share < 0.09, UNDER_TENTH),
        (share >= 0.95, NEARLY_ALL),
        (abs(share - 0.5) < ABOUT, HALF),
        (0.46 <= share < 0.5, NEARLY_HALF),
        (0.5 < share < 0.56, OVER_HALF),
    )
    return next((words for holds, words in bounds if holds), None)


def _tenths(template: Text, tenths: int, language: Language) -> str:
    return template.into(language).format(tenths=TENTHS_ZH[tenths] if language == "zh" else TENTHS_EN[tenths])
