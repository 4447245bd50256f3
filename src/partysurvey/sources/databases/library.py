"""The library of a database, imported when the database is read."""

from importlib import import_module
from types import ModuleType

from partysurvey.errors import RequestError


def library(name: str) -> ModuleType:
    """The module of that name; RequestError with what to install where it is missing."""
    try:
        return import_module(name)
    except ImportError as error:
        what = f"this database needs {name.partition('.')[0]}, which is not installed"
        raise RequestError(what, "pip install 'partysurvey[sql]'") from error
