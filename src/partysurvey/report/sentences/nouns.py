"""What sentences call those who answered, the units of numbers, and options taken together."""

from partysurvey.estimates.results import Share
from partysurvey.report.sentences import templates
from partysurvey.report.sentences.composing import ENUMERATED, listed
from partysurvey.report.setting import Setting, Topic
from partysurvey.report.tables import members, unit_of

MOST_NAMED = 5  # options of a net that are named one by one


def is_asked_of_some(topic: Topic) -> bool:
    """Whether only some were asked."""
    return bool(getattr(topic.question, "asked_if", None))


def people_of(topic: Topic, setting: Setting) -> str:
    """The noun for those whose answers are told: not for all where only some were asked."""
    if not is_asked_of_some(topic):
        return setting.people
    return setting.words(templates.ASKED, people=setting.people)


def unit_phrase(topic: Topic, setting: Setting) -> str:
    """The unit as it follows a number, "" without one: "岁", " years", "%", " (in 10,000 yuan)"."""
    unit = unit_of(topic.question, setting)
    if not unit or unit == "%":
        return unit
    return setting.words(templates.SCALED_UNIT if unit[:1].isdigit() else templates.UNIT, unit=unit)


def unit_again(topic: Topic, setting: Setting) -> str:
    """The unit behind the second and later numbers of a sentence: English says it once, but for percent signs."""
    unit = unit_phrase(topic, setting)
    return unit if unit == "%" or setting.style.language == "zh" else ""


def options_of(net: Share, topic: Topic, setting: Setting) -> str:
    """The labels of the options of a net: 较高和很高, “rather high” and “very high”; else its own."""
    labels = {option.option: option.label for option in topic.toplines[0].options}
    codes = members(topic.question).get(net.option, ())
    known = [(setting.words(templates.NAMED, option=setting.words(labels[code])),) for code in codes if code in labels]
    if not known or len(known) > MOST_NAMED:
        return setting.words(templates.NAMED, option=setting.words(net.label))
    return "".join(map(str, listed(known, ENUMERATED, setting.style.language)))
