"""The commands of teachers: a class graded, graded anew, looked at, reported."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from autograder.cli.common import (
    CLUSTER,
    EXISTING,
    ISOLATION,
    LANGUAGE,
    LATE,
    OK,
    OUR_FAULT,
    SHORT,
    UNREADABLE,
    WORKERS,
    command,
    fail,
    late_policy,
    require_extra,
    tell_isolation,
)

if TYPE_CHECKING:
    from autograder.collect.choose import Attempt
    from autograder.grading.course_table import CourseTable
    from autograder.grading.gradebook import RunError
    from autograder.model.record import Record
    from autograder.presentation.messages import Language

WEIGHT = click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="TOPIC=NUMBER",
    help="How much a topic counts in the total (default: 1 each).",
)


def _attempt(text: str) -> "Attempt":
    from autograder.collect import CollectError

    if text in ("last", "best"):
        return cast("Attempt", text)
    if text.isdecimal() and 0 < int(text) < 10_000:
        return int(text)
    raise CollectError(f"--attempt is last, best or a number from 1, and not {text!r}")


def _whose(error: "RunError") -> int:
    """The exit code of a run that could not be carried out."""
    from autograder.grading.gradebook import MachineError

    return OUR_FAULT if isinstance(error, MachineError) else UNREADABLE


@command(
    click.argument("submissions", type=EXISTING),
    click.option("--topic", "topic_name", required=True, metavar="TOPIC"),
    click.option("--out", type=EXISTING, required=True, help="The run's folder; again: goes on."),
    WORKERS,
    click.option("--seed", type=int, help="Seed of the hidden inputs (default: drawn)."),
    click.option("--roster", type=EXISTING, help="CSV of the class, or Moodle's worksheet."),
    click.option(
        "--attempt",
        default="last",
        show_default=True,
        metavar="last|best|N",
        help="Which one, where the download has several of a person.",
    ),
    *LATE,
    ISOLATION,
    CLUSTER,
    LANGUAGE,
)
def grade(
    submissions: Path,
    topic_name: str,
    out: Path,
    workers: int,
    seed: int | None,
    roster: Path | None,
    attempt: str,
    late_penalty: float | None,
    late_cap: float | None,
    due: str | None,
    isolation: str | None,
    cluster: str | None,
    lang: str | None,
) -> int:
    """Grade SUBMISSIONS: a file, a folder, a zip, or what an LMS let you download."""
    require_extra("teacher")

    from autograder.collect import CollectError, collect
    from autograder.grading.best import grade_best
    from autograder.grading.grade import grade_class, refuse_conflict
    from autograder.grading.gradebook import Gradebook, RunError
    from autograder.grading.late import LateError
    from autograder.grading.late import check as check_late
    from autograder.model.topic import find_topic
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.grading import (
        GradeProgress,
        collection_table,
        results_summary,
        results_table,
    )
    from autograder.presentation.terminal.layout import make_console

    translator = Translator(choose_language(lang))
    console = make_console()
    topic = find_topic(topic_name)
    if topic.course is None:
        fail("grading needs the course: a handout has no hidden suite", UNREADABLE)
    try:
        refuse_conflict(out, topic, seed)
        late = late_policy(late_penalty, late_cap, due)
        chosen = _attempt(attempt)
        collection = collect(submissions, topic.assignment, roster=roster, attempt=chosen)
        if late is not None:
            check_late(late, collection.submissions)
        run_class = grade_class
        if chosen == "best":
            run_class = partial(grade_best, earlier=collection.earlier)
    except (CollectError, LateError, RunError) as error:
        fail(str(error), UNREADABLE)
    console.print(collection_table(collection, translator))

    try:
        with GradeProgress(console, translator) as progress:
            summary = run_class(
                topic,
                collection.submissions,
                out,
                workers=workers,
                seed=seed,
                isolation=isolation,
                late=late,
                cluster=cluster,
                on_isolation=tell_isolation,
                on_changes=progress.changes,
                on_start=progress.start,
                on_record=progress.record,
            )
        with Gradebook(out, write=False) as gradebook:
            console.print(results_table(gradebook.records(), translator))
            console.print(results_summary(gradebook.records(), out, translator))
            records = list(itertools.islice(gradebook.records(), 2))
    except RunError as error:
        fail(str(error), _whose(error))
    if summary.left:
        click.echo(translator.text("The same command again goes on where this stopped."))
        return UNREADABLE if summary.interrupted else OUR_FAULT
    alone = submissions.is_file() and submissions.suffix in (".py", ".ipynb")
    if alone and len(records) == 1:
        if records[0].score is None:
            return UNREADABLE
        return OK if records[0].score >= records[0].max_score else SHORT
    return OK


@command(
    click.argument("run", type=EXISTING),
    WORKERS,
    ISOLATION,
    CLUSTER,
    LANGUAGE,
)
def regrade(
    run: Path, workers: int, isolation: str | None, cluster: str | None, lang: str | None
) -> int:
    """Grade RUN anew after its suite changed: only what the change can touch is run again."""
    from autograder.grading.gradebook import RunError
    from autograder.grading.regrade import regrade as grade_anew
    from autograder.grading.regrade import topic_of
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.grading import GradeProgress
    from autograder.presentation.terminal.layout import make_console
    from autograder.presentation.terminal.regrade import regrade_report

    translator = Translator(choose_language(lang))
    console = make_console()
    try:
        with GradeProgress(console, translator) as progress:
            result = grade_anew(
                run,
                topic_of(run),
                workers=workers,
                isolation=isolation,
                cluster=cluster,
                on_isolation=tell_isolation,
                on_start=progress.start,
                on_record=progress.record,
            )
    except RunError as error:
        fail(str(error), _whose(error))
    console.print(regrade_report(result, translator))
    if result.summary.left:
        click.echo(translator.text("The same command again goes on where this stopped."))
        return UNREADABLE if result.summary.interrupted else OUR_FAULT
    return OK


@command(
    click.argument("run", type=EXISTING),
    click.argument("who"),
    click.option("--score", type=float, required=True, help="The points that it gets."),
    click.option("--why", required=True, help="The reason; the student reads it."),
    click.option("--exercise", default="", help="Of this exercise alone, not of the whole."),
)
def override(run: Path, who: str, score: float, why: str, exercise: str) -> int:
    """Give WHO in RUN points by hand; they stay, whatever is graded again."""
    from autograder.grading.adjustments import by_hand
    from autograder.grading.gradebook import RunError
    from autograder.grading.regrade import override as give

    try:
        record = give(run, who, score, why, exercise)
    except RunError as error:
        fail(str(error), UNREADABLE)
    given = next(
        each for each in by_hand(record) if each.exercise == exercise and each.why == why.strip()
    )
    if exercise:
        click.echo(f"{record.submission}: {exercise} {score:g} of its points")
    was = "no score" if given.before is None else f"{given.before:g}"
    click.echo(f"{record.submission}: {was} → {record.score:g} of {record.max_score:g}")
    return OK


@command(
    click.argument("runs", type=EXISTING, nargs=-1, required=True),
    click.option("--out", type=EXISTING, required=True, help="The table to write, a CSV."),
    WEIGHT,
)
def gradebook(runs: tuple[Path, ...], out: Path, weights: tuple[str, ...]) -> int:
    """Put the grades of several RUNS, one a topic, into one table, with a total."""
    from autograder.grading.gradebook import RunError, write_whole

    try:
        records, table = _course(runs, weights)
    except RunError as error:
        fail(str(error), UNREADABLE)
    write_whole(out, table.csv.encode("utf-8"))
    click.echo(f"{out}: {len(table.people)} people, {', '.join(records)}")
    for note in table.notes:
        click.echo(f"  {note}")
    return OK


def _course(
    runs: Sequence[Path], weights: Sequence[str]
) -> "tuple[dict[str, Sequence[Record]], CourseTable]":
    """The records of the runs, by topic, and everybody's points. Raises RunError."""
    from autograder.grading.course_table import by_topic, course_table
    from autograder.grading.gradebook import load_records

    records = by_topic((run, load_records(run)) for run in runs)
    return records, course_table(records, dict(map(_weight, weights)))


