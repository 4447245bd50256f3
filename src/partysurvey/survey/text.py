"""Texts in two languages."""

from typing import Literal

from msgspec import Struct

Language = Literal["zh", "en"]


class Text(Struct, frozen=True):
    """A label in Chinese and English; either may be empty, then the other stands for it."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.zh or self.en)

    def into(self, language: Language) -> str:
        """The text in the language, or the other one where it has none."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    @classmethod
    def same(cls, words: str) -> "Text":
        """The text that reads the same in both languages."""
        return cls(words, words)
