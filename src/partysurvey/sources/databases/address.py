"""The address of a database or of files elsewhere, which never shows its password."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

DATABASES = ("postgresql", "duckdb", "sqlite")
SPELLINGS = {"postgres": "postgresql"}
SECRET = re.compile(r"(?i)(?<=[?&](?:password|passfile|sslpassword)=)[^&#]*|(?<=[?&](?:secret_key|access_key)=)[^&#]*")


@dataclass(frozen=True, slots=True)
class Address:
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
        rest = self.url.partition("://")[2].partition("?")[0].partition("#")[0]
        authority, slash, path = rest.partition("/")
        return f"{self.scheme}://{authority.rpartition('@')[2]}{slash}{path}"

    @property
    def path(self) -> str:
        """The path of the file behind `duckdb:///` or `sqlite:///`, relative with three strokes, absolute with four."""
        return unquote(self.url.partition("://")[2].partition("?")[0].removeprefix("/"))

    def without_secrets(self, text: str) -> str:
        """The text of an error, with its password and keys out of it, however they are spelt."""
        secrets = {match for match in SECRET.findall(self.url) if match}
        password = urlsplit(self.url).password
        secrets |= {password} if password else set()
        for secret in sorted({*secrets, *map(unquote, secrets)}, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text
