"""What a weighting did, as lines for the terminal."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from partysurvey.render.wrapping import padded
from partysurvey.report.wording import REASONS, joined
from partysurvey.survey import Text
from partysurvey.survey.text import Language
from partysurvey.weighting.account import MarginRow, WeightingAccount

HEADS = (Text("人数", "n"), Text("目标", "target"), Text("加权前", "before"), Text("加权后", "after"))
WIDTHS = (7, 9, 9, 9)
EFFECT = Text("加权效应", "weighting effect")
BASE = Text("有效样本量", "effective base")
RATIO = Text("新旧权重之比", "ratio new/old")
WEIGHTS = Text("权重", "weights")
WITHOUT = Text("无权重的行", "rows without weight")


def weighting_lines(account: WeightingAccount, language: Language) -> list[str]:
    """The margins before and after weighting, the weighting effect, the effective base, the ratios."""
    lines: list[str] = []
    for name, rows in account.margins:
        lines += [*_margin_lines(name, rows, language), ""]
    figures = list(_figures(account, language))
    width = max(cell_len(head) for head, _ in figures) + 2
    return [*lines, *(padded(head, width) + text for head, text in figures)]


def _margin_lines(name: str, rows: Sequence[MarginRow], language: Language) -> Iterator[str]:
    width = max(cell_len(name), *(cell_len(row.name) + 2 for row in rows)) + 2
    heads = [padded(head.into(language), room, "right") for head, room in zip(HEADS, WIDTHS, strict=True)]
    yield padded(name, width) + "".join(heads)
    for row in rows:
        cells = (str(row.n), *(f"{100 * share:.1f}%" for share in (row.target, row.before, row.after)))
        texts = [padded(cell, room, "right") for cell, room in zip(cells, WIDTHS, strict=True)]
        yield padded("  " + row.name, width) + "".join(texts)


def _figures(account: WeightingAccount, language: Language) -> Iterator[tuple[str, str]]:
    before, after = account.before, account.after
    if before is None or after is None:
        return
    yield EFFECT.into(language), f"{after.effect:.3f} ({before.effect:.3f})"
    yield BASE.into(language), f"{after.effective:.1f} / {after.n}"
    yield RATIO.into(language), f"{account.ratios[0]:.3f} … {account.ratios[1]:.3f}"
    yield WEIGHTS.into(language), f"{after.low:.4g} … {after.high:.4g}, Σ {after.total:,.10g}"
    if account.without:
        reasons = [f"{REASONS[reason].into(language)} {n}" for reason, n in account.without.items()]
        yield WITHOUT.into(language), f"{sum(account.without.values())} ({joined(reasons, language)})"
