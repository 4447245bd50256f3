"""A house style as the layout of a PDF reads it."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from partysurvey.render.wrapping import printable
from partysurvey.report.document import Document
from partysurvey.report.house import House

LOGO = "logo.svg"


def house_data(house: House, fonts: Mapping[str, str], document: Document) -> dict[str, Any]:
    """Sizes in points, margins in centimetres, colours, fonts by rank, cover lines, the file of the logo."""
    page = house.page
    return {
        "margins": {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left},
        "title-size": house.title_size,
        "heading-size": house.heading_size,
        "size": house.size,
        "line": house.line,
        "indent": house.indent,
        "heading-color": house.heading_color,
        "accent-color": house.accent_color,
        "fonts": dict(fonts),
        "cover": [printable(line.into(document.language)) for line in house.cover],
        "logo": None if house.logo is None else LOGO,
    }


def logo_svg(logo: bytes) -> bytes:
    """The logo in the middle of a box of three by one: files that Typst is handed have to be texts."""
    kind = "png" if logo.startswith(b"\x89PNG") else "jpeg"
    data = b64encode(logo).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
        f'<image width="300" height="100" href="data:image/{kind};base64,{data}"/></svg>'
    ).encode()
