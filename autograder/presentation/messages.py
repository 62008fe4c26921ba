"""How it is said in English and in Spanish: the catalogue, the choice of language, safe text.

English sentences stand in the code, Spanish ones in `locale/es`. After a sentence was changed,
`make messages` brings the catalogue up to date, and the tests say what is still untranslated.
"""

import gettext
import os
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from rich.cells import cell_len, set_cell_size

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "autograder"
SHOWN_CELLS = 400  # of one value in a sentence
REPLACEMENT = "\ufffd"

# Joiners that Persian, Hindi and emoji names need; every other invisible character goes.
_JOINERS = "\u200c\u200d"
# Letters by category, though nothing is seen of them.
_FILLERS = "\u115f\u1160\u3164\uffa0"
_MARKS = 4  # more combining marks than any language puts on a letter would cover other lines


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for it
    """Marks a sentence for the catalogue where it is not yet said."""
    return message


def choose_language(option: str | None = None) -> Language:
    """The language to speak: the option, else AUTOGRADER_LANG, else the locale, else English."""
    chosen = option or os.environ.get("AUTOGRADER_LANG")
    if not chosen:
        variables = ("LC_ALL", "LC_MESSAGES", "LANG")
        chosen = next((os.environ[name] for name in variables if os.environ.get(name)), "")
    if not chosen and sys.platform == "win32":
        import locale  # Windows keeps the language here and sets no variable

        chosen = (locale.getlocale()[0] or "").replace("Spanish", "es")
    return "es" if chosen.lower().startswith("es") else "en"


def safe(text: str, width: int = SHOWN_CELLS) -> str:
    """`text` as one line that is harmless in a terminal, cut to `width` columns.

    Control characters (and with them escape sequences and line breaks), bidirectional marks, other
    invisible characters and heaps of combining marks are replaced by U+FFFD, one for one, so that
    columns stay where they were; a tab becomes a space.
    """
    shown: list[str] = []
    marks = 0
    for character in text[: width + 1]:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        unseen = category in ("Zl", "Zp") or (category[0] == "C" and character not in _JOINERS)
        if character == "\t":
            shown.append(" ")
        elif unseen or marks > _MARKS or character in _FILLERS:
            shown.append(REPLACEMENT)
        else:
            shown.append(character)
    line = "".join(shown)
    if len(text) <= width + 1 and cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1).rstrip() + "…"


def safe_lines(text: str, width: int = SHOWN_CELLS) -> list[str]:
    """The lines of `text`, each made safe, without empty ones at either end."""
    return [safe(line.rstrip("\r"), width) for line in text.strip("\r\n").split("\n")]


class Translator:
    """Says sentences in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def text(self, message: str, /, **data: object) -> str:
        """The sentence, its `{placeholders}` filled in; text among `data` is made safe."""
        return _filled(self._catalogue.gettext(message), data)

    def plural(self, one: str, many: str, n: int, /, **data: object) -> str:
        """The sentence for `n` things, which it may name as `{n}`."""
        return _filled(self._catalogue.ngettext(one, many, n), {"n": n, **data})


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, [language])


def _filled(message: str, data: dict[str, object]) -> str:
    made_safe = {
        key: safe(value) if isinstance(value, str) else value for key, value in data.items()
    }
    return message.format(**made_safe)
