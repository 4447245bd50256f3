"""What has to be counted before anything can be estimated."""

from collections.abc import Sequence

from partysurvey.estimates.answers import NO_UNITS, answers_needs
from partysurvey.estimates.design import UnitNeeds
from partysurvey.estimates.selection import Banner, selected_banners, selected_variables
from partysurvey.survey import Questionnaire, Variable
from partysurvey.tally.plan import Plan


def needs(
    questionnaire: Questionnaire,
    questions: Sequence[str] | None = None,
    banners: Sequence[str] = (),
    units: UnitNeeds = NO_UNITS,
) -> Plan:
    """The plan of an analysis: every selected variable alone and with every banner; None selects all questions.

    `units` says which tables a design needs by unit.
    """
    broken_down = selected_banners(questionnaire, banners)
    plan = Plan()
    for variable in selected_variables(questionnaire, questions):
        plan |= variable_needs(variable, broken_down, units)
    return plan


def variable_needs(variable: Variable, banners: Sequence[Banner], units: UnitNeeds = NO_UNITS) -> Plan:
    """The needs of one variable: its answers among everybody, and within the levels of each other banner."""
    plan = answers_needs(variable, units=units)
    for banner in banners:
        if banner.can_break_down(variable):
            plan |= answers_needs(variable, banner, units)
    return plan
