"""House styles: the file house.yaml in a folder of templates, or all its faults at once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from partysurvey.errors import Fault, RequestError
from partysurvey.report.house import House
from partysurvey.sources.questionnaires.building import built_text
from partysurvey.sources.questionnaires.bundled import bundled_folder
from partysurvey.sources.questionnaires.data import plain_data
from partysurvey.sources.questionnaires.nodes import Node, UnreadableError, composed
from partysurvey.sources.questionnaires.reading import file_text, placed_fault, sorted_faults
from partysurvey.sources.questionnaires.structure import structure_findings

NAME = "house.yaml"
LARGEST_LOGO = 5 << 20
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # how PNG and JPEG files begin

Data = Mapping[str, Any]


def house_schema() -> Data:
    """The JSON Schema of house.yaml."""
    read: Data = json.loads((bundled_folder() / "house.schema.json").read_text(encoding="utf-8"))
    return read


def read_house(folder: Path, house: House) -> House:
    """The built-in house with what the folder changes; raises RequestError with all faults.

    A folder without the file changes nothing: it may hold the style of other formats only.
    """
    path = folder / NAME
    if not path.exists():
        return house
    try:
        node, syntax = composed(file_text(path, "house style"), str(path))
    except UnreadableError as error:
        raise RequestError.from_faults((error.fault,)) from error
    data = _sound_data(node, syntax, path)
    return _built(data, house, folder)


def _sound_data(node: Node | None, syntax: tuple[Fault, ...], path: Path) -> Data:
    if node is None:
        raise RequestError("the file is empty", "write the style, see questionnaires/house.schema.json", path)
    form = house_schema()
    data: Data = plain_data(node, form)
    faults = (*syntax, *(placed_fault(finding, node, str(path)) for finding in structure_findings(data, form)))
    if faults:
        raise RequestError.from_faults(sorted_faults(faults))
    return data


def _built(data: Data, house: House, folder: Path) -> House:
    colors = data.get("colors", {})
    return replace(
        house,
        **data.get("text", {}),
        fonts=replace(house.fonts, **data.get("fonts", {})),
        page=replace(house.page, **data.get("margins", {})),
        heading_color=colors.get("heading", house.heading_color),
        accent_color=colors.get("accent", house.accent_color),
        logo=_logo(folder / data["logo"]) if "logo" in data else None,
        cover=tuple(built_text(line) for line in data.get("cover", ())),
    )


def _logo(path: Path) -> bytes:
    """The bytes of the picture; RequestError where it is none."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_LOGO + 1)
    except OSError as error:
        raise RequestError(
            f"the logo cannot be opened: {error.strerror}", "check `logo` in house.yaml", path
        ) from error
    if len(content) > LARGEST_LOGO:
        raise RequestError("the logo is larger than 5 MB", "save it with fewer pixels", path)
    if not content.startswith(PICTURES):
        raise RequestError("the logo is neither PNG nor JPEG", "save it as PNG", path)
    return content
