"""Names as people and systems write them: made printable, compared, made unique."""

import re
import unicodedata
from collections.abc import Iterable

# Joiners that Persian, Hindi and emoji names need; every other invisible character goes.
MOST_WORDS = 24  # of a person's name; each of them is where a turn of it may begin
_JOINERS = "\u200c\u200d"


def printable(text: str) -> str:
    """`text` in NFC, with control characters, bidirectional marks, lone surrogates and other
    invisible characters replaced by U+FFFD, so that it shows as what it is."""
    shown = "".join(
        "\ufffd"
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        and character not in _JOINERS
        else character
        for character in text
    )
    return unicodedata.normalize("NFC", shown)


def key(name: str) -> str:
    """What two spellings of one name have in common: letters and digits, without case and marks.

    `José Núñez-O'Brien` and Moodle's `José Núñez-OBrien` and Canvas' `josénúñezobrien` agree.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in decomposed if character.isalnum())


def keys(name: str) -> frozenset[str]:
    """`key` of a person's name in every order in which systems write it: `Liddell, Alice`,
    `Alice Liddell`, and for longer names every split into given and family names. What has more
    words than people's names have is compared as it stands."""
    words = [word for word in re.split(r"[\s,_.-]+", name) if key(word)]
    if len(words) > MOST_WORDS:
        return frozenset({key(name)})
    turns = (words[i:] + words[:i] for i in range(len(words)))
    return frozenset(key("".join(turn)) for turn in turns) or frozenset({key(name)})


# What Moodle leaves of an escaped character when it makes a file name of a group's name.
_ESCAPED = re.compile(r"&?(?:amp|lt|gt|quot|#0?39);")


def group_key(name: str) -> str:
    """What the spellings of a group's name have in common, in a list and in Moodle's zip, which
    writes `Ñandú & Co` as `Ñandú amp; Co`."""
    return key(_ESCAPED.sub(" ", name)) or name.strip()


def group_named(name: str, groups: Iterable[str]) -> set[str]:
    """Those of the groups that can be meant by a name: one that is spelt alike, else all that have
    as much in common as systems leave of a name."""
    alike = {group for group in groups if group and group_key(group) == group_key(name)}
    spelt = {group for group in alike if _plain(group) == _plain(name)}
    return spelt if len(spelt) == 1 else alike


def _plain(name: str) -> str:
    """Without what Moodle changes in a group's name."""
    return re.sub(r"[_\s]+", " ", re.sub(r"[&<>\"`|':\\\\/]", "", _ESCAPED.sub("", name))).strip()


def unique(names: Iterable[str]) -> list[str]:
    """The names, in order, the second of equal ones with ` (2)` behind it and so on.

    Equal means equal without case, since a submission's id becomes the name of its report.
    """
    result: list[str] = []
    taken: set[str] = set()
    for name in names:
        candidate, count = name, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{name} ({count})"
        taken.add(candidate.casefold())
        result.append(candidate)
    return result


def listing(names: Iterable[str], most: int = 5) -> str:
    """The first names, printable and shortened, for a sentence."""
    every = list(names)
    shown = [printable(name if len(name) <= 80 else name[:77] + "…") for name in every[:most]]
    return ", ".join(shown) + ("…" if len(every) > most else "")
