"""The pages themselves: what stands in them, what they are called, and writing them.

The class's pages are for teachers and may show what was hidden. A feedback page is for a student:
one file, without a script, made of `for_student` alone. Nothing in either asks for anything outside
its own folder.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import fmean, median
from urllib.parse import quote

from markupsafe import Markup

from autograder.grading.adjustments import exercise_points
from autograder.grading.gradebook import RunError, file_name, write_whole
from autograder.grading.similar import Lines, Pair
from autograder.model.record import Kind, Record, Verdict, for_student
from autograder.model.submission import Source
from autograder.presentation.html import Shown, page_script, render, shown, style
from autograder.presentation.messages import Language, Translator, safe
from autograder.presentation.pictures import draw_distribution
from autograder.presentation.report.code import Listing, listings
from autograder.presentation.report.statistics import check_statistics, misconceptions
from autograder.presentation.sentences import (
    HEADINGS,
    STATUSES,
    Explanation,
    adjustment_sentence,
    explain_problem,
    first_finding,
    not_run,
    problem_sentence,
    reasons_to_look,
    standing,
)
from autograder.presentation.terminal.grading import names_apart, owners

FOLDER, STYLE, CLASS, ALIKE = "submissions", "style.css", "index.html", "similar.html"
MOST_PAIRS, MOST_PASSAGES = 200, 10  # what is shown of those that are alike
PASSAGE_LINES, PASSAGE_CELLS = 120, 240
NAME_CELLS = 120

# Why a person has to look at a submission: the words, and the page where there is more (or "").
Reason = tuple[str, str]
LANGUAGES: dict[Language, str] = {"en": "English", "es": "Español"}


@dataclass(frozen=True)
class Heading:
    """What stands over the pages of a class, beside the topic's name: its title, and when it was
    graded. Either may be empty."""

    title: str = ""
    graded: str = ""


def write_report(
    records: Sequence[Record],
    out: Path,
    language: Language,
    sources: Mapping[str, Source],
    pairs: Sequence[Pair] = (),
    heading: Heading = Heading(),
) -> Path:
    """Writes the class's pages into `out`; returns the path of the first.

    `sources` has the code of submissions, by id. `pairs` are those that a person should compare,
    the closest first. Raises RunError where `out` holds anything but an earlier report.
    """
    write_pages(_report(records, language, sources, pairs, heading), out)
    return out / CLASS


def _report(
    records: Sequence[Record],
    language: Language,
    sources: Mapping[str, Source],
    pairs: Sequence[Pair],
    heading: Heading,
) -> Iterator[tuple[str, str]]:
    """Every page of the class, by its path."""
    looks = _looks(records, language, pairs)
    names = _names(records)
    yield STYLE, style("verdict", "page")
    yield CLASS, _class_page(records, language, looks, _clusters(records, pairs), heading)
    if pairs:
        yield ALIKE, _alike_page(records, language, pairs)
    for i, record in enumerate(records):
        around = (records[i - 1] if i else None, records[i + 1] if i + 1 < len(records) else None)
        source = sources.get(record.submission)
        reasons = looks[record.submission]
        page = _submission_page(record, language, source, around, reasons, names)
        yield _path(record), page


def write_feedback(
    records: Sequence[Record],
    out: Path,
    languages: Sequence[Language],
    sources: Mapping[str, Source],
    *,
    option: str = "--out",
) -> int:
    """Writes a file of feedback for every submission into `out`; returns how many.

    Raises RunError where `out` holds anything but earlier feedback; its message names the `option`
    that chose `out`.
    """

    def pages() -> Iterator[tuple[str, str]]:
        for record in records:
            page = feedback_page(record, languages, sources.get(record.submission))
            yield f"{file_name(record.submission)}.html", page.decode("utf-8")

    write_pages(pages(), out, option)
    return len(records)


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
        _shown(verdict, record, t, f"{language}-check-{i}")
        for i, verdict in enumerate(record.verdicts)
    )
    names = dict.fromkeys(verdict.exercise for verdict in record.verdicts)
    exercises = []
    points = exercise_points(record)
    for name in names:
        of_it = [i for i, each in enumerate(record.verdicts) if each.exercise == name]
        earned, most = points[name]
        exercises.append((name, earned, most, tuple(verdicts[i] for i in of_it)))
    return _Content(
        language=language,
        record=record,
        who=owners(record, NAME_CELLS),
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


def _shown(verdict: Verdict, record: Record, t: Translator, id: str) -> Shown:  # noqa: A002
    """A check of a record that is finished: what was not run never will be."""
    made = shown(verdict, t, id)
    if verdict.outcome != "not_run":
        return made
    return replace(made, label=not_run(verdict, record.verdicts, t))


def _facts(record: Record, t: Translator) -> list[tuple[str, str]]:
    """What there is to know beside the verdicts: labels and values."""
    facts = []
    if record.group:
        facts.append((t.text("group"), safe(record.group, 80)))
    if record.main:
        facts.append((t.text("file"), safe(record.main, 80)))
    if record.submitted_at:
        when = re.sub(r"(?<=\d)T(?=\d)", " ", record.submitted_at)  # ISO 8601, as people read it
        facts.append((t.text("handed in"), safe(when, 40)))
    if record.late is not None:
        facts.append((t.text("on time"), t.text("no") if record.late else t.text("yes")))
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
    reasons: Sequence[Reason],
    names: Mapping[str, str],
) -> str:
    t = Translator(language)
    before, after = (
        None if each is None else (names[each.submission], page_href(each)) for each in around
    )
    return render(
        "submission.html",
        language,
        content=replace(_content(record, language, source), who=names[record.submission]),
        reasons=[(said, href and f"../{href}") for said, href in reasons],
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


def _looks(
    records: Sequence[Record], language: Language, pairs: Sequence[Pair]
) -> dict[str, list[Reason]]:
    """The reasons, by submission."""
    t = Translator(language)
    names = _names(records)
    looks: dict[str, list[Reason]] = {
        record.submission: [(said, "") for said in reasons_to_look(record, t)] for record in records
    }
    for number, pair in enumerate(pairs):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            said = t.text(
                "{share:.0%} in common with {name}", share=pair.share, name=names.get(other, "?")
            )
            href = f"{ALIKE}#pair-{number}" if number < MOST_PAIRS else ""
            looks.setdefault(one, []).append((said, href))
    return looks


def _names(records: Sequence[Record]) -> dict[str, str]:
    return names_apart(records, NAME_CELLS)


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
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Cluster:
    """Submissions that are alike, each like another of them: who, how much at most, and the page
    where they stand side by side."""

    members: tuple[str, ...]
    share: float
    href: str


def _clusters(records: Sequence[Record], pairs: Sequence[Pair]) -> list[Cluster]:
    """Those that are alike, in one piece however many pairs they make, the closest first."""
    of: dict[str, list[int]] = {}  # by submission, the pairs of its cluster
    for number, pair in enumerate(pairs):
        joined = sorted({*of.get(pair.one, ()), *of.get(pair.other, ()), number})
        for each in joined:
            of[pairs[each].one] = of[pairs[each].other] = joined
    known = {record.submission for record in records}
    found = []
    for numbers in {tuple(each): None for each in of.values()}:
        people = {who for number in numbers for who in (pairs[number].one, pairs[number].other)}
        first = min(numbers)
        href = f"{ALIKE}#pair-{first}" if first < MOST_PAIRS else ALIKE
        found.append(Cluster(tuple(sorted(people & known)), pairs[first].share, href))
    return sorted(found, key=lambda each: -each.share)


def _class_page(
    records: Sequence[Record],
    language: Language,
    looks: Mapping[str, Sequence[Reason]],
    clusters: Sequence[Cluster],
    heading: Heading,
) -> str:
    t = Translator(language)
    names = _names(records)
    rows = {
        record.submission: _row(record, t, looks[record.submission], names[record.submission])
        for record in records
    }
    # Those that are alike have a card together.
    alone = {
        submission: [each for each in row.reasons if not each[1].startswith(ALIKE)]
        for submission, row in rows.items()
    }
    scores = [record.score for record in records if record.score is not None]
    most = max((record.max_score for record in records), default=0.0)
    statistics = check_statistics(records)
    script, digest = page_script("table")
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
        kinds={kind: t.text(words) for kind, words in HEADINGS.items()}
        | {Kind.NOT_RUN: t.text("not run")},
        misconceptions=misconceptions(records),
        graded=len(scores),
        some_late=any(row.late for row in rows.values()),
        some_again=any(row.attempt not in ("", "1") for row in rows.values()),
        looks=[replace(rows[who], reasons=reasons) for who, reasons in alone.items() if reasons],
        clusters=clusters,
        people=sum(bool(row.reasons) for row in rows.values()),
        heading=heading,
        tells=partial(tells, t=t),
        script=script,
        script_digest=digest,
        stylesheet=STYLE,
    )


def tells(discrimination: float, t: Translator) -> str:
    """How well a check tells who knows from who does not, in words (Ebel 1965)."""
    if discrimination >= 0.4:
        return t.text("tells very well")
    if discrimination >= 0.2:
        return t.text("tells")
    return t.text("tells little") if discrimination >= 0 else t.text("misleads")


def _row(record: Record, t: Translator, reasons: Sequence[Reason], who: str) -> _Row:
    return _Row(
        who=who,
        href=page_href(record, f"{FOLDER}/"),
        score=record.score,
        max_score=record.max_score,
        status=t.text(STATUSES[record.status]),
        finding=first_finding(record, t) or (reasons[0][0] if reasons else ""),
        late=record.late is True,
        attempt="" if record.attempt is None else str(record.attempt),
        reasons=reasons,
    )


def _alike_page(records: Sequence[Record], language: Language, pairs: Sequence[Pair]) -> str:
    """The pairs that share more than chance, with their passages side by side."""
    names = _names(records)
    hrefs = {record.submission: page_href(record, f"{FOLDER}/") for record in records}
    return render(
        "alike.html",
        language,
        topic=safe(records[0].topic) if records else "",
        pairs=[
            (
                [(names.get(each, "?"), hrefs.get(each, "")) for each in (pair.one, pair.other)],
                pair.share,
                [
                    (_lines(passage.one), _lines(passage.other))
                    for passage in pair.passages[:MOST_PASSAGES]
                ],
                max(0, len(pair.passages) - MOST_PASSAGES),
            )
            for pair in pairs[:MOST_PAIRS]
        ],
        count=len(pairs),
        usual=pairs[0].usual if pairs else 0.0,
        home=CLASS,
        stylesheet=STYLE,
    )


def _lines(lines: Lines) -> tuple[str, list[tuple[int, str]], bool]:
    """Where a passage stands, its lines with their numbers, and whether there are more."""
    texts = lines.text.split("\n")
    shown = [
        (number, safe(text, PASSAGE_CELLS))
        for number, text in enumerate(texts[:PASSAGE_LINES], start=lines.first)
    ]
    return f"{safe(lines.file, 60)}:{lines.first}", shown, len(texts) > PASSAGE_LINES


def _path(record: Record) -> str:
    return f"{FOLDER}/{file_name(record.submission)}.html"


def page_href(record: Record, folder: str = "") -> str:
    """What leads to the page of a submission, from a page that has it in `folder`."""
    return folder + quote(f"{file_name(record.submission)}.html")


def write_pages(files: Iterable[tuple[str, str]], out: Path, option: str = "--out") -> None:
    """Writes the files, and takes away the pages of an earlier report that are no longer there.

    Raises RunError where `out` holds anything but pages; its message names the `option`.
    """
    try:
        there = {path for path in out.rglob("*") if not path.is_dir()} if out.exists() else set()
        strange = sorted(path for path in there if path.suffix != ".html" and path.name != STYLE)
        if strange or (out.exists() and not out.is_dir()):
            raise RunError(f"{strange[0] if strange else out} is no page: choose a new {option}")
        for name, text in files:
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode("utf-8"))
            there.discard(path)
        for path in there:
            path.unlink()
    except OSError as error:
        raise RunError(f"{out} can't be written: {error.strerror or error}") from None
