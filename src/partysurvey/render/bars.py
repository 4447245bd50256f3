"""Bars drawn in characters."""

EIGHTHS = (" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
FULL = "█"


def bar(share: float, width: int, *, ascii_only: bool = False) -> str:
    """A bar of at most `width` cells for a share in [0, 1], exact to an eighth of a cell; "" for 0.

    More than nothing is always seen: at least one eighth. With `ascii_only` it is made of whole #.
    """
    if share <= 0:
        return ""
    if ascii_only:
        return "#" * max(round(min(share, 1.0) * width), 1)
    eighths = max(round(min(share, 1.0) * width * 8), 1)
    whole, part = divmod(eighths, 8)
    return FULL * whole + (EIGHTHS[part] if part else "")
