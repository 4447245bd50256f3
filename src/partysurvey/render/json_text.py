"""JSON text indented by two blanks, as `json.dumps(…, indent=2)` makes it, and several times as fast.

The standard library indents in Python, value by value. Here what holds no further container is written by its encoder
in C, which takes a line break for a separator.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby

Json = Mapping[str, object]


def json_text(content: Json) -> str:
    """The content as indented JSON text that ends with a line break; ValueError for NaN and infinities."""
    return _text(content, "") + "\n"


def _text(value: object, margin: str) -> str:
    """The text of a value whose first line begins behind the margin."""
    if not _is_nested(value):
        return _encoder("")(value)
    inner = margin + "  "
    if isinstance(value, Mapping):
        body = f",\n{inner}".join(_items(value, inner))
        return f"{{\n{inner}{body}\n{margin}}}"
    assert isinstance(value, list | tuple)  # noqa: S101  # nothing else is nested
    body = f",\n{inner}".join(_text(each, inner) for each in value) if any(map(_is_nested, value)) else ""
    return f"[\n{inner}{body or _encoder(inner)(value)[1:-1]}\n{margin}]"


def _items(mapping: Mapping[str, object], inner: str) -> Iterator[str]:
    """The texts of the items, those of neighbours that are not nested as one."""
    for nested, items in groupby(mapping.items(), lambda item: _is_nested(item[1])):
        if nested:
            yield from (f"{_encoder('')(key)}: {_text(value, inner)}" for key, value in items)
        else:
            yield _encoder(inner)(dict(items))[1:-1]


def _is_nested(value: object) -> bool:
    """Whether the value takes several lines."""
    return isinstance(value, dict | list | tuple) and bool(value)


@cache
def _encoder(margin: str) -> Callable[[object], str]:
    """The encoder that begins a line with the margin at every further item."""
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(f",\n{margin}", ": "))
    return encoder.encode
