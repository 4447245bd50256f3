"""Figures as parts of a page: only what draws is taken over, and each glyph stands in the page once."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from msgspec import Struct, field

SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
SHAPES = frozenset({"g", "path", "rect", "line", "circle", "polygon", "polyline"})
SPOKEN = frozenset({"title", "desc"})
PAINT = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "opacity"),
        *("stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width"),
    }
)
PLACES = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points"})
INHERITED = 'stroke-linejoin="round" stroke-linecap="butt"'  # what matplotlib says in a style sheet


class Drawings(Struct):
    """The figures of a page, and the shapes that they share: glyphs, numbered as they first appear."""

    shapes: dict[str, str] = field(default_factory=dict)  # what is drawn → its id

    def drawing(self, svg: bytes) -> str:
        """The figure as an element of the page, without styles, scripts and links; its shapes are in `definitions`."""
        root: Element = fromstring(svg)
        ids = {
            shape.get("id", ""): self._shared(shape)
            for definitions in root.iter(f"{SVG}defs")
            for shape in definitions
            if _kind(shape) in SHAPES
        }
        box = escape(root.get("viewBox", ""))
        inner = "".join(piece for child in root for piece in _pieces(child, ids))
        return f'<svg role="img" viewBox="{box}" {INHERITED}>{inner}</svg>'

    def definitions(self) -> str:
        """The shapes that the figures share, to stand before them; "" without any."""
        shapes = "".join(content.replace(">", f' id="{id_}">', 1) for content, id_ in self.shapes.items())
        return f'<svg class="shapes" aria-hidden="true"><defs>{shapes}</defs></svg>' if shapes else ""

    def _shared(self, shape: Element) -> str:
        content = "".join(_pieces(shape, {}))
        return self.shapes.setdefault(content, f"s{len(self.shapes) + 1}")


def _pieces(element: Element, ids: dict[str, str]) -> Iterator[str]:
    """The element as far as it draws or tells; a reference to what is not there is left out."""
    kind = _kind(element)
    if kind in SPOKEN:
        yield f"<{kind}>{escape(element.text or '')}</{kind}>"
    elif kind == "use":
        target = ids.get(
            next((element.get(name, "") for name in HREFS if name in element.attrib), "").removeprefix("#")
        )
        if target:
            yield f'<use href="#{target}"{_attributes(element)}></use>'
    elif kind in SHAPES:
        yield f"<{kind}{_attributes(element)}>"
        for child in element:
            yield from _pieces(child, ids)
        yield f"</{kind}>"


def _attributes(element: Element) -> str:
    """Places and paint as attributes, also those that stand in a style, which the policy of the page forbids."""
    own = {name: value for name, value in element.attrib.items() if name in PLACES | PAINT}
    styled = (part.partition(":") for part in element.get("style", "").split(";"))
    own |= {name.strip(): value.strip() for name, _, value in styled if name.strip() in PAINT}
    return "".join(
        f' {name}="{escape(" ".join(value.split()))}"' for name, value in own.items() if "url(" not in value.lower()
    )


def _kind(element: Element) -> str:
    return str(element.tag).removeprefix(SVG)
