"""Scores of ordinal answers."""

from partysurvey.survey import Grid, Item, Scale


def option_scores(question: Scale | Grid, item: Item | None = None) -> dict[str, float]:
    """The score of each option that has one, by code: the given ones, else the places 1, 2, 3.

    Of a reversed scale or item: lowest + highest - score. Options without a score, where others have one, are no
    part of means. R: psych::reverse.code(keys, x).
    """
    given = {option.code: option.score for option in question.options if option.score is not None}
    scores = given or {option.code: float(place) for place, option in enumerate(question.options, 1)}
    turned = item.reversed if item is not None else isinstance(question, Scale) and question.reversed
    if not turned or not scores:
        return scores
    ends = min(scores.values()) + max(scores.values())
    return {code: ends - score for code, score in scores.items()}
