"""A fault by its path in the file's data, before it has a line and a column."""

from msgspec import Struct

# Keys and list positions from the top of the file: ("questions", 3, "options", 0, "code").
DataPath = tuple[str | int, ...]


class Finding(Struct, frozen=True):
    """What is wrong and what to do, at a value of the file, or at its key where the key itself is wrong."""

    path: DataPath
    what: str
    remedy: str
    at_key: bool = False

    def under(self, *prefix: str | int) -> "Finding":
        """The same finding, seen from further up."""
        return Finding((*prefix, *self.path), self.what, self.remedy, self.at_key)
