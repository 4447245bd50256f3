"""The house style of a template folder, for every format that follows one."""

from partysurvey.render.look import Look
from partysurvey.report.house import House


def house_of(look: Look, house: House) -> House:
    """The built-in house with what the folder of the look changes; raises RequestError."""
    if look.template is None:
        return house
    from partysurvey.sources.house import read_house  # noqa: PLC0415  # brings the schema's checker, imported when used

    return read_house(look.template, house)
