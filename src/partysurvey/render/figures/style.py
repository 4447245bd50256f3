"""The one visual language of the figures: sizes in points, colours that survive colour blindness and grey print."""

MARGIN = 10.0
GAP = 8.0  # between the parts of a figure, and between a label and its bar

TITLE_SIZE = 11.5
LABEL_SIZE = 9.0
VALUE_SIZE = 8.5
SMALL_SIZE = 7.5  # ticks, counts, notes
LINE_PITCH = 1.4  # of a line of text, times its size
CENTRE = 0.37  # from the baseline up to the middle of capitals, digits and Chinese characters, times the size

PAPER = "#ffffff"
INK = "#222222"
FAINT_INK = "#666666"
GRID = "#e3e3e3"
STRIPE = "#f5f5f5"  # behind every other row
AXIS = "#8a8a8a"
WHISKER = "#333333"

BAR = "#2b6ca3"
NEUTRAL = "#cfcfcf"
# Light ends stay visible on paper, dark ends carry white words.
SEQUENCE = ("#d6e5f2", "#3f83bb", "#0b3c6f")
NEGATIVE = ("#a84b00", "#ef9a45", "#fbd3a4")  # from the outer end to the middle
POSITIVE = ("#0b3c6f", "#3f83bb", "#b9d5eb")
# After Okabe and Ito (2008), ordered so that neighbours also differ in grey; yellow is left out: it fades on paper.
QUALITIES = ("#2b6ca3", "#e69f00", "#007a5e", "#d55e00", "#56b4e9", "#b25a90", "#595959")


def sequence(count: int) -> tuple[str, ...]:
    """`count` colours for an ordered scale from its low end, light to dark."""
    return _along(SEQUENCE, count)


def diverging(below: int, middle: int, above: int) -> tuple[str, ...]:
    """Colours for a scale with two ends: `below` oranges (outer end first), `middle` greys, `above` blues."""
    return (*_along(NEGATIVE, below), *(NEUTRAL,) * middle, *reversed(_along(POSITIVE, above)))


def qualities(count: int) -> tuple[str, ...]:
    """`count` colours for things without order; those beyond the first seven are lighter, then darker, relatives."""
    families = (
        QUALITIES,
        tuple(_mixed(c, PAPER, 0.5) for c in QUALITIES),
        tuple(_mixed(c, INK, 0.5) for c in QUALITIES),
    )
    colors = tuple(color for family in families for color in family)
    return tuple(colors[place % len(colors)] for place in range(count))


def shade(position: float) -> str:
    """The colour of a value at a position in [0, 1] between the least and the most: the more, the darker."""
    return _at(SEQUENCE, min(max(position, 0.0), 1.0))


def ink_on(color: str) -> str:
    """The ink, dark or white, that is read best on a colour."""
    light = _luminance(color)
    return PAPER if (1.05 / (light + 0.05)) > (light + 0.05) / (_luminance(INK) + 0.05) else INK


def _along(stops: tuple[str, ...], count: int) -> tuple[str, ...]:
    if count <= 1:
        return stops[:count]
    return tuple(_at(stops, place / (count - 1)) for place in range(count))


def _at(stops: tuple[str, ...], position: float) -> str:
    """The colour at a position in [0, 1] along evenly spaced stops."""
    scaled = position * (len(stops) - 1)
    left = min(int(scaled), len(stops) - 2)
    return _mixed(stops[left], stops[left + 1], scaled - left)


def _mixed(color: str, other: str, part: float) -> str:
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    """Relative luminance in [0, 1] (WCAG 2)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def grey(color: str) -> str:
    """The grey that is as light as a colour."""
    light = _luminance(color)
    channel = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(channel * 255):02x}" * 3
