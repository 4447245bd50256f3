"""What a declaration of a dialect says: how to know a file of the platform, and how the platform writes."""

from collections.abc import Mapping

from msgspec import Struct, field

from partysurvey.survey import Absence, Text
from partysurvey.survey.column import Answering, Particular, PartKind


class Evidence(Struct, frozen=True, kw_only=True):
    """What all has to be seen in the first rows of a file; patterns are regular expressions, "" asks for nothing.

    `names` are patterns of whole headings of which `least` different ones are needed. `worded`: whether most cells of
    the questions are words, not numbers. `total` names the column to which the numbers of each row add up.
    """

    names: tuple[str, ...] = ()
    least: int = 1
    heading: str = ""  # some heading has it
    no_heading: str = ""
    second: str = ""  # some cell of the second row has it
    no_second: str = ""
    third: str = ""
    no_third: str = ""
    cell: str = ""  # some cell below the header has it
    no_cell: str = ""
    file: str = ""  # the name of the file has it
    no_file: str = ""
    worded: bool | None = None
    total: str = ""
    no_total: str = ""


class Dialect(Struct, frozen=True, kw_only=True):
    """How a platform writes an export.

    Any one of `evidence` is enough, and any one of `hints` where nothing proves another dialect. Of the `header` rows
    the first names the columns, the one at `label_row` holds the texts of the questions; with `is_spread` it holds
    their parts, while the texts stand in the first row, each over the first column of its question only. `parts` says
    what the sign between stem and part makes of a column (see `matching.headers.parts`), in the order of trial.
    `cleaned` are (pattern, replacement) for the cells. `about` are patterns of the headings of what the platform tells
    of each respondent.
    """

    name: str
    title: Text
    assumed: Text
    evidence: tuple[Evidence, ...]
    hints: tuple[Evidence, ...] = ()
    header: int = 1
    label_row: int = 0
    is_spread: bool = False
    metadata: str = ""  # patterns of whole headings, case does not matter
    personal: str = ""
    about: Mapping[Particular, str] = field(default_factory=dict)
    fill_in: str = ""
    other: str = ""  # pattern of the heading of an option whose column holds the text typed behind it
    parts: Mapping[str, PartKind] = field(default_factory=dict)
    dropped: str = ""  # pattern of what is cut out of headings
    named: str = ""  # pattern of the names of parts, whose first group names the question: Q11_2
    whole: str = ""  # pattern of the second row over a column that is a question of its own
    is_numbered: bool = False  # neighbours with one printed number are one question
    marks: Mapping[str, Absence] = field(default_factory=dict)
    box_marks: Mapping[str, Absence] = field(default_factory=dict)  # of columns of options only
    separators: tuple[str, ...] | None = None
    answering: Answering = "labels"
    cleaned: tuple[tuple[str, str], ...] = ()
