"""Which language a text is in, by the words that every sentence of it needs."""

import re
from functools import cache

from autograder.authoring.languages import ENGLISH, SPANISH, sentences_with
from tests.framework.compile_messages import translations


@cache
def catalogue() -> frozenset[str]:
    """The pieces between placeholders, of three words or more, of what the code says in English."""
    pieces = set()
    for message in translations():
        for text in message.id if message.pluralizable else (message.id,):
            found = re.split(r"\{[^}]*\}", text or "")
            pieces |= {piece.strip() for piece in found if len(piece.split()) >= 3}
    return frozenset(pieces)


def english_in(text: str) -> list[str]:
    """What of a Spanish text is English: sentences of the code, and sentences that look like it."""
    said = " ".join(text.split())
    return [piece for piece in catalogue() if piece in said] + sentences_with(ENGLISH, text)


def spanish_in(text: str) -> list[str]:
    """What of an English text is Spanish."""
    return sentences_with(SPANISH, text)
