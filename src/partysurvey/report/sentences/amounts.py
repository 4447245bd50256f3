"""Shares in words: 近八成, 过半, 超六成; nearly eight in ten, over half."""

from partysurvey.survey import Language, Text

TENTHS_ZH = "零一二三四五六七八九"
TENTHS_EN = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NEAR = 0.005  # half a percent point: what is nearer than that is called by the number itself

ALL = Text("全部", "all")
NEARLY_ALL = Text("绝大多数", "almost all")
HALF = Text("半数", "half")
OVER_HALF = Text("过半", "over half")
NEARLY_HALF = Text("近半数", "nearly half")
FEW = Text("极少数", "very few")
NONE = Text("无人", "none")
EXACTLY = Text("{tenths}成", "{tenths} in ten")
MORE = Text("超{tenths}成", "more than {tenths} in ten")
NEARLY = Text("近{tenths}成", "nearly {tenths} in ten")


def amount(share: float, language: Language) -> str:
    """The share in [0, 1] in words, true of the share: "nearly" below a tenth, "more than" above it.

    Up to half a tenth above is "more than", beyond that "nearly" the next one: 0.62 超六成, 0.76 近八成.
    """
    special = _special(share)
    if special is not None:
        return special.into(language)
    tenths = round(share * 10)
    if abs(share - tenths / 10) < NEAR:
        return _tenths(EXACTLY, tenths, language)
    below = int(share * 10)
    if share - below / 10 <= 0.05:  # half a tenth
        return _tenths(MORE, below, language)
    return _tenths(NEARLY, below + 1, language)


def _special(share: float) -> Text | None:
    """The word for nobody, few, about half, most and all; None for what is said in tenths."""
    bounds = (
        (share <= 0, NONE),
        (share >= 1, ALL),
        (share < 0.05, FEW),
        (share >= 0.95, NEARLY_ALL),
        (abs(share - 0.5) < NEAR, HALF),
        (0.45 < share < 0.5, NEARLY_HALF),
        (0.5 < share <= 0.55, OVER_HALF),
    )
    return next((words for holds, words in bounds if holds), None)


def _tenths(template: Text, tenths: int, language: Language) -> str:
    return template.into(language).format(tenths=TENTHS_ZH[tenths] if language == "zh" else TENTHS_EN[tenths])
