"""Multiple response sets put into an SPSS file, which pyreadstat cannot write.

Layout: https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
"""

import struct
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO

from msgspec import Struct

HEADER = 176  # bytes before the first record
MOMENT = slice(92, 109)
NO_MOMENT = b"01 Jan 7000:00:00"  # so that the same table gives the same bytes
_COPIED = 1 << 20


class ResponseSet(Struct, frozen=True):
    """Variables that are ticks of one question: 1 is chosen."""

    name: str
    label: str
    variables: tuple[str, ...]


def copy_with_sets(source: BinaryIO, target: IO[bytes], sets: Sequence[ResponseSet]) -> None:
    """Copy a .sav as pyreadstat writes it, with the sets in its dictionary and without the moment of writing."""
    header = source.read(HEADER)
    target.write(header[: MOMENT.start] + NO_MOMENT + header[MOMENT.stop :])
    for record in _records(source):
        if record[:4] == struct.pack("<i", 999):
            target.write(_record(sets))
        target.write(record)
    while part := source.read(_COPIED):
        target.write(part)


def _record(sets: Sequence[ResponseSet]) -> bytes:
    """The record of the sets: subtype 19 names variables in full."""
    lines = []
    for each in sets:
        label = each.label.encode()
        lines.append(
            f"${each.name}=E 1 1 1 {len(label)} ".encode() + label + b" " + " ".join(each.variables).encode() + b"\n"
        )
    content = b"".join(lines)
    return struct.pack("<4i", 7, 19, 1, len(content)) + content if content else b""


def _records(source: BinaryIO) -> Iterator[bytes]:
    """The records of the dictionary, the last one (999) included."""
    while True:
        kind = source.read(4)
        match struct.unpack("<i", kind)[0]:
            case 2:
                yield kind + _variable(source)
            case 3:
                yield kind + _value_labels(source)
            case 4:
                count = source.read(4)
                yield kind + count + source.read(4 * struct.unpack("<i", count)[0])
            case 6:
                count = source.read(4)
                yield kind + count + source.read(80 * struct.unpack("<i", count)[0])
            case 7:
                head = source.read(12)
                _, size, number = struct.unpack("<3i", head)
                yield kind + head + source.read(size * number)
            case _:
                yield kind + source.read(4)
                return


def _variable(source: BinaryIO) -> bytes:
    head = source.read(28)
    _, labelled, missing, _, _ = struct.unpack("<5i", head[:20])
    label = b""
    if labelled:
        size = source.read(4)
        length = struct.unpack("<i", size)[0]
        label = size + source.read(length + -length % 4)
    return head + label + source.read(8 * abs(missing))


def _value_labels(source: BinaryIO) -> bytes:
    count = source.read(4)
    parts = [count]
    for _ in range(struct.unpack("<i", count)[0]):
        start = source.read(9)
        length = start[8]
        parts += [start, source.read(length + -(length + 1) % 8)]
    return b"".join(parts)
