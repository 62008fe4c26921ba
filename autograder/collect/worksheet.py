"""Moodle's grading worksheet, in whatever language it was downloaded.

Moodle translates the headers, the word in front of a participant's number, the states, the dates
and the decimal mark; what it never changes is the order of the columns and the form of the cells.
So a worksheet in English is read by its headers, and one in any other language by its form:

    identifier, [name, e-mail …,] status, [group,] [marker,] grade, maximum or scale,
    [workflow state,] may be changed, submitted at, [online text,] graded at, [comments]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from autograder.collect.names import key

REQUIRED = ("Identifier", "Grade", "Last modified (grade)")
# `Participant 149`; without the space in most languages (`Participante149`, `Teilnehmer/in149`).
_PARTICIPANT = re.compile(r"(?P<prefix>[^\W\d_](?:\D*\D)?)(?P<number>[1-9]\d*)", re.DOTALL)
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Where form alone can't tell: the words of en, es, pt, de, fr, it, ca, gl and eu, as `key` writes
# them.
NO = frozenset({"no", "nao", "non", "nein", "ez"})
_GROUP = frozenset({"group", "grupo", "gruppe", "groupe", "gruppo", "grup", "taldea"})
_DRAFT = (
    "draft", "borrador", "rascunho", "trabalhoemcurso", "entwurf", "brouillon", "bozza",
    "esborrany", "versionpreliminar", "zirriborroa",
)  # fmt: skip
_LATE = re.compile(
    r"\blate\b|retras|\btarde?\b|después|atrasad|zu spät|en retard|in ritardo|f[oó]ra de prazo"
    r"|beranduago",
    re.IGNORECASE,
)
# In a list that somebody wrote from a worksheet.
_ON_TIME = ("submittedforgrading", "enviadoparacalificar", "enviadoparacalificacion")
_AMOUNT = re.compile(r"(?<!\d)(\d{1,5})\s+([^\W\d]+)")
# How the units of a duration begin in those languages; longer beginnings first.
_UNITS = (
    (60, ("min",)),
    (1, ("sec", "seg", "sek")),
    (3600, ("hour", "hora", "hore", "heure", "stunde", "ore", "ora", "std", "ordu")),
    (86400, ("day", "dia", "tag", "jour", "giorn", "die", "egun")),
    (604800, ("week", "semana", "woche", "semaine", "settiman", "setman", "aste")),
    (365 * 86400, ("year", "ano", "jahr", "an", "urte")),
)
_LOCALES = ("en", "es", "pt", "de", "fr", "it", "ca", "gl", "eu")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?[:.hH]\s?(?P<minute>\d{2})(?!\d)(?:\s*(?P<half>[ap])\.?\s*m\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Columns:
    """Where what stands in a worksheet. `scale` is there in place of `maximum`."""

    identifier: int
    grade: int
    maximum: int | None = None
    scale: int | None = None
    workflow: int | None = None
    changeable: int | None = None
    submitted_at: int | None = None
    graded_at: int | None = None
    feedback: int | None = None
    name: int | None = None
    email: int | None = None
    status: int | None = None
    group: int | None = None
    english: bool = False


@dataclass(frozen=True)
class State:
    """What a status says: whether it was handed in, how late in seconds; None where it does not."""

    is_draft: bool = False
    late: bool | None = None
    late_seconds: int | None = None


def participant(identifier: str) -> tuple[str, str] | None:
    """The words in front of a participant's number, and the number: per assignment, no user's."""
    found = _PARTICIPANT.fullmatch(identifier)
    return (found["prefix"], found["number"]) if found else None


def locate(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a worksheet; None where it is none, or not one for points whose columns can
    be told. `rows` have as many cells as the header."""
    if all(name in header for name in REQUIRED):
        return _by_name(list(header))
    if not rows or len(header) < 6:
        return None
    return _by_form(header, rows)


def _by_name(header: list[str]) -> Columns:
    def column(name: str) -> int | None:
        return header.index(name) if name in header else None

    return Columns(
        identifier=header.index("Identifier"),
        grade=header.index("Grade"),
        maximum=column("Maximum grade"),
        scale=column("Scale"),
        workflow=column("Marking workflow state"),
        changeable=column("Grade can be changed"),
        submitted_at=column("Last modified (submission)"),
        graded_at=column("Last modified (grade)"),
        feedback=column("Feedback comments"),
        name=column("Full name"),
        email=column("Email address"),
        status=column("Status"),
        group=column("Group"),
        english=True,
    )


