"""YAML text to a tree of nodes with positions: nothing is executed, nothing is guessed, and bombs do not go off.

Built from parser events and not by PyYAML's composer, which recurses without limit in C and forgets how
deep aliases expand.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn, Protocol, cast

import yaml
from msgspec import Struct, field

from partysurvey.errors import Fault, Place

DEEPEST = 20  # levels; a questionnaire has 7
LARGEST = 200_000  # values, those that aliases repeat counted each time
_STANDARD_TAG = "tag:yaml.org,2002:"
_TAGS = frozenset(("!", *(_STANDARD_TAG + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))))
_ContentEvent = yaml.ScalarEvent | yaml.CollectionStartEvent


class Mark(Protocol):
    """Where something begins, as the parser counts: from 0."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A text as it was written; `plain` says that it stood without quotes."""

    text: str
    plain: bool
    mark: Mark


class Items(Struct, frozen=True):
    """A list."""

    nodes: tuple["Node", ...]
    mark: Mark


class Entries(Struct, frozen=True):
    """A mapping; `keys` has the place of each key."""

    nodes: dict[str, "Node"]
    keys: dict[str, Mark]
    mark: Mark


Node = Scalar | Items | Entries


class Anchored(Struct, frozen=True):
    """A node that aliases may repeat, with the number of its values and of its levels."""

    node: Node
    size: int
    height: int


class UnreadableError(Exception):
    """The text cannot be read any further; holds the fault that says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        self.fault = fault
        super().__init__(str(fault))


def composed(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The top node of the only document (None if there is none), and the faults that do not hinder reading on.

    Raises UnreadableError where the text is no YAML, or too deep or too large.
    """
    composer = _Composer(file)
    try:
        node = composer.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_syntax_fault(error, file, text)) from error
    except yaml.reader.ReaderError as error:
        raise UnreadableError(_character_fault(error, file, text)) from error
    return node, tuple(composer.faults)


def _syntax_fault(error: yaml.MarkedYAMLError, file: str, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    place = place_of(mark, file) if mark else Place(file)
    context = f" ({error.context})" if error.context else ""
    line = text.splitlines()[mark.line] if mark is not None and mark.line < len(text.splitlines()) else ""
    return Fault(f"this is not valid YAML: {error.problem}{context}", _syntax_remedy(line), place)


def _syntax_remedy(line: str) -> str:
    if "\t" in line:
        return "indent with blanks, not with tabs"
    return "put texts that contain : # [ ] { } , & * ! | > ' % @ into quotes, and check brackets and indentation"


def _character_fault(error: yaml.reader.ReaderError, file: str, text: str) -> Fault:
    forbidden = yaml.reader.Reader.NON_PRINTABLE.search(text)
    before = text[: forbidden.start() if forbidden else 0].split("\n")
    place = Place(file, len(before), len(before[-1]) + 1)
    return Fault(f"there is a character that YAML does not allow ({error.reason})", "delete it", place)


class _Composer(Struct):
    """Builds the tree; counts values (with those that aliases repeat) and levels as it goes."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    anchors: dict[str, Anchored] = field(default_factory=dict)
    size: int = 0
    deepest: int = 0

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        """The top node of the only document."""
        top: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and top is not None:
                self.fail(event, "a second document begins here", "write one questionnaire per file, without ---")
            if isinstance(event, yaml.NodeEvent):
                top = self.node(event, events, 1)
        return top

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        """The node that the event begins, or that its alias stands for."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, depth)
        content = cast(_ContentEvent, event)
        self.grow(event, 1, depth)
        if content.tag is not None and content.tag not in _TAGS:
            tag = content.tag.replace(_STANDARD_TAG, "!!")
            self.note(_mark(event), f"the tag {tag} is not allowed", "write the plain value")
        if content.anchor is not None:
            return self.anchored(content, content.anchor, events, depth)
        return self.content(content, events, depth)

    def content(self, event: _ContentEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        """The node that the event begins."""
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, not event.style, _mark(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(event, events, depth)
        return self.entries(event, events, depth)

    def anchored(self, event: _ContentEvent, anchor: str, events: Iterator[yaml.Event], depth: int) -> Node:
        """The node that the event begins, kept under its anchor once it is complete."""
        size, deepest = self.size, self.deepest
        self.deepest = depth
        node = self.content(event, events, depth)
        self.anchors[anchor] = Anchored(node, self.size - size + 1, self.deepest - depth + 1)
        self.deepest = max(self.deepest, deepest)
        return node

    def alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        """The complete node that the alias stands for."""
        anchored = self.anchors.get(event.anchor or "")
        if anchored is None:
            self.fail(
                event, f"*{event.anchor} stands for nothing", f"write &{event.anchor} before a complete value above"
            )
        self.grow(event, anchored.size, depth + anchored.height - 1)
        return anchored.node

    def grow(self, event: yaml.Event, size: int, depth: int) -> None:
        """Count values and levels; fails where there are too many."""
        self.size += size
        self.deepest = max(self.deepest, depth)
        if depth > DEEPEST:
            self.fail(event, f"there are more than {DEEPEST} levels of nesting", "a questionnaire needs 7")
        if self.size > LARGEST:
            self.fail(
                event, f"there are more than {LARGEST} values here, with what * repeats", "write less, without & and *"
            )

    def items(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Items:
        """The list up to its end."""
        nodes = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            nodes.append(self.node(event, events, depth + 1))
        return Items(tuple(nodes), _mark(start))

    def entries(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Entries:
        """The mapping up to its end, with each key once."""
        nodes: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.note(key.mark, "a key must be one word", "write `key: value`")
            elif key.text in nodes:
                first = keys[key.text].line + 1
                self.note(key.mark, f"the key {key.text!r} stands twice, first in line {first}", "delete one")
            else:
                nodes[key.text], keys[key.text] = value, key.mark
        return Entries(nodes, keys, _mark(start))

    def note(self, mark: Mark, what: str, remedy: str) -> None:
        """Keep a fault that does not hinder reading on."""
        self.faults.append(Fault(what, remedy, place_of(mark, self.file)))

    def fail(self, event: yaml.Event, what: str, remedy: str) -> NoReturn:
        """Stop at a fault that makes reading on useless."""
        raise UnreadableError(Fault(what, remedy, place_of(_mark(event), self.file)))


def place_of(mark: Mark, file: str) -> Place:
    """The place of a mark in the file."""
    return Place(file, mark.line + 1, mark.column + 1)


def _mark(event: yaml.Event) -> Mark:
    return cast(Mark, event.start_mark)  # every event of a text has one
