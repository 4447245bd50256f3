"""The library of an engine, imported when the engine is used."""

from importlib import import_module
from types import ModuleType

from partysurvey.errors import RequestError


def library(name: str, extra: str) -> ModuleType:
    """The module of that name; RequestError with what to install where it is missing."""
    try:
        return import_module(name)
    except ImportError as error:
        what = f"--engine {extra} needs {name}, which is not installed"
        raise RequestError(what, f"pip install 'partysurvey[{extra}]'") from error