def _by_form(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    prefixes = {found[0] for row in rows if (found := participant(row[0]))}
    if len(prefixes) != 1 or not all(participant(row[0]) for row in rows):
        return None

    def every(column: int) -> list[str]:
        return [row[column].strip() for row in rows]

    # The same number in every row, behind grades: the last such pair, since texts follow.
    grade = next(
        (
            column
            for column in range(len(header) - 2, 0, -1)
            if len(set(every(column + 1))) == 1
            and _NUMBER.fullmatch(every(column + 1)[0])
            and all(not cell or _NUMBER.fullmatch(cell) for cell in every(column))
        ),
        None,
    )
    if grade is None:
        return None
    dates = [
        column
        for column in range(grade + 2, len(header))
        if all(cell == "-" or _is_time(cell) for cell in every(column))
    ]
    if len(dates) < 2:
        return None
    submitted_at, graded_at = dates[:2]
    between = [
        column
        for column in range(1, grade)
        if all(" - " in cell + " " and "@" not in cell for cell in every(column))
    ]
    status = between[0] if between else None
    known = range(1, status if status is not None else grade)
    email = next(
        (
            column
            for column in known
            if any(every(column)) and all("@" in cell or not cell for cell in every(column))
        ),
        None,
    )
    return Columns(
        identifier=0,
        grade=grade,
        maximum=grade + 1,
        workflow=grade + 2 if submitted_at == grade + 4 else None,
        changeable=submitted_at - 1 if submitted_at > grade + 2 else None,
        submitted_at=submitted_at,
        graded_at=graded_at,
        feedback=graded_at + 1 if graded_at + 1 < len(header) else None,
        name=next((column for column in known if column != email), None),
        email=email,
        status=status,
        group=next(
            (column for column in range((status or 0) + 1, grade) if key(header[column]) in _GROUP),
            None,
        ),
    )


def _is_time(cell: str) -> bool:
    """Whether there are a day, a year, an hour and a minute, in whatever calendar."""
    return len(re.findall(r"\d+", cell)) >= 4


def state(status: str) -> State:
    """What the status of a row says. Its parts are separated by ` - `: the state of the
    submission, how late, whether it is graded, until when somebody may be late."""
    first, *others = [part.strip() for part in re.split(r"\s-(?:\s|$)", status)]
    if key(first).startswith(_DRAFT):
        return State(is_draft=True)
    # A part with a colon says how long somebody has not handed in, or until when they may.
    said = [part for part in (first, *others) if ":" not in part]
    for part in said:
        if (seconds := _seconds(part)) or _LATE.search(part):
            return State(late=True, late_seconds=seconds or None)
    is_known = key(first).startswith(_ON_TIME) or (
        len(others) > 1 and not any(map(str.isdecimal, "".join(said)))
    )
    return State(late=False, late_seconds=0) if is_known else State()


def _seconds(text: str) -> int:
    return sum(
        int(count) * seconds
        for count, unit in _AMOUNT.findall(text)
        for seconds in [_unit(unit)]
        if seconds is not None
    )


def _unit(word: str) -> int | None:
    spelt = key(word)
    return next((seconds for seconds, begin in _UNITS if spelt.startswith(begin)), None)


def iso_time(cell: str) -> str:
    """The time of a cell such as `viernes, 27 de noviembre de 2026, 10:00` as Moodle meant it, in
    its own time zone: `2026-11-27T10:00:00`. Empty where it is none."""
    year = _YEAR.search(cell)
    time = _TIME.search(cell)
    if year is None or time is None:
        return ""
    rest = cell[: time.start()].replace(year[0], " ", 1)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", rest)
    month = next((_months()[word] for word in _words(rest) if word in _months()), None)
    if day is None or month is None:
        return ""
    hour = int(time["hour"])
    if time["half"] and hour <= 12:
        hour = hour % 12 + 12 * (time["half"].casefold() == "p")
    if not (1 <= int(day[0]) <= 31 and hour < 24 and int(time["minute"]) < 60):
        return ""
    return f"{year[0]}-{month:02}-{int(day[0]):02}T{hour:02}:{time['minute']}:00"


def _words(text: str) -> Iterator[str]:
    """The words of a date as `key` writes them; of an inflected Basque month its stem, too."""
    for word in re.findall(r"[^\W\d_]+", text):
        spelt = key(word)
        yield spelt
        yield from (spelt.removesuffix(end) for end in ("ren", "k") if spelt.endswith(end))


@cache
def _months() -> dict[str, int]:
    """The months' names as people write them: no two languages here disagree about one."""
    from babel.dates import get_month_names

    return {
        key(name): month
        for locale in _LOCALES
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, "stand-alone", locale).items()
    } | {
        key(name): month
        for locale in _LOCALES
        for month, name in get_month_names("wide", "format", locale).items()
    }
