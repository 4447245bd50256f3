"""What Word and PowerPoint files share: zip packages with the same bytes on every run, and texts that XML can hold."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

from partysurvey.errors import RenderError
from partysurvey.render.wrapping import printable

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  # the date of everything in a package: the earliest that a zip can hold
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(text: str) -> str:
    """The text on one line, with blanks for what XML cannot hold."""
    return _UNFIT.sub(" ", printable(text))


def repeatable(package: bytes) -> bytes:
    """The package with all members dated alike, so that only its content decides on its bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            dated = zipfile.ZipInfo(member.filename, EPOCH.timetuple()[:6])
            dated.external_attr = 0o600 << 16
            dated.create_system = 3
            new.writestr(dated, old.read(member), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def missing_library(error: ModuleNotFoundError, extra: str) -> RenderError:
    """The error that says what to install for files of that kind."""
    what = f"writing .{extra} needs the library {error.name}"
    return RenderError(what, f"install it with `pip install 'partysurvey[{extra}]'`")
