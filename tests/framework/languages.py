"""Which language a text is in, by the words that every sentence of it needs."""

import re
from functools import cache

from tests.framework.compile_messages import translations

# No Spanish word is spelt like these, no English word like those; neither are they code.
_ENGLISH = """the of your you this that these which what where was were are been does its they than
then how there have here could should would only every"""
_SPANISH = """el los las del una que para por con está más según qué cómo sus esta este
estos son cada donde cuando hasta desde"""
ENGLISH, SPANISH = frozenset(_ENGLISH.split()), frozenset(_SPANISH.split())
# Code, formulas, links.
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\[[^\]]*\]\([^)]*\)|<style>.*?</style>"
    r"|<(pre|code|svg)\b.*?</\1>|<[^>]+>|^    .*?$",
    re.DOTALL | re.MULTILINE,
)


@cache
def catalogue() -> frozenset[str]:
    """The pieces between placeholders, of three words or more, of what the code says in English."""
    pieces = set()
    for message in translations():
        for text in message.id if message.pluralizable else (message.id,):
            found = re.split(r"\{[^}]*\}", text or "")
            pieces |= {piece.strip() for piece in found if len(piece.split()) >= 3}
    return frozenset(pieces)


def sentences_with(words: frozenset[str], text: str) -> list[str]:
    """The sentences of a text (Markdown, HTML or plain) that hold two or more of the words."""
    prose = NOT_PROSE.sub(" ", text)
    return [
        " ".join(sentence.split())
        for sentence in re.split(r"[.:;!?|·()«»“”]|\n\s*\n|\n\s*[-*#✓✗]", prose)
        if len(words & set(re.findall(r"\w+", sentence.lower()))) >= 2
    ]


def english_in(text: str) -> list[str]:
    """What of a Spanish text is English: sentences of the code, and sentences that look like it."""
    said = " ".join(text.split())
    return [piece for piece in catalogue() if piece in said] + sentences_with(ENGLISH, text)


def spanish_in(text: str) -> list[str]:
    """What of an English text is Spanish."""
    return sentences_with(SPANISH, text)
