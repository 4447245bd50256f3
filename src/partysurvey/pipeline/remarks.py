"""What the reader of an analysis has to know: what was assumed, what was left out, what did not fit."""

from collections.abc import Iterator, Mapping

from partysurvey.errors import AnswerError
from partysurvey.report.accounting import Remark
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import SourceInfo
from partysurvey.survey import Questionnaire, Text
from partysurvey.tally.tally import Tally

LISTED = 12  # names or texts told in one sentence


def remarks_on(info: SourceInfo, recognition: Recognition, tally: Tally) -> tuple[Remark, ...]:
    """The remarks on a file as it was read with a questionnaire, the most general first."""
    return (
        *(Remark(code, Text(en=_sentence(text))) for code, text in info.notes.items()),
        *_recognition_remarks(recognition),
        *_rule_remarks(tally.rule_violations, recognition.questionnaire),
        *_grid_remarks(tally.grid),
    )


def check_answers(tally: Tally, file: str) -> None:
    """Nothing; AnswerError naming every answer that the questionnaire does not know."""
    found = {variable: texts for variable, texts in tally.unknown.items() if texts}
    if found:
        listed = "; ".join(f"{variable}: {_answers(texts)}" for variable, texts in found.items())
        raise AnswerError(
            f"answers that the questionnaire does not know: {listed}",
            "add them as options or aliases, declare them missing, or leave --strict out to have them counted apart",
            file,
        )


def _recognition_remarks(recognition: Recognition) -> Iterator[Remark]:
    questionnaire, binding = recognition.questionnaire, recognition.binding
    if recognition.origin == "inferred":
        count = len(questionnaire.questions)
        yield Remark(
            "inferred",
            Text(
                f"没有问卷与文件相符,{count} 个题目由数据推断;用 partysurvey init 起草问卷后可修改",
                f"No questionnaire matches the file: {count} questions were inferred; "
                "`partysurvey init` drafts a questionnaire to be edited",
            ),
        )
        yield from (Remark(code, Text(en=_sentence(text))) for code, text in recognition.remarks)
        return
    absent = [name for name in questionnaire.variables if name not in binding.columns]
    absent = [name for name in absent if name not in {derived.id for derived in questionnaire.derived}]
    if absent:
        yield Remark(
            "questions_without_column",
            Text(f"文件中没有这些题目的列:{_names(absent)}", f"The file has no column of {_names(absent)}"),
        )
    if binding.unbound:
        yield Remark(
            "unused_columns",
            Text(
                f"问卷中没有这些列对应的题目:{_names(binding.unbound)}",
                f"Columns that belong to no question: {_names(binding.unbound)}",
            ),
        )


def _rule_remarks(violations: Mapping[str, int], questionnaire: Questionnaire) -> Iterator[Remark]:
    for variable, n in violations.items():
        if n:
            text = questionnaire.variables[variable].question.text
            yield Remark(
                "answered_though_not_asked",
                Text(
                    f"{n} 人按规则不应回答“{text.into('zh')}”却作了回答,未计入",
                    f'{n} respondents answered "{text.into("en")}" though they were not to be asked; not counted',
                ),
            )


def _grid_remarks(grid: Mapping[str, float]) -> Iterator[Remark]:
    for variable, width in grid.items():
        yield Remark(
            "binned_values",
            Text(
                f"{variable} 的不同取值过多,分位数精确到 {width:g}",
                f"{variable} has so many distinct values that its quantiles are kept to {width:g}",
            ),
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _names(names: "list[str] | tuple[str, ...]") -> str:
    more = f" … (+{len(names) - LISTED})" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def _answers(texts: Mapping[str, int]) -> str:
    commonest = sorted(texts, key=lambda text: (-texts[text], text))
    return _names([f"{text!r} ({texts[text]})" for text in commonest])
