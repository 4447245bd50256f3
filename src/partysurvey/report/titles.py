"""How questions, their items and their breakdowns are called."""

from partysurvey.estimates.results import Result
from partysurvey.report import wording
from partysurvey.report.setting import Crossing, Setting, Topic
from partysurvey.survey import AnyQuestion, Derived, Questionnaire
from partysurvey.survey.crossed import crossed_parts, group_paths


def crossing_title(topic: Topic, crossing: Crossing, by: str, setting: Setting) -> str:
    """What is broken down by what: "7. 熟悉程度 × 职务"."""
    asked = item_title(crossing.everybody, question_title(topic.question, setting), setting)
    return setting.words(wording.CROSSED, title=asked, by=by)


def question_title(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The number and text of the question."""
    number = None if isinstance(question, Derived) else question.number
    text = setting.words(question.text) or question.id
    return f"{number}. {text}" if number else text


def item_title(result: Result, title: str, setting: Setting) -> str:
    """The title of the question, with that of the item if the result is of one."""
    return (
        setting.words(wording.ITEM_OF, title=title, item=setting.words(result.item_label))
        if result.item_label
        else title
    )


def banner_title(by: str, questionnaire: Questionnaire, setting: Setting) -> str:
    """The text of the question (and item) whose options make the groups; of each where several are crossed."""
    titles = (_variable_title(part, questionnaire, setting) for part in crossed_parts(by))
    return setting.words(wording.CROSSING).join(titles)


def group_heads(result: Result, questionnaire: Questionnaire, setting: Setting) -> tuple[str, str]:
    """The head above the group and its own: banner and option; of crossed banners the last option stands for itself."""
    by, label = result.by or "", setting.words(result.by_label or wording.TOTAL)
    path = group_paths(by, questionnaire).get(result.by_option or "")
    if path is None:
        return banner_title(by, questionnaire, setting) if by else "", label
    titles = [_variable_title(part, questionnaire, setting) for part in crossed_parts(by)]
    above = [
        setting.words(wording.ITEM_OF, title=title, item=setting.words(part.label))
        for title, part in zip(titles, path[:-1], strict=False)
    ]
    return wording.joined([*above, titles[-1]], setting.style.language), setting.words(path[-1].label)


def _variable_title(name: str, questionnaire: Questionnaire, setting: Setting) -> str:
    variable = questionnaire.variables.get(name)
    if variable is None:
        return name
    text = setting.words(variable.question.text) or name
    return (
        setting.words(wording.ITEM_OF, title=text, item=setting.words(variable.item.label)) if variable.item else text
    )
