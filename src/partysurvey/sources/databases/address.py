"""The address of a database or of files elsewhere, which never shows its password."""

import re
from urllib.parse import unquote

from msgspec import Struct, field

DATABASES = ("postgresql", "duckdb", "sqlite")
SPELLINGS = {"postgres": "postgresql"}
# Between the user and the last @, even where a sign in the password should have been escaped; and in parameters.
SECRETS = (
    re.compile(r"://[^:@/?]*:(.+)@"),
    re.compile(r"(?i)[?&](?:password|sslpassword|secret_key|access_key)=([^&#]+)"),
)


class Address(Struct, frozen=True):
    """A URL; as text it is without user, password and parameters."""

    url: str = field(repr=False)
    scheme: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """The address that a URL is, its scheme in lower case."""
        scheme = url.partition("://")[0].lower()
        return cls(url, SPELLINGS.get(scheme, scheme))

    def __str__(self) -> str:
        """`postgresql://host:port/name`, for messages and reports."""
        place, _, parameters = self.url.partition("://")[2].partition("?")
        if "@" not in place and "@" in parameters:  # the ? may be one of the password
            return f"{self.scheme}://…"
        return f"{self.scheme}://{place.rpartition('@')[2]}"

    @property
    def path(self) -> str:
        """The path of the file behind `duckdb:///` or `sqlite:///`, relative with three strokes, absolute with four."""
        return unquote(self.url.partition("://")[2].partition("?")[0].removeprefix("/"))

    def without_secrets(self, text: str) -> str:
        """The text of an error, with its password and keys out of it, however they are spelt."""
        secrets = {found for pattern in SECRETS for found in pattern.findall(self.url)}
        for secret in sorted({*secrets, *map(unquote, secrets)}, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text
