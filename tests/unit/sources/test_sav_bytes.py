"""SPSS files written byte by byte, as programs of Chinese Windows wrote them: no writer can make them today.

Layout: https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
"""

import struct
from itertools import starmap

import pytest

from partysurvey.errors import SourceError
from partysurvey.sources.mojibake import is_chinese_in_disguise
from partysurvey.sources.opening import open_source
from partysurvey.survey import Column, MissingRange

SYSTEM_MISSING = -1.7976931348623157e308


def padded(data, unit):
    return data + b" " * (-len(data) % unit)


def sav_bytes(codec, code_page, declared=""):
    """Three respondents with 性别 (labels, 9 user-missing) and 意见 (text), all texts in the codec."""
    parts = [
        b"$FL2" + b"@(#) SPSS DATA FILE hand made".ljust(60),
        struct.pack("<5id", 2, 2, 0, 0, 3, 100.0) + b"03 Jun 2410:00:00" + b" " * 64 + b"\0" * 3,
        variable(codec, "性别", "您的性别", 0, [9.0]),
        variable(codec, "意见", "您的意见", 8, []),
        value_labels(codec, {1.0: "男", 2.0: "女", 9.0: "拒答"}),
        struct.pack("<4i8i", 7, 3, 4, 8, 22, 0, 0, -1, 1, 1, 2, code_page),
        struct.pack("<4i", 7, 20, 1, len(declared)) + declared.encode() if declared else b"",
        struct.pack("<2i", 999, 0),
        *starmap(case(codec), [(1.0, "很好"), (9.0, "镕"), (SYSTEM_MISSING, "")]),
    ]
    return b"".join(parts)


def variable(codec, name, label, width, missing):
    shape = (1 << 16 | 8 << 8) if width else (5 << 16 | 8 << 8)
    label = label.encode(codec)
    record = struct.pack("<6i", 2, width, 1, len(missing), shape, shape) + padded(name.encode(codec), 8)
    return record + struct.pack("<i", len(label)) + padded(label, 4) + struct.pack(f"<{len(missing)}d", *missing)


def value_labels(codec, labels):
    entries = b""
    for value, label in labels.items():
        text = label.encode(codec)
        entries += struct.pack("<d", value) + padded(bytes([len(text)]) + text, 8)
    return struct.pack("<2i", 3, len(labels)) + entries + struct.pack("<3i", 4, 1, 1)


def case(codec):
    return lambda value, text: struct.pack("<d", value) + padded(text.encode(codec), 8).ljust(8)


@pytest.mark.parametrize(
    ("codec", "code_page", "declared", "used", "notes"),
    [
        ("gbk", 936, "", "CP936", False),
        ("gbk", 2, "GBK", "GBK", False),
        ("gbk", 1252, "", "GB18030", True),
        ("gbk", 2, "windows-1252", "GB18030", True),
        ("gbk", 2, "UTF-8", "GB18030", True),
        ("utf-8", 65001, "UTF-8", "UTF-8", False),
    ],
)
def test_chinese_labels_whatever_the_file_declares(tmp_path, read, codec, code_page, declared, used, notes):
    path = tmp_path / "old.sav"
    path.write_bytes(sav_bytes(codec, code_page, declared))
    source = open_source(path)
    assert source.columns == (
        Column("性别", "您的性别", {"1": "男", "2": "女", "9": "拒答"}, (MissingRange(9.0, 9.0),)),
        Column("意见", "您的意见"),
    )
    assert read(source) == [[1.0, "很好"], [9.0, "镕"], [None, ""]]
    assert source.info.encoding.upper() == used
    assert bool(source.info.notes) == notes


def test_a_named_encoding_is_obeyed(tmp_path, read):
    path = tmp_path / "taiwan.sav"
    path.write_bytes(sav_bytes("gbk", 1252).replace("男".encode("gbk"), "男".encode("big5")))
    assert open_source(path, encoding="gb18030").columns[0].value_labels["1"] != "男"
    assert open_source(path, encoding="big5").columns[0].value_labels["1"] == "男"
    assert read(open_source(path, encoding="gb18030"))[0] == [1.0, "很好"]


def test_labels_in_no_encoding(tmp_path, complaint, snapshot):
    path = tmp_path / "odd.sav"
    path.write_bytes(sav_bytes("gbk", 936).replace("男".encode("gbk"), b"\xff\xff"))
    for options in ({}, {"encoding": "utf-8"}, {"encoding": "nonsense"}):
        with pytest.raises(SourceError) as caught:
            open_source(path, **options)
        assert complaint(caught.value) == snapshot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("性别，您的意见".encode("gbk").decode("cp1252", "replace").replace("\ufffd", "\x81"), True),
        ("ÐÔ±ð", True),
        ("Ää", False),
        ("être élève, déjà vu, Größe, façade", False),
        ("性别", False),
        ("plain", False),
    ],
)
def test_chinese_in_disguise(text, expected):
    assert is_chinese_in_disguise(text) is expected
