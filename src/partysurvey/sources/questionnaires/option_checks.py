"""What the options, items, nets and scores of a question can get wrong although their structure is sound."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from partysurvey.sources.questionnaires.boxes import box_codes
from partysurvey.sources.questionnaires.draft import Data
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.survey.plain_text import normalised, trimmed
from partysurvey.survey.suggestion import did_you_mean

Check = Callable[[Data], Iterator[Finding]]


def repeated_codes(key: str) -> Check:
    """The check that no two entries of that list have the same code."""

    def check(data: Data) -> Iterator[Finding]:
        """Entries whose code an earlier one has."""
        seen: dict[str, int] = {}
        for index, entry in enumerate(data.get(key, ())):
            first = seen.setdefault(entry["code"], index)
            if first != index:
                what = f"the code {entry['code']!r} stands twice in {key!r}, first as entry {first + 1}"
                yield Finding((key, index, "code"), what, "give every entry a code of its own")

    return check


def shared_spellings(key: str) -> Check:
    """The check that every spelling of an option (or item) belongs to one of them only, and stands there once."""

    def check(data: Data) -> Iterator[Finding]:
        """Spellings that another entry has, and aliases that stand twice."""
        owners: dict[str, tuple[int, str]] = {}
        codes = [entry["code"] for entry in data.get(key, ())]
        for index, entry in enumerate(data.get(key, ())):
            for path, text in _spelled(entry):
                owner, written = owners.setdefault(normalised(text), (index, text))
                same_code = path == ("code",) and codes[owner] == text
                if owner != index and not same_code:
                    other = f"{written!r} of {codes[owner]!r}"
                    what = f"{text!r} of {entry['code']!r} is the same answer as {other}"
                    yield Finding((key, index, *path), what, "give each a spelling of its own")
            yield from (finding.under(key, index) for finding in _repeated_aliases(entry))

    return check


def _spelled(entry: Data) -> Iterator[tuple[DataPath, str]]:
    """Path and text of each spelling; languages that read alike count once."""
    label = entry["label"]
    if isinstance(label, str):
        yield ("label",), label
    else:
        yield from ((("label", language), words) for language, words in label.items())
    yield from ((("aliases", position), alias) for position, alias in enumerate(entry.get("aliases", ())))
    yield ("code",), entry["code"]


def _repeated_aliases(entry: Data) -> Iterator[Finding]:
    aliases = entry.get("aliases", ())
    for position, alias in enumerate(aliases):
        if alias in aliases[:position]:
            yield Finding(("aliases", position), f"the alias {alias!r} stands twice", "delete one")


def net_faults(data: Data) -> Iterator[Finding]:
    """Nets that name unknown options or one twice, or have the code of an option or box."""
    codes = [option["code"] for option in data.get("options", ())]
    taken = {**dict.fromkeys(codes, "an option"), **{code: f"its {key}" for key, code in box_codes(data)}}
    for index, net in enumerate(data.get("nets", ())):
        if net["code"] in taken:
            what = f"the net {net['code']!r} has the code of {taken[net['code']]}"
            yield Finding(("nets", index, "code"), what, "give it a code of its own")
        for position, code in enumerate(net["options"]):
            path = ("nets", index, "options", position)
            if code not in codes:
                yield Finding(path, f"the net {net['code']!r} names no option: {code!r}", did_you_mean(code, codes))
            elif code in net["options"][:position]:
                yield Finding(path, f"the net {net['code']!r} names {code!r} twice", "delete one")


def box_faults(data: Data) -> Iterator[Finding]:
    """Boxes of options without scores, or as large as the scale."""
    scored = [option for option in data.get("options", ()) if option.get("score") is not None]
    for key, _ in box_codes(data):
        if not scored:
            yield Finding((key,), f"{key!r} needs options with scores, and there are none", "give the options scores")
        elif data[key] >= len(scored):
            what = f"{key!r} is {data[key]}, but only {len(scored)} options have a score"
            yield Finding((key,), what, f"choose at most {len(scored) - 1}")


def score_faults(data: Data) -> Iterator[Finding]:
    """Scores of a scale that neither rise nor fall from option to option; reversal without scores."""
    scored = [(i, option) for i, option in enumerate(data.get("options", ())) if option.get("score") is not None]
    steps = [(index, option["score"] - before["score"]) for (_, before), (index, option) in pairwise(scored)]
    if steps:
        rising = steps[0][1] > 0
        for index, step in steps:
            if step == 0 or (step > 0) != rising:
                what = f"the scores of the scale do not always {'rise' if rising else 'fall'}"
                remedy = "put the options into their natural order, with scores that only rise or only fall"
                yield Finding(("options", index, "score"), what, remedy)
                break
    if data.get("reversed") and not scored:
        yield Finding(("reversed",), "a scale without scores cannot be reversed", "give the options scores")


def item_reversal_faults(data: Data) -> Iterator[Finding]:
    """Reversed items of a grid whose options have no scores."""
    if all(option.get("score") is None for option in data.get("options", ())):
        for index, item in enumerate(data.get("items", ())):
            if item.get("reversed"):
                what = "an item of a grid without scores cannot be reversed"
                yield Finding(("items", index, "reversed"), what, "give the options scores")


def size_faults(key: str) -> Check:
    """The check that no more options are to be chosen (or ranked) than there are."""

    def check(data: Data) -> Iterator[Finding]:
        """A number above that of the options."""
        count = len(data.get("options", ()))
        if (data.get(key) or 0) > count:
            yield Finding((key,), f"{key!r} is {data[key]}, but there are {count} options", f"choose at most {count}")

    return check


def option_spellings(data: Data) -> dict[str, str]:
    """Every spelling of the question's options to the code of its option."""
    return {trimmed(text): option["code"] for option in data.get("options", ()) for _, text in _spelled(option)}