def _weight(text: str) -> tuple[str, float]:
    from autograder.grading.gradebook import RunError

    topic, _, number = text.rpartition("=")
    try:
        return topic, float(number)
    except ValueError:
        raise RunError(f"--weight is TOPIC=NUMBER, such as gru=2, and not {text!r}") from None


@command(
    click.argument("run", type=EXISTING),
    click.option("--all", "every", is_flag=True, help="Show every passage of every pair."),
    click.option("--json", "json_path", type=EXISTING, help="Also write the pairs as JSON."),
    LANGUAGE,
)
def similar(run: Path, every: bool, json_path: Path | None, lang: str | None) -> int:
    """Show which submissions of RUN share more than chance: a hint to look, never a verdict."""
    require_extra("teacher")

    import msgspec

    from autograder.grading.gradebook import RunError, load_run, write_whole
    from autograder.grading.similar import similar_pairs
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.layout import make_console
    from autograder.presentation.terminal.similar import similar_report

    try:
        topic, records, sources = load_run(run)
        pairs = similar_pairs(sources, topic.starter.read_text(encoding="utf-8"))
    except RunError as error:
        fail(str(error), UNREADABLE)
    if json_path is not None:
        write_whole(json_path, msgspec.json.format(msgspec.json.encode(pairs), indent=1))
    console = make_console()
    translator = Translator(choose_language(lang))
    console.print(similar_report(pairs, records, translator, console.width, every))
    return OK


