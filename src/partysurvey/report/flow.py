"""Sentences as running text: those that follow each other make one paragraph."""

from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace

from partysurvey.report.document import Block, Document, Sentence


def flowing(document: Document) -> Document:
    """The document with one Sentence in place of several that follow each other and are about the same breakdown."""
    return replace(document, blocks=tuple(_flowing(document)))


def _flowing(document: Document) -> Iterator[Block]:
    between = "" if document.language == "zh" else " "
    for _, group in groupby(enumerate(document.blocks), key=lambda each: _key(*each)):
        blocks = [block for _, block in group]
        sentences = [block for block in blocks if isinstance(block, Sentence)]
        if not sentences:
            yield from blocks
            continue
        parts = [part for each in sentences for part in (between, *each.parts)]
        yield replace(sentences[0], parts=tuple(filter(None, parts[1:])))


def _key(place: int, block: Block) -> object:
    """Equal for sentences on the same breakdown, each other block's own."""
    return block.banner if isinstance(block, Sentence) else place
