"""Line numbers, counted only when a message needs one."""

from contextlib import AbstractContextManager
from typing import Protocol

CHUNK = 1 << 20


class Reader(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """About so many bytes, none at the end."""
        ...


class Openable(Protocol):
    """Something that can be read from its start any number of times."""

    @property
    def name(self) -> str:
        """The name for messages."""
        ...

    def open(self) -> AbstractContextManager[Reader]:
        """The bytes as a stream."""
        ...


def line_breaks(data: bytes) -> int:
    """How many lines end in the bytes: at LF, CR LF or a CR of its own."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def line_at(source: Openable, offset: int) -> int:
    """The physical line, from 1, on which the byte at the offset stands."""
    lines, left, last = 1, offset, b""
    with source.open() as stream:
        while left > 0 and (chunk := stream.read(CHUNK)):
            part = chunk[:left]
            lines += line_breaks(part) - (last == b"\r" and part[:1] == b"\n")
            last, left = part[-1:], left - len(part)
    return lines