@command(
    click.argument("runs", type=EXISTING, nargs=-1, required=True),
    click.option("--out", type=EXISTING, help="The pages' folder (default: RUN/report)."),
    click.option(
        "--student-feedback", type=EXISTING, help="Also write a file for each student here."
    ),
    WEIGHT,
    click.option(
        "--lang",
        type=click.Choice(["en", "es"]),
        help="Language (default: AUTOGRADER_LANG, else the system's; students get both).",
    ),
)
def report(
    runs: tuple[Path, ...],
    out: Path | None,
    student_feedback: Path | None,
    weights: tuple[str, ...],
    lang: str | None,
) -> int:
    """Write a run as pages: the class, a page a submission, feedback for each student.

    Of several RUNS, one a topic, write the course as well: everybody's points in every topic.
    """
    require_extra("teacher")

    from autograder.grading.gradebook import RunError
    from autograder.model.topic import find_topic
    from autograder.presentation.messages import choose_language
    from autograder.presentation.report import write_course

    language = choose_language(lang)
    folder = out or runs[0] / "report"
    if len(runs) > 1 and out is None:
        fail("a report of several runs needs a folder of its own: name it with --out", UNREADABLE)
    if len(runs) == 1 and weights:
        fail("--weight is for a report of several runs", UNREADABLE)
    try:
        if len(runs) == 1:
            _report_class(runs[0], folder, student_feedback, language, both=not lang)
            return OK
        records, table = _course(runs, weights)
        topics = {find_topic(name): each for name, each in records.items()}
        click.echo(write_course(topics, table, folder, language))
        for note in table.notes:
            click.echo(f"  {note}")
        for run, name in zip(runs, records, strict=True):
            feedback = student_feedback / name if student_feedback else None
            _report_class(run, folder / name, feedback, language, both=not lang)
    except RunError as error:
        fail(str(error), UNREADABLE)
    return OK


def _report_class(
    run: Path, out: Path, student_feedback: Path | None, language: "Language", *, both: bool
) -> None:
    """The pages of one run, and what its students get: in both languages, or in this one."""
    from autograder.grading.gradebook import DATABASE, load_run
    from autograder.grading.similar import similar_pairs
    from autograder.presentation.report import Heading, write_feedback, write_report

    topic, records, sources = load_run(run)
    pairs = similar_pairs(sources, topic.starter.read_text(encoding="utf-8"))
    graded = datetime.fromtimestamp((run / DATABASE).stat().st_mtime)
    heading = Heading(topic.assignment.title[language], f"{graded:%Y-%m-%d %H:%M}")
    click.echo(write_report(records, out, language, sources, pairs, heading))
    if student_feedback is not None:
        other: Language = "en" if language == "es" else "es"
        languages = [language, other] if both else [language]
        count = write_feedback(
            records, student_feedback, languages, sources, option="--student-feedback"
        )
        click.echo(f"{student_feedback}: {count} files, one for each submission")


@command()
def doctor() -> int:
    """Say which layers of the sandbox this machine has, and what grading will do."""
    from autograder.execution.sandbox.isolation import MissingLayer, choose
    from autograder.execution.sandbox.preflight import report

    for status in report():
        click.echo(f"{'✓' if status.present else '✗'} {status.name} {status.reason}".rstrip())
        if not status.present:
            click.echo(f"    {status.remedy}\n    {status.effect}")
    try:
        isolation = choose()
    except MissingLayer as missing:
        click.echo(f"Grading is refused here: {missing}")
        return UNREADABLE
    click.echo(f"Grading will use: {isolation.name}")
    return OK
