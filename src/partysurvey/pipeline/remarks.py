"""What the reader of an analysis has to know: what was assumed, what was left out, what did not fit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from partysurvey.errors import AnswerError
from partysurvey.pipeline.ambiguity import ambiguity_remarks
from partysurvey.report.accounting import Remark
from partysurvey.report.wording import REASONS
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey import Design, Grid, Language, Questionnaire, Text
from partysurvey.survey.column import Role
from partysurvey.survey.matching.column_roles import column_role
from partysurvey.tally.tally import Tally

LISTED = 12  # names or texts told in one sentence
LONGEST = 24  # characters of a name
ENOUGH = 120  # characters of all the names
KINDS = {
    "single": Text("单选", "single choice"),
    "scale": Text("量表", "scale"),
    "multiple": Text("多选", "multiple choice"),
    "grid": Text("矩阵", "grid"),
    "ranking": Text("排序", "ranking"),
    "number": Text("数值", "number"),
    "date": Text("日期", "date"),
    "text": Text("文本", "open text"),
}
NO_QUESTIONS = {
    "empty": ("columns_without_answers", Text("没有任何内容、未作为题目的列", "Columns without any answer, left out")),
    "identifier": (
        "identifier_columns",
        Text("只是编号、未作为题目的列", "Columns that only number or name the rows, left out"),
    ),
    "personal": (
        "personal_columns",
        Text("含个人信息、不作统计的列", "Columns with personal data, read by no statistic"),
    ),
}
DOUBTS = {
    "order": Text(
        "选项的自然顺序无从判断、按频数排列的题目", "The order of the options is not known, commonest first, in"
    ),
    "labels": Text("答案只有代码、没有文字的题目", "The answers are codes without labels in"),
}


def remarks_on(source: Source, recognition: Recognition, tally: Tally) -> tuple[Remark, ...]:
    """The remarks on a file as it was read with a questionnaire, the most general first."""
    is_inferred = recognition.origin == "inferred"
    return (
        *(Remark(code, _sentence(note)) for code, note in source.info.notes.items()),
        *(
            Remark(
                "not_taken_over",
                Text(f"问卷文件中未能采用：{each}", f"Not taken over from the questionnaire file: {each}"),
            )
            for each in recognition.left_out
        ),
        *(_inference_remarks(recognition) if is_inferred else _fit_remarks(source, recognition)),
        *_weight_remarks(source, recognition, tally),
        *ambiguity_remarks(source, recognition, tally),
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


def check_weights(tally: Tally, design: Design, file: str) -> None:
    """Nothing; AnswerError where no row has a weight, stratum and PSU that can be used."""
    spoilt = {reason: n for reason, n in tally.dropped.items() if reason != "where"}
    if design.columns and tally.rows and sum(spoilt.values()) == tally.rows:
        reasons = ", ".join(f"{REASONS[reason].en} {n}" for reason, n in spoilt.items() if n)
        columns = ", ".join(design.columns)
        raise AnswerError(f"no row can be used with {columns} ({reasons})", "name a column of positive numbers", file)


def _inference_remarks(recognition: Recognition) -> Iterator[Remark]:
    """What was inferred: the kinds of questions, what is in doubt, what was taken for no answer or no question."""
    questionnaire, notes = recognition.questionnaire, recognition.notes
    n = len(questionnaire.questions)
    kinds = Counter(question.kind for question in questionnaire.questions)
    chinese = "、".join(f"{name.zh} {kinds[kind]}" for kind, name in KINDS.items() if kinds[kind])
    english = ", ".join(f"{kinds[kind]} {name.en}" for kind, name in KINDS.items() if kinds[kind])
    yield Remark(
        "inferred",
        Text(
            f"没有问卷与文件相符，{n} 个题目由数据推断（{chinese}）；"
            "可用 partysurvey init 起草问卷，修改后以 -q 使用。",
            f"No questionnaire matches the file: {n} question{'s' * (n != 1)} inferred from the data ({english}); "
            "`partysurvey init` drafts a questionnaire to be edited and used with -q.",
        ),
    )
    titles = {question.id: question.number or question.text for question in questionnaire.questions}
    for doubt, text in DOUBTS.items():
        doubtful = [
            titles[name] for note in notes for name in note.subjects if note.doubt == doubt and note.code != "multiple"
        ]
        yield from _listed(f"inferred_{doubt}", text, doubtful)
    marks = [mark for question in questionnaire.questions for mark in question.missing]
    yield from _listed("inferred_missing", Text("未计为回答的写法", "Taken for no answer"), dict.fromkeys(marks))
    for reason, (code, text) in NO_QUESTIONS.items():
        yield from _listed(code, text, [name for note in notes for name in note.subjects if note.code == reason])


def _fit_remarks(source: Source, recognition: Recognition) -> Iterator[Remark]:
    """The questions without a column, and the columns without a question; those that platforms add are no news."""
    text = Text("文件中没有以下题目的列", "The file has no column of")
    yield from _listed("questions_without_column", text, _unbound_questions(recognition))
    columns = {column.name: column for column in source.columns}
    declared = recognition.questionnaire.fielding.dispositions
    design = {*recognition.questionnaire.design.columns_among(columns), declared and declared.column}
    unused = [name for name in recognition.binding.unbound if name not in design and column_role(columns[name]) is None]
    text = Text("不属于任何题目、未使用的列", "Columns that belong to no question, not used")
    yield from _listed("unused_columns", text, unused)


def _unbound_questions(recognition: Recognition) -> Iterator[Text]:
    bound = recognition.binding.columns
    for question in recognition.questionnaire.questions:
        if not isinstance(question, Grid):
            if question.id not in bound:
                yield question.text
            continue
        items = [item for item in question.items if f"{question.id}.{item.code}" not in bound]
        yield from [question.text] if len(items) == len(question.items) else [item.label for item in items]


def _weight_remarks(source: Source, recognition: Recognition, tally: Tally) -> Iterator[Remark]:
    """That a column looks like weights, where nothing is weighted."""
    if tally.weighted:
        return
    columns = {column.name: column for column in source.columns}
    for name in recognition.binding.unbound:
        if column_role(columns[name]) is Role.WEIGHT:
            yield Remark(
                "weight_not_used",
                Text(
                    f"“{name}”一列像是权重，未使用；如要加权，请用 --weight {name}。",
                    f'The column "{name}" looks like a weight and was not used; to weight, say --weight {name}.',
                ),
            )


def _rule_remarks(violations: Mapping[str, int], questionnaire: Questionnaire) -> Iterator[Remark]:
    for variable, n in violations.items():
        if n:
            text = questionnaire.variables[variable].question.text
            yield Remark(
                "answered_though_not_asked",
                Text(
                    f"{n} 人按规则不应回答“{text.into('zh')}”却作了回答，未计入。",
                    f'{n} respondents answered "{text.into("en")}" though they were not to be asked; not counted.',
                ),
            )


def _grid_remarks(grid: Mapping[str, float]) -> Iterator[Remark]:
    for variable, width in grid.items():
        yield Remark(
            "binned_values",
            Text(
                f"{variable} 的不同取值过多，分位数精确到 {width:g}。",
                f"{variable} has so many distinct values that its quantiles are kept to {width:g}.",
            ),
        )


def _listed(code: str, text: Text, subjects: "Iterable[str | Text]") -> Iterator[Remark]:
    """One remark `text: subjects` in both languages; none without subjects."""
    names = list(subjects)
    if names:
        listed = [
            [name if isinstance(name, str) else name.into(language) for name in names] for language in ("zh", "en")
        ]
        yield Remark(code, Text(f"{text.zh}：{_names(listed[0], 'zh')}。", f"{text.en}: {_names(listed[1], 'en')}."))


def _names(names: Sequence[str], language: Language) -> str:
    """The names, long ones cut, at most so many of them."""
    cut = [_cut(name) for name in names[:LISTED]]
    lengths = accumulate(map(len, cut))
    shown = [name for name, length in zip(cut, lengths, strict=True) if length <= ENOUGH]
    more = len(names) - len(shown)
    if language == "zh":
        return "、".join(shown) + (f" 等 {len(names)} 项" if more else "")
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _sentence(note: Text) -> Text:
    return Text(f"{note.zh}。", f"{note.en[:1].upper()}{note.en[1:]}.")


def _answers(texts: Mapping[str, int]) -> str:
    commonest = sorted(texts, key=lambda text: (-texts[text], text))
    return _names([f"{_cut(text)!r} ({texts[text]})" for text in commonest], "en")
