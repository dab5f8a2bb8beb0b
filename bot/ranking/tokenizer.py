"""A tokenizer for sumy: its own asks NLTK for data that is a download."""

from __future__ import annotations

from bot.text.sentences import split_sentences
from bot.text.words import to_words


class Tokenizer:
    """Splits texts as the rest of the house does; may stand wherever sumy takes a tokenizer.

    Args:
        language: ISO 639-1.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """Return the sentences and headings of a text, in order."""
        return tuple(paragraph[each.start : each.end] for each in split_sentences(paragraph, self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Return the words of a sentence, case-folded, in order."""
        return tuple(to_words(sentence, self.language))
