"""YAML text to a tree of nodes with positions: nothing is executed, nothing is guessed, and bombs do not go off.

Built from parser events and not by PyYAML's composer, which recurses without limit in C and forgets how
deep aliases expand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn, cast

import yaml

from partysurvey.errors import Fault, Place

DEEPEST = 20  # levels; a questionnaire has 7
LARGEST = 200_000  # nodes, with every alias counted as often as it is used
_STANDARD_TAG = "tag:yaml.org,2002:"
_TAGS = frozenset(("!", *(_STANDARD_TAG + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))))
_ContentEvent = yaml.ScalarEvent | yaml.CollectionStartEvent


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column, from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written; `plain` says that it stood without quotes."""

    text: str
    plain: bool
    position: Position
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple["Node", ...]
    position: Position
    size: int
    height: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; `keys` has the position of each key."""

    nodes: dict[str, "Node"]
    keys: dict[str, Position]
    position: Position
    size: int
    height: int


Node = Scalar | Items | Entries


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
    place = Place(file) if mark is None else Place(file, mark.line + 1, mark.column + 1)
    context = f" ({error.context})" if error.context else ""
    line = text.splitlines()[mark.line] if mark is not None and mark.line < len(text.splitlines()) else ""
    return Fault(f"this is not valid YAML: {error.problem}{context}", _syntax_remedy(line), place)


def _syntax_remedy(line: str) -> str:
    if "\t" in line:
        return "indent with blanks, not with tabs"
    return "put texts that contain : # [ ] { } , & * ! | > ' % @ into quotes, and check brackets and indentation"


def _character_fault(error: yaml.reader.ReaderError, file: str, text: str) -> Fault:
    control = next((i for i, sign in enumerate(text) if not sign.isprintable() and sign not in "\t\r\n\u2028\u2029"), 0)
    before = text[:control].split("\n")
    place = Place(file, len(before), len(before[-1]) + 1)
    return Fault(f"there is a character that YAML does not allow ({error.reason})", "delete it", place)


@dataclass
class _Composer:
    file: str
    faults: list[Fault] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    size: int = 0

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        top: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and top is not None:
                self.fail(event, "a second document begins here", "write one questionnaire per file, without ---")
            if isinstance(event, yaml.NodeEvent):
                top = self.node(event, events, 1)
        return top

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            node = self.own_node(event, events, depth)
        else:
            node = self.alias(cast(yaml.AliasEvent, event))
        if depth + node.height - 1 > DEEPEST:
            self.fail(event, f"there are more than {DEEPEST} levels of nesting", "a questionnaire needs 7")
        if node.size > LARGEST:
            self.fail(event, f"aliases make this larger than {LARGEST} values", "write the values out, without & and *")
        return node

    def own_node(self, event: _ContentEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > DEEPEST:
            self.fail(event, f"there are more than {DEEPEST} levels of nesting", "a questionnaire needs 7")
        self.check_tag(event)
        if isinstance(event, yaml.SequenceStartEvent):
            node: Node = self.items(event, events, depth)
        elif isinstance(event, yaml.ScalarEvent):
            node = Scalar(event.value, not event.style, _position(event))
        else:
            node = self.entries(event, events, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def items(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Items:
        nodes = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            nodes.append(self.node(event, events, depth + 1))
        return Items(tuple(nodes), _position(start), *_extent(nodes))

    def entries(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Entries:
        nodes: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.note(key.position, "a key must be one word", "write `key: value`")
            elif key.text in nodes:
                first = keys[key.text].line
                self.note(key.position, f"the key {key.text!r} stands twice, first in line {first}", "delete one")
            else:
                nodes[key.text], keys[key.text] = value, key.position
        return Entries(nodes, keys, _position(start), *_extent(nodes.values()))

    def alias(self, event: yaml.AliasEvent) -> Node:
        node = self.anchors.get(event.anchor or "")
        if node is None:
            self.fail(
                event, f"*{event.anchor} stands for nothing", f"write &{event.anchor} before a complete value above"
            )
        return node

    def check_tag(self, event: _ContentEvent) -> None:
        if event.tag is not None and event.tag not in _TAGS:
            tag = event.tag.replace(_STANDARD_TAG, "!!")
            self.note(_position(event), f"the tag {tag} is not allowed", "write the plain value")

    def note(self, position: Position, what: str, remedy: str) -> None:
        self.faults.append(Fault(what, remedy, Place(self.file, position.line, position.column)))

    def fail(self, event: yaml.Event, what: str, remedy: str) -> NoReturn:
        position = _position(event)
        raise UnreadableError(Fault(what, remedy, Place(self.file, position.line, position.column)))


def _position(event: yaml.Event) -> Position:
    mark = cast(yaml.Mark, event.start_mark)  # events of a text always have one
    return Position(mark.line + 1, mark.column + 1)


def _extent(nodes: Iterable[Node]) -> tuple[int, int]:
    """Size and height of a node with these below it."""
    parts = tuple(nodes)
    return 1 + sum(part.size for part in parts), 1 + max((part.height for part in parts), default=0)
