"""The looks of cells by name: three-line tables, as in Chinese and English reports."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from partysurvey.render.look import Look
from partysurvey.survey import Language

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as CellFormat

THIN, MEDIUM = 1, 2
RULE, FAINT = "#8A8A8A", "#666666"
LINK = "#0B5394"

_WRAPPED = {"text_wrap": True, "valign": "vcenter"}
_BASE = {"top": THIN, "bottom": MEDIUM, "border_color": RULE, "italic": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "plain": {},
    "text": _WRAPPED,
    "note": _WRAPPED | {"font_size": 9, "font_color": FAINT},
    "link": {"font_color": LINK, "underline": 1},
    "spanner": _WRAPPED | {"align": "center", "bold": True, "top": MEDIUM, "border_color": RULE},
    "stub_head": _WRAPPED | {"bold": True, "top": MEDIUM, "bottom": THIN, "border_color": RULE},
    "head": _WRAPPED | {"align": "right", "bold": True, "top": MEDIUM, "bottom": THIN, "border_color": RULE},
    "stub": _WRAPPED,
    "value": {"align": "right", "valign": "vcenter"},
    "value_text": {"align": "left", "valign": "vcenter", "indent": 1},
}
# What the kind of a row adds to the look of its stub and of its values.
_ROLES: dict[str, dict[str, Any]] = {
    "option": {},
    "statistic": {"top": THIN, "border_color": "#D9D9D9"},
    "net": {"italic": True},
    "base": _BASE,
    "absent": {"font_color": FAINT},
    "question": {"bold": True},
}
FONTS = {"zh": "等线", "en": "Calibri"}  # those that Excel itself begins with


class Styles:
    """The cell formats of a workbook, each made once."""

    def __init__(self, workbook: "Workbook", font: str) -> None:
        """Take the workbook to be filled and the family of its font."""
        self._workbook = workbook
        self._font = {"font_name": font}
        self._made: dict[tuple[str, str, bool], CellFormat] = {}

    def __call__(self, style: str, form: str = "General", *, quoted: bool = False) -> "CellFormat":
        """The cell format of a style ("head", "stub_net", "value_base") with a number format.

        `quoted` keeps a text that begins like a formula a text when it is edited.
        """
        key = (style, form, quoted)
        if key not in self._made:
            look = self._font | look_of(style) | {"num_format": form, "quote_prefix": quoted}
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


def look_of(style: str) -> dict[str, Any]:
    """The properties of a style; "stub_net" is a stub in a row of kind net."""
    if style in _LOOKS:
        return _LOOKS[style]
    part, role = style.split("_")
    look = _LOOKS["value_text" if part == "text" else part] | _ROLES[role]
    return look | {"indent": 1} if style == "stub_net" else look


def font_of(look: Look, language: Language) -> str:
    """The family of the cells: that of the look if it names one, else what Excel uses for the language."""
    is_family = look.font is not None and not Path(look.font).suffix
    return look.font if is_family and look.font else FONTS[language]
