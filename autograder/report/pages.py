"""The pages themselves: what stands in them, what they are called, and writing them.

The class's pages are for teachers and may show what was hidden. A feedback page is for a student:
one file, without a script, made of `for_student` alone. Nothing in either asks for anything outside
its own folder.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup

from autograder.gradebook import RunError, file_name, write_whole
from autograder.html import Shown, render, script, shown, style
from autograder.messages import Language, Translator, safe
from autograder.pictures import draw_distribution
from autograder.record import Record, for_student
from autograder.report.code import Listing, listings
from autograder.report.statistics import check_statistics, misconceptions
from autograder.sentences import (
    HEADINGS,
    STATUSES,
    Explanation,
    adjustment_sentence,
    explain_problem,
    first_finding,
    problem_sentence,
    reasons_to_look,
    standing,
)
from autograder.submission import Source
from autograder.terminal import people

FOLDER, STYLE, CLASS = "submissions", "style.css", "index.html"
LANGUAGES: dict[Language, str] = {"en": "English", "es": "Español"}


class Pair(Protocol):
    """Two submissions, by id, and the share of their own code that they have in common."""

    @property
    def one(self) -> str: ...  # noqa: D102
    @property
    def other(self) -> str: ...  # noqa: D102
    @property
    def share(self) -> float: ...  # noqa: D102


def write_report(
    records: Sequence[Record],
    out: Path,
    language: Language,
    sources: Mapping[str, Source] | None = None,
    pairs: Sequence[Pair] = (),
) -> Path:
    """Writes the class's pages into `out`; returns the path of the first.

    `sources` has the code of submissions, by id, where it is known. `pairs` are those that a person
    should compare. Raises RunError where `out` holds anything but an earlier report.
    """
    files = {STYLE: style("verdict", "page"), CLASS: _class_page(records, language, pairs)}
    for i, record in enumerate(records):
        around = (records[i - 1] if i else None, records[i + 1] if i + 1 < len(records) else None)
        source = (sources or {}).get(record.submission)
        files[_path(record)] = _submission_page(record, language, source, around)
    _write(files, out)
    return out / CLASS


def write_feedback(
    records: Sequence[Record],
    out: Path,
    languages: Sequence[Language],
    sources: Mapping[str, Source] | None = None,
) -> int:
    """Writes a file of feedback for every submission into `out`; returns how many.

    Raises RunError where `out` holds anything but earlier feedback.
    """
    files = {}
    for record in records:
        source = (sources or {}).get(record.submission)
        page = feedback_page(record, languages, source)
        files[f"{file_name(record.submission)}.html"] = page.decode("utf-8")
    _write(files, out)
    return len(files)


def feedback_page(
    record: Record, languages: Sequence[Language], source: Source | None = None
) -> bytes:
    """What a student reads, as one HTML file in UTF-8 that needs no other.

    In several languages, it says everything in the first, and behind a link in the others.
    """
    shareable = for_student(record)
    topic = safe(record.topic)
    contents = [
        (
            language,
            LANGUAGES[language],
            Markup(  # noqa: S704 -- a template of ours, filled in with everything escaped
                render(
                    "student.html",
                    language,
                    content=_content(shareable, language, source),
                    topic=topic,
                )
            ),
        )
        for language in languages
    ]
    return render(
        "feedback.html", languages[0], content=contents[0][2], others=contents[1:], topic=topic
    ).encode("utf-8")


@dataclass(frozen=True)
class _Content:
    """A submission in one language."""

    language: Language
    record: Record
    who: str
    standing: str
    facts: tuple[tuple[str, str], ...]
    problem: Explanation | None
    exercises: tuple[tuple[str, float, float, tuple[Shown, ...]], ...]
    first: str  # the id of the first check that was not passed
    listings: tuple[Listing, ...]
    verdicts: tuple[Shown, ...]


def _content(record: Record, language: Language, source: Source | None) -> _Content:
    t = Translator(language)
    verdicts = tuple(
        shown(verdict, t, f"{language}-check-{i}") for i, verdict in enumerate(record.verdicts)
    )
    names = dict.fromkeys(verdict.exercise for verdict in record.verdicts)
    exercises = []
    for name in names:
        of_it = [i for i, each in enumerate(record.verdicts) if each.exercise == name]
        earned = sum(record.verdicts[i].points for i in of_it)
        most = sum(record.verdicts[i].max_points for i in of_it)
        exercises.append((name, earned, most, tuple(verdicts[i] for i in of_it)))
    return _Content(
        language=language,
        record=record,
        who=_who(record),
        standing=standing(record, t),
        facts=tuple(_facts(record, t)),
        problem=explain_problem(record.problem, t)
        if record.problem is not None and record.status == "unreadable"
        else None,
        exercises=tuple(exercises),
        first=next((each.id for each in verdicts if each.explanation), ""),
        listings=tuple(listings(source, record.verdicts)) if source is not None else (),
        verdicts=verdicts,
    )


def _who(record: Record) -> str:
    return people(record.students, 120) or safe(record.group or record.submission, 120)


def _facts(record: Record, t: Translator) -> list[tuple[str, str]]:
    """What there is to know beside the verdicts: labels and values."""
    facts = []
    if record.group:
        facts.append((t.text("group"), safe(record.group, 80)))
    if record.main:
        facts.append((t.text("file"), safe(record.main, 80)))
    if record.submitted_at:
        facts.append((t.text("handed in"), safe(record.submitted_at, 40)))
    if record.late is not None:
        facts.append((t.text("late"), t.text("yes") if record.late else t.text("no")))
    if record.attempt is not None:
        attempt = str(record.attempt)
        if record.attempts is not None:
            attempt = t.text("{n} of {total}", n=record.attempt, total=record.attempts)
        facts.append((t.text("attempt"), attempt))
    facts += [
        (t.text("score changed"), adjustment_sentence(each, t)) for each in record.adjustments
    ]
    return facts


def _submission_page(
    record: Record,
    language: Language,
    source: Source | None,
    around: tuple[Record | None, Record | None],
) -> str:
    t = Translator(language)
    before, after = (None if each is None else (_who(each), _href(each)) for each in around)
    return render(
        "submission.html",
        language,
        content=_content(record, language, source),
        reasons=reasons_to_look(record, t),
        uses=[
            (safe(use.name, 80), f"{safe(use.file, 80)}:{use.line}", use.certain)
            for use in record.uses
        ],
        notes=[problem_sentence(note, t) for note in record.notes],
        before=before,
        after=after,
        home=f"../{CLASS}",
        stylesheet=f"../{STYLE}",
        topic=safe(record.topic),
    )


@dataclass(frozen=True)
class _Row:
    """A submission in the table of the class."""

    who: str
    href: str
    score: float | None
    max_score: float
    status: str
    finding: str
    late: bool
    attempt: str
    reasons: tuple[str, ...]


def _class_page(records: Sequence[Record], language: Language, pairs: Sequence[Pair]) -> str:
    t = Translator(language)
    names = {record.submission: _who(record) for record in records}
    rows = {record.submission: _row(record, t, pairs, names) for record in records}
    scores = [record.score for record in records if record.score is not None]
    most = max((record.max_score for record in records), default=0.0)
    statistics = check_statistics(records)
    code = script("table")
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")
    return render(
        "class.html",
        language,
        topic=safe(records[0].topic) if records else "",
        rows=rows,
        counts=[
            (t.text(words), count)
            for status, words in STATUSES.items()
            if (count := sum(record.status == status for record in records)) or status == "graded"
        ],
        mean=fmean(scores) if scores else None,
        median=median(scores) if scores else None,
        most=most,
        distribution=draw_distribution(scores, most, t, "distribution"),
        exercises=[
            (name, [each for each in statistics if each.exercise == name])
            for name in dict.fromkeys(each.exercise for each in statistics)
        ],
        kinds={kind: t.text(words) for kind, words in HEADINGS.items()},
        misconceptions=misconceptions(records),
        graded=len(scores),
        looks=[row for row in rows.values() if row.reasons],
        script=Markup("<script>") + code + Markup("</script>"),
        script_digest=digest,
        stylesheet=STYLE,
    )


def _row(record: Record, t: Translator, pairs: Sequence[Pair], names: Mapping[str, str]) -> _Row:
    reasons = reasons_to_look(record, t)
    for pair in pairs:
        if record.submission in (pair.one, pair.other):
            name = names.get(pair.other if record.submission == pair.one else pair.one, "?")
            said = t.text("{share:.0%} in common with {name}", share=pair.share, name=name)
            reasons.append(said)
    attempt = "" if record.attempt is None else str(record.attempt)
    return _Row(
        who=names[record.submission],
        href=_href(record, f"{FOLDER}/"),
        score=record.score,
        max_score=record.max_score,
        status=t.text(STATUSES[record.status]),
        finding=first_finding(record, t) or (reasons[0] if reasons else ""),
        late=record.late is True,
        attempt=attempt,
        reasons=tuple(reasons),
    )


def _path(record: Record) -> str:
    return f"{FOLDER}/{file_name(record.submission)}.html"


def _href(record: Record, folder: str = "") -> str:
    return folder + quote(f"{file_name(record.submission)}.html")


def _write(files: Mapping[str, str], out: Path) -> None:
    """Writes the files, and takes away the pages of an earlier report that are no longer there."""
    try:
        there = [path for path in out.rglob("*") if not path.is_dir()] if out.exists() else []
        strange = [path for path in there if path.suffix != ".html" and path.name != STYLE]
        if strange or (out.exists() and not out.is_dir()):
            raise RunError(f"{strange[0] if strange else out} is no page: choose a new --out")
        for path in there:
            if path.relative_to(out).as_posix() not in files:
                path.unlink()
        for name, text in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise RunError(f"{out} can't be written: {error.strerror or error}") from None
