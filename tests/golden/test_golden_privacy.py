"""Nothing that somebody typed, and nothing that says who somebody is, stands in any output, however few answered.

The secrets are planted by the writers of tests/platform_exports.py; an output is searched for them as text.
"""

from dataclasses import replace

import platform_exports as exports
import pytest

from partysurvey.cli.app import status

TYPED = ("换掉张科长", "call Li Si", "食堂太贵；张三丰知道", "住在建设路 8 号", "很好┋继续")
PEOPLE = [
    replace(p, remark=TYPED[p.place % len(TYPED)] + (f"{p.place}" if p.place > 9 else "")) for p in exports.people()
]
SECRETS = (*exports.SECRETS, "张科长", "Li Si", "食堂太贵", "建设路", "很好┋继续", "自己写的")
WRITTEN = {
    "wenjuanxing_text": exports.wenjuanxing_text,
    "wenjuanxing_code": exports.wenjuanxing_code,
    "tengxun": exports.tengxun,
    "jinshuju": exports.jinshuju,
    "qualtrics": exports.qualtrics,
    "limesurvey": exports.limesurvey,
    "google": exports.google,
    "kobo": exports.kobo,
    "redcap": exports.redcap,
    "surveymonkey": exports.surveymonkey,
}
COMMANDS = (
    *(("analyze", "--min-group", "1", "--format", form) for form in ("text", "json", "csv", "md")),
    ("validate",),
    ("validate", "--format", "json"),
    ("init",),
)


@pytest.fixture(params=WRITTEN)
def header_and_rows(request):
    written = WRITTEN[request.param](PEOPLE)
    return written[: len(written) - len(PEOPLE)], written[len(written) - len(PEOPLE) :]


@pytest.mark.parametrize("n", [1, 3, 160])
def test_no_output_holds_a_secret(header_and_rows, n, tmp_path, capsys):
    header, rows = header_and_rows
    path = tmp_path / "answers.csv"
    path.write_bytes(exports.csv_bytes([*header, *rows[:n]]))
    for command in COMMANDS:
        assert status([command[0], str(path), *command[1:]]) in {0, 1}, command
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert not [secret for secret in SECRETS if secret in told.out + told.err], command
