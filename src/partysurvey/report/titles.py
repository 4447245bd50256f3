"""What questions, items and banners are called: in full above tables, by their names in sentences and captions."""

import re

from partysurvey.estimates.results import Result
from partysurvey.report import wording
from partysurvey.report.setting import Crossing, Setting, Topic
from partysurvey.survey import AnyQuestion, Derived, Questionnaire, Text
from partysurvey.survey.crossed import crossed_parts, group_paths

# what a question's text begins with when it speaks to the respondent
ADDRESSING = Text("您的|您对|您", "your ")


def question_title(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The number and text of the question."""
    number = None if isinstance(question, Derived) else question.number
    text = setting.words(question.text) or question.id
    return f"{number}. {text}" if number else text


def question_name(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The noun that the questionnaire gives for what is asked: "age"; "" without one in the language.

    The text of a derived variable is such a noun.
    """
    name: str = getattr(question.name, setting.style.language)
    return name or (setting.words(question.text) if isinstance(question, Derived) else "")


def spoken_name(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The name, or the text without the words that speak to the respondent: 您的性别 → 性别."""
    return question_name(question, setting) or _unaddressed(setting.words(question.text), setting) or question.id


def caption(question: AnyQuestion | Derived, setting: Setting) -> str:
    """The title of a table or chart of the question: of a report, whose headings have the text, the name alone."""
    if not setting.style.sentences:
        return question_title(question, setting)
    name = spoken_name(question, setting)
    return name[:1].upper() + name[1:]


def item_title(result: Result, title: str, setting: Setting) -> str:
    """The title of the question, with that of the item if the result is of one."""
    return (
        setting.words(wording.ITEM_OF, title=title, item=setting.words(result.item_label))
        if result.item_label
        else title
    )


def crossing_title(topic: Topic, crossing: Crossing, by: str, setting: Setting) -> str:
    """What is broken down by what: "7. 熟悉程度 × 职务"."""
    asked = item_title(crossing.everybody, caption(topic.question, setting), setting)
    return setting.words(wording.CROSSED, title=asked, by=by)


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
    """The text of the question (and item); of a report, its name."""
    if setting.style.sentences:
        text = _variable_name(name, questionnaire, setting)
        return text[:1].upper() + text[1:]
    variable = questionnaire.variables.get(name)
    if variable is None:
        return name
    text = setting.words(variable.question.text) or name
    return (
        setting.words(wording.ITEM_OF, title=text, item=setting.words(variable.item.label)) if variable.item else text
    )


def banner_name(by: str, questionnaire: Questionnaire, setting: Setting) -> str:
    """What the groups are told apart by, as sentences call it: the name of the question, or the label of the item."""
    names = (_variable_name(part, questionnaire, setting) for part in crossed_parts(by))
    return setting.words(wording.CROSSING).join(names)


def _variable_name(name: str, questionnaire: Questionnaire, setting: Setting) -> str:
    variable = questionnaire.variables.get(name)
    if variable is None:
        return name
    return setting.words(variable.item.label) if variable.item else spoken_name(variable.question, setting)


def _unaddressed(text: str, setting: Setting) -> str:
    """The text without the words at its beginning that speak to the respondent, if anything is left."""
    found = re.match(ADDRESSING.into(setting.style.language), text, re.IGNORECASE)
    return text[found.end() :] if found and found.end() < len(text) else text
