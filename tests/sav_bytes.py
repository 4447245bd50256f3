"""SPSS files of numbers written record by record: labels, missing values, multiple response sets, any code page.

Shares no code with the reader, nor with ReadStat. Layout:
https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
"""

import struct
from dataclasses import dataclass, field

SYSTEM_MISSING = -1.7976931348623157e308


@dataclass(frozen=True)
class Variable:
    """A numeric variable; `missing` are up to three values, or `span` a range of them."""

    name: str
    label: str
    values: list
    labels: dict = field(default_factory=dict)
    missing: tuple = ()
    span: tuple = ()


@dataclass(frozen=True)
class ResponseSet:
    """A multiple response set; `counted` is the value that is a tick, None for a set of categories."""

    name: str
    label: str
    variables: tuple
    counted: int | None = None


def padded(data, unit):
    return data + b" " * (-len(data) % unit)


def sav_bytes(variables, *, sets=(), codec="utf-8", code_page=65001, declared="UTF-8"):
    """The file; `values` are numbers, None for a system-missing one."""
    n = len(variables[0].values)
    parts = [
        b"$FL2" + b"@(#) SPSS DATA FILE hand made".ljust(60),
        struct.pack("<5id", 2, len(variables), 0, 0, n, 100.0) + b"03 Jun 2410:00:00" + b" " * 64 + b"\0" * 3,
        *(_variable(variable, codec) for variable in variables),
        *(_labels(place, variable.labels, codec) for place, variable in enumerate(variables, 1) if variable.labels),
        struct.pack("<4i8i", 7, 3, 4, 8, 22, 0, 0, -1, 1, 1, 2, code_page),
        _extension(7, b"".join(_set(each, codec) for each in sets)) if sets else b"",
        _extension(20, declared.encode()) if declared else b"",
        struct.pack("<2i", 999, 0),
    ]
    rows = zip(*(variable.values for variable in variables), strict=True)
    numbers = [SYSTEM_MISSING if value is None else value for row in rows for value in row]
    return b"".join(parts) + struct.pack(f"<{len(numbers)}d", *numbers)


def _extension(subtype, content):
    return struct.pack("<4i", 7, subtype, 1, len(content)) + content


def _variable(variable, codec):
    shape, label = 5 << 16 | 8 << 8, variable.label.encode(codec)
    missing = variable.span or variable.missing
    count = -len(missing) if variable.span else len(missing)
    record = struct.pack("<6i", 2, 0, 1, count, shape, shape) + padded(variable.name.encode(codec), 8)
    return record + struct.pack("<i", len(label)) + padded(label, 4) + struct.pack(f"<{len(missing)}d", *missing)


def _labels(place, labels, codec):
    entries = b""
    for value, label in labels.items():
        text = label.encode(codec)
        entries += struct.pack("<d", value) + padded(bytes([len(text)]) + text, 8)
    return struct.pack("<2i", 3, len(labels)) + entries + struct.pack("<3i", 4, 1, place)


def _set(each, codec):
    label = each.label.encode(codec)
    counted = str(each.counted)
    kind = "C " if each.counted is None else f"D{len(counted)} {counted} "
    text = f"${each.name}={kind}{len(label)} ".encode() + label
    return text + b" " + " ".join(name.lower() for name in each.variables).encode(codec) + b"\n"
