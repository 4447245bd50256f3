"""What a survey is: questionnaire, kinds of question, kinds of absence, sampling design. Frozen values only."""

from partysurvey.survey.absence import ASKED, Absence
from partysurvey.survey.binding import Binding, Columns, Layout
from partysurvey.survey.column import Column, MissingRange, Profile
from partysurvey.survey.condition import Comparison, Condition, Either, Every, Negation
from partysurvey.survey.derived import Copy, CountOf, Derived, Difference, Formula, Mean, Ratio, Sum
from partysurvey.survey.design import Design
from partysurvey.survey.fielding import Fielding
from partysurvey.survey.question import (
    AnyQuestion,
    Band,
    ChoiceQuestion,
    Date,
    Grid,
    Item,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Option,
    Question,
    Ranking,
    Scale,
    SingleChoice,
)
from partysurvey.survey.questionnaire import Questionnaire, Variable
from partysurvey.survey.replicates import Replicates, ReplicateType
from partysurvey.survey.text import Language, Text

__all__ = [
    "ASKED",
    "Absence",
    "AnyQuestion",
    "Band",
    "Binding",
    "ChoiceQuestion",
    "Column",
    "Columns",
    "Comparison",
    "Condition",
    "Copy",
    "CountOf",
    "Date",
    "Derived",
    "Design",
    "Difference",
    "Either",
    "Every",
    "Fielding",
    "Formula",
    "Grid",
    "Item",
    "Language",
    "Layout",
    "Mean",
    "MissingRange",
    "MultipleChoice",
    "Negation",
    "Net",
    "Number",
    "OpenText",
    "Option",
    "Profile",
    "Question",
    "Questionnaire",
    "Ranking",
    "Ratio",
    "ReplicateType",
    "Replicates",
    "Scale",
    "SingleChoice",
    "Sum",
    "Text",
    "Variable",
]
