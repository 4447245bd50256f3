"""Which characters the fonts of figures have."""

import string
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from partysurvey.render.figures.fonts import Face, has_glyph, installed_faces, named_face, own_faces

GB2312 = "GB 2312"
LATIN = "ÀÁÂÄÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâäæçèéêëìíîïñòóôöøùúûüÿ–"
PROBE = "中国汉字调查问卷的一是"  # a font that has these has Chinese; the count says how much of it


class Coverage(Struct, frozen=True):
    """How many characters of each repertoire a font has, by the name of the repertoire: (has, of)."""

    file: str
    counts: Mapping[str, tuple[int, int]]

    @property
    def has_chinese(self) -> bool:
        """Whether all of GB 2312 is there, in which almost every modern Chinese text can be written."""
        has, of = self.counts[GB2312]
        return has == of


@cache
def repertoires() -> Mapping[str, str]:
    """The characters of each repertoire by its name."""
    rows = ((high, low) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    wide = ((high, low) for high in range(0x81, 0xFF) for low in (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    marks = "，。、；：？！“”‘’（）《》〈〉【】—…·％～〖〗「」"
    return {
        "Latin": string.ascii_letters + string.digits + string.punctuation + LATIN,
        GB2312: _decoded(rows, "gb2312") + marks,
        "GBK": "".join(sign for sign in _decoded(wide, "gbk") if "\u4e00" <= sign <= "\u9fff"),
    }


def own_coverage(wanted: str | None) -> list[Coverage]:
    """The coverage of the font asked for, if any, and of those that came with our dependencies, in that order."""
    return [coverage(face) for face in ((named_face(wanted),) if wanted else ()) + own_faces()]


def chinese_fonts() -> list[str]:
    """The names of the fonts of the system that have Chinese."""
    return sorted({name for name, face in installed_faces() if all(has_glyph(face, sign) for sign in PROBE)})


def coverage(face: Face) -> Coverage:
    """What a font has of every repertoire."""
    counts = {name: (sum(has_glyph(face, sign) for sign in signs), len(signs)) for name, signs in repertoires().items()}
    return Coverage(Path(face.path).name, counts)


def _decoded(pairs: Iterable[tuple[int, int]], encoding: str) -> str:
    return "".join(bytes(pair).decode(encoding, "ignore") for pair in pairs)
