"""Which language a text is in, by the words that every sentence of it needs."""

import re

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


def sentences_with(words: frozenset[str], text: str) -> list[str]:
    """The sentences of a text (Markdown, HTML or plain) that hold two or more of the words."""
    prose = NOT_PROSE.sub(" ", text)
    return [
        " ".join(sentence.split())
        for sentence in re.split(r"[.:;!?|·()«»“”]|\n\s*\n|\n\s*[-*#✓✗]", prose)
        if len(words & set(re.findall(r"\w+", sentence.lower()))) >= 2
    ]
