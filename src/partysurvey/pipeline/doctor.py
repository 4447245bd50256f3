"""What is installed, what is missing, and what to do about it."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from msgspec import Struct

from partysurvey import __version__

REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^]]*\])?\s*\(?([^;)]*)\)?\s*(?:;.*extra\s*==\s*['\"]([\w-]+)['\"])?")
FLOOR = re.compile(r">=\s*([\w.]+)")
NOT_FOR_USERS = frozenset({"dev", "bench"})
PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"  # of a checkout


class Library(Struct, frozen=True):
    """A library needed always (extra ""), or for an optional part: the least version, and that found or None."""

    name: str
    floor: str
    extra: str
    found: str | None

    @property
    def is_fine(self) -> bool:
        """Whether it is there and not too old."""
        return self.found is not None and _numbers(self.found) >= _numbers(self.floor)


class Finding(Struct, frozen=True):
    """A line of the report, and whether it is about something needed that is missing."""

    text: str
    is_fault: bool = False


def findings(font: str | None = None) -> Iterator[Finding]:
    """What was found, line by line: versions, needed libraries, optional parts, fonts."""
    yield Finding(f"partysurvey {__version__}, Python {sys.version.split()[0]}")
    known = libraries()
    yield from _needed([library for library in known if not library.extra])
    for extra in dict.fromkeys(library.extra for library in known if library.extra):
        yield _optional(extra, [library for library in known if library.extra == extra])
    if any(library.name == "matplotlib" and library.is_fine for library in known):
        yield from _fonts(font)


def libraries() -> list[Library]:
    """The libraries that the package, or the checkout it runs from, says it needs."""
    return [library for text, extra in _stated() for library in _read(text, extra)]


def _stated() -> Iterator[tuple[str, str]]:
    """The requirements as they are written, with their optional part."""
    if PYPROJECT.is_file():
        project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
        yield from ((text, "") for text in project["dependencies"])
        for extra, texts in project["optional-dependencies"].items():
            yield from ((text, extra) for text in texts)
        return
    for text in requires("partysurvey") or ():
        yield text, ""


def _read(text: str, extra: str) -> Iterator[Library]:
    found = REQUIREMENT.match(text)
    if not found:
        return
    name, versions, marked = found.groups()
    part = extra or marked or ""
    if part not in NOT_FOR_USERS and name != "partysurvey":
        floor = FLOOR.search(versions)
        yield Library(name, floor[1] if floor else "0", part, _installed(name))


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _needed(needed: Iterable[Library]) -> Iterator[Finding]:
    yield Finding("\nLibraries")
    for library in needed:
        if library.is_fine:
            yield Finding(f"  {library.name} {library.found}")
        else:
            yield Finding(f"  {_lacking(library)}: pip install '{library.name}>={library.floor}'", is_fault=True)
    yield Finding("\nOptional parts")


def _optional(extra: str, parts: list[Library]) -> Finding:
    lacking = [_lacking(library) for library in parts if not library.is_fine]
    if lacking:
        return Finding(f"  {extra}: {', '.join(lacking)}: pip install 'partysurvey[{extra}]'")
    return Finding(f"  {extra}: {', '.join(f'{library.name} {library.found}' for library in parts)}")


def _lacking(library: Library) -> str:
    return f"{library.name} {library.found} is too old" if library.found else f"{library.name} is missing"


def _fonts(font: str | None) -> Iterator[Finding]:
    from partysurvey.render.figures.coverage import chinese_fonts, own_coverage  # noqa: PLC0415  # brings matplotlib

    yield Finding("\nFonts of figures")
    covered = own_coverage(font)
    for each in covered:
        counts = ", ".join(f"{name} {has:,} of {of:,}" for name, (has, of) in each.counts.items())
        yield Finding(f"  {each.file}: {counts}")
    others = chinese_fonts()
    yield Finding(f"  on this system, with Chinese: {', '.join(others) or 'none'}")
    if not any(each.has_chinese for each in covered) and not others:
        remedy = "pip install notojp-matplotlib, or name a font file with --font"
        yield Finding(f"  no font has all of GB 2312: {remedy}", is_fault=True)


def _numbers(text: str) -> tuple[int, ...]:
    """The first three numbers of a version, so that 2 is 2.0."""
    numbers = [int(number) for number in re.findall(r"\d+", text.partition("+")[0])]
    return tuple([*numbers, 0, 0, 0][:3])
