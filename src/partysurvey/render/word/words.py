"""The few words of a Word file that no document holds."""

from partysurvey.survey import Text

CONTENTS = Text("目录", "Contents")
TABLE = Text("表", "Table")
FIGURE = Text("图", "Figure")
CONTINUED = Text("（续）", " (continued)")
PAGE = Text("— {} —", "{}")  # of official documents: the number between dashes
