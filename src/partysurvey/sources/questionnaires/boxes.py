"""Top and bottom boxes: nets of the best-scored and the worst-scored options."""

from collections.abc import Iterator, Mapping
from typing import Any

from partysurvey.survey import Net, Text

_NUMERALS = "〇一两三四五六七八九十"


def box_codes(question: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, net code) of each box that a question's data ask for: ("top_box", "top_2")."""
    for key, word in (("top_box", "top"), ("bottom_box", "bottom")):
        if question.get(key):
            yield key, f"{word}_{question[key]}"


def box_nets(question: Mapping[str, Any]) -> Iterator[Net]:
    """The nets of a question's boxes; a reversed scale has its best options at the other end."""
    for key, code in box_codes(question):
        best_first = (key == "top_box") != bool(question.get("reversed"))
        scored = [option for option in question["options"] if option.get("score") is not None]
        scored.sort(key=lambda option: option["score"], reverse=best_first)
        chosen = {option["code"] for option in scored[: question[key]]}
        codes = tuple(option["code"] for option in question["options"] if option["code"] in chosen)
        yield Net(code, _label(key, question[key]), codes)


def _label(key: str, size: int) -> Text:
    numeral = _NUMERALS[size] if size < len(_NUMERALS) else str(size)
    if key == "top_box":
        return Text(f"最高{numeral}项合计" if size > 1 else "最高一项", f"top {size}")
    return Text(f"最低{numeral}项合计" if size > 1 else "最低一项", f"bottom {size}")
