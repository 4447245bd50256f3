"""Whatever is done to a questionnaire file, it is read or its faults are told; nothing else happens."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from partysurvey.errors import QuestionnaireError
from partysurvey.sources.questionnaires.reading import questionnaire_faults, read_questionnaire

TEXT = (Path(__file__).parents[1] / "unit/sources/questionnaires/assets/every_feature.yaml").read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
WORDS = sorted(
    {word for line in LINES for word in line.split()} | {"null", "[]", "{}", "-1", "1e400", "''", "yes", "- "}
)

cuts = st.integers(0, len(TEXT)).flatmap(lambda start: st.tuples(st.just(start), st.integers(start, len(TEXT))))
lines = st.integers(0, len(LINES) - 1)


def checked(text: str, folder: Path) -> None:
    path = folder / "mutant.yaml"
    path.write_text(text, encoding="utf-8")
    faults = questionnaire_faults(path)
    if not faults:
        read_questionnaire(path)
        return
    try:
        read_questionnaire(path)
    except QuestionnaireError as error:
        assert error.faults == faults  # noqa: PT017  # the same faults, whichever way they are asked for
    else:
        raise AssertionError(faults)


@settings(deadline=None)
@given(cut=cuts, put=st.text("abc:,-[]{}'\"#&*!|> \n", max_size=5))
def test_characters_exchanged(tmp_path_factory, cut, put):
    start, end = cut
    checked(TEXT[:start] + put + TEXT[min(end, start + 10) :], tmp_path_factory.getbasetemp())


@settings(deadline=None)
@given(first=lines, second=lines)
def test_lines_exchanged(tmp_path_factory, first, second):
    moved = list(LINES)
    moved[first], moved[second] = moved[second], moved[first]
    checked("".join(moved), tmp_path_factory.getbasetemp())


@settings(deadline=None)
@given(line=lines, data=st.data())
def test_words_exchanged(tmp_path_factory, line, data):
    words = LINES[line].split(" ")
    position = data.draw(st.integers(0, len(words) - 1))
    words[position] = data.draw(st.sampled_from(WORDS))
    checked(
        "".join([*LINES[:line], " ".join(words).rstrip("\n") + "\n", *LINES[line + 1 :]]),
        tmp_path_factory.getbasetemp(),
    )


@settings(deadline=None)
@given(line=lines)
def test_a_line_left_out(tmp_path_factory, line):
    checked("".join(LINES[:line] + LINES[line + 1 :]), tmp_path_factory.getbasetemp())
