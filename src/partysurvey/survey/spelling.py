"""Which texts spell an option or item."""

from partysurvey.survey.plain_text import trimmed
from partysurvey.survey.question import Item, Option


def spellings(choice: Option | Item) -> tuple[str, ...]:
    """Every spelling of an option or item, none twice: labels, aliases, code."""
    written = (choice.label.zh, choice.label.en, *choice.aliases, choice.code)
    return tuple(dict.fromkeys(trimmed(text) for text in written if trimmed(text)))
