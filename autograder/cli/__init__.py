"""The command line: which command does what. No logic of its own.

Exit codes: 0 all right, 1 the submission falls short, 2 it could not be read, 3 our fault.
"""

import itertools
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from autograder import __version__

if TYPE_CHECKING:
    from autograder.collect.choose import Attempt
    from autograder.execution.sandbox.isolation import Isolation
    from autograder.grading.late import LatePolicy
    from autograder.lms.push import Target
    from autograder.presentation.messages import Language

OK, SHORT, UNREADABLE, OUR_FAULT = 0, 1, 2, 3

EXISTING = click.Path(path_type=Path)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"autograder: {message}", err=True)
    raise SystemExit(code)


def _guarded(function: Callable[..., int | None]) -> Callable[..., None]:
    """Ends the process with the command's exit code; says errors in a line, never a traceback."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        from autograder.execution.sandbox.isolation import MissingLayer
        from autograder.judge.suite import SuiteError
        from autograder.model.topic import TopicError

        try:
            code = function(*args, **kwargs)
        except (TopicError, SuiteError, MissingLayer) as error:
            _fail(str(error), OUR_FAULT)
        except KeyboardInterrupt:
            _fail("stopped", OUR_FAULT)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = OK
        except Exception as error:
            if os.environ.get("AUTOGRADER_DEBUG"):
                raise
            where = type(error).__name__
            _fail(
                f"this is our fault, not yours: {where}: {error}"
                " (AUTOGRADER_DEBUG=1 shows where; please report it)",
                OUR_FAULT,
            )
        raise SystemExit(code or OK)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Grades a deep-learning course: right, unforgeable, fast, and it teaches."""


def _command(
    *options: Callable[[Any], Any], name: str | None = None, group: click.Group = main
) -> Callable[[Any], Any]:
    """A command of `group` with these options, guarded."""

    def register(function: Callable[..., int | None]) -> Any:
        command: Any = _guarded(function)
        for option in reversed(options):
            command = option(command)
        return group.command(name or function.__name__.replace("_", "-"))(command)

    return register


LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    help="Language (default: AUTOGRADER_LANG, else the system's).",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Submissions graded at once.",
)
ISOLATION = click.option(
    "--isolation",
    type=click.Choice(["bubblewrap", "base", "container", "none"]),
    help="Less isolation than this machine has, by name (see `autograder doctor`).",
)
CLUSTER = click.option(
    "--cluster", metavar="tcp://…", help="Grade on this Dask cluster instead (see docs/cluster.md)."
)
LATE = (
    click.option(
        "--late-penalty",
        type=float,
        metavar="PERCENT",
        help="Of the points earned, taken off for each day begun. Only if the LMS takes nothing.",
    ),
    click.option("--late-cap", type=float, metavar="PERCENT", help="At most so much in all."),
    click.option("--due", metavar="TIME", help="Where the download does not say how late."),
)


def _late_policy(penalty: float | None, cap: float | None, due: str | None) -> "LatePolicy | None":
    from autograder.grading.late import LateError, LatePolicy

    if penalty is None:
        if cap is not None or due:
            raise LateError("--late-cap and --due belong to a --late-penalty")
        return None
    return LatePolicy(percent_per_day=penalty, cap=100.0 if cap is None else cap, due=due or "")


def _tell_isolation(arrangement: "Isolation") -> None:
    for missing in arrangement.missing:
        click.echo(f"Graded in {arrangement.name}, without {missing}", err=True)


def _attempt(text: str) -> "Attempt":
    from autograder.collect import CollectError

    if text in ("last", "best"):
        return cast("Attempt", text)
    if text.isdecimal() and 0 < int(text) < 10_000:
        return int(text)
    raise CollectError(f"--attempt is last, best or a number from 1, and not {text!r}")


@_command(LANGUAGE)
def topics(lang: str | None) -> int:
    """List the topics found here, with their exercises and points."""
    from autograder.model.submission import Problem
    from autograder.model.topic import find_topics
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal import make_console, say_problem, topics_table

    console = make_console()
    translator = Translator(choose_language(lang))
    found = find_topics()
    if not found:
        say_problem(console, Problem(kind="no_topics"), translator)
        return UNREADABLE
    console.print(topics_table(found, translator))
    return OK


@_command(
    click.argument("what", required=False, metavar="[TOPIC or FILE]"),
    LANGUAGE,
    click.option("--all", "all_failures", is_flag=True, help="Show every failure in full."),
    click.option("--hint", is_flag=True, help="Open the next hint for what fails first."),
    click.option("--watch", is_flag=True, help="Check again whenever the file is saved."),
)
def check(what: str | None, lang: str | None, all_failures: bool, hint: bool, watch: bool) -> int:
    """Check your own work with the public checks, as often as you like."""
    from autograder.judge.oracle import DamagedHandoutError
    from autograder.model.submission import Problem
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal import SelfCheckPrinter, make_console, say_problem
    from autograder.selfcheck.check import NothingToCheck, SelfCheck, check_once, find_work
    from autograder.selfcheck.hints import Ladder
    from autograder.selfcheck.watch import watch_work

    console = make_console()
    translator = Translator(choose_language(lang))
    try:
        topic, path = find_work(what, Path.cwd())
    except NothingToCheck as error:
        say_problem(console, error.problem, translator)
        return UNREADABLE
    said = ["autograder", "check", *([what] if what else []), *(["--lang", lang] if lang else [])]
    command = shlex.join(said) if os.name == "posix" else subprocess.list2cmdline(said)
    printer = SelfCheckPrinter(
        console,
        topic,
        translator,
        all_failures=all_failures,
        command=command,
        hints=Ladder(topic),
    )
    self_check = SelfCheck(topic, path)
    try:
        if watch:
            return watch_work(self_check, printer)
        return check_once(self_check, printer, open_hint=hint)
    except DamagedHandoutError as error:
        problem = Problem(kind="damaged_handout", data={"file": error.file})
        say_problem(console, problem, translator)
        return OUR_FAULT
    finally:
        self_check.close()


@_command(
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
    from autograder.collect import CollectError, collect
    from autograder.grading.grade import grade_best, grade_class
    from autograder.grading.gradebook import Gradebook, RunError
    from autograder.grading.late import LateError
    from autograder.grading.late import check as check_late
    from autograder.model.topic import find_topic
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal import (
        GradeProgress,
        collection_table,
        make_console,
        results_summary,
        results_table,
    )

    translator = Translator(choose_language(lang))
    console = make_console()
    topic = find_topic(topic_name)
    if topic.course is None:
        _fail("grading needs the course: a handout has no hidden suite", OUR_FAULT)
    try:
        late = _late_policy(late_penalty, late_cap, due)
        chosen = _attempt(attempt)
        collection = collect(submissions, topic.assignment, roster=roster, attempt=chosen)
        if late is not None:
            check_late(late, collection.submissions)
        run_class = grade_class
        if chosen == "best":
            run_class = partial(grade_best, earlier=collection.earlier)
    except (CollectError, LateError) as error:
        _fail(str(error), UNREADABLE)
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
                on_isolation=_tell_isolation,
                on_start=progress.start,
                on_record=progress.record,
            )
        with Gradebook(out, write=False) as gradebook:
            console.print(results_table(gradebook.records(), translator))
            console.print(results_summary(gradebook.records(), out, translator))
            records = list(itertools.islice(gradebook.records(), 2))
    except RunError as error:
        _fail(str(error), OUR_FAULT)
    if summary.left:
        click.echo(translator.text("The same command again goes on where this stopped."))
        return OUR_FAULT
    alone = submissions.is_file() and submissions.suffix in (".py", ".ipynb")
    if alone and len(records) == 1:
        if records[0].score is None:
            return UNREADABLE
        return OK if records[0].score >= records[0].max_score else SHORT
    return OK


@_command(
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
    from autograder.presentation.terminal import GradeProgress, make_console, regrade_report

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
                on_isolation=_tell_isolation,
                on_start=progress.start,
                on_record=progress.record,
            )
    except RunError as error:
        _fail(str(error), OUR_FAULT)
    console.print(regrade_report(result, translator))
    if result.summary.left:
        click.echo(translator.text("The same command again goes on where this stopped."))
        return OUR_FAULT
    return OK


@_command(
    click.argument("run", type=EXISTING),
    click.argument("submission"),
    click.option("--score", type=float, required=True, help="The points that it gets."),
    click.option("--why", required=True, help="The reason; the student reads it."),
)
def override(run: Path, submission: str, score: float, why: str) -> int:
    """Give SUBMISSION of RUN its points by hand; they stay, whatever is graded again."""
    from autograder.grading.gradebook import RunError
    from autograder.grading.regrade import override as give

    try:
        record = give(run, submission, score, why)
    except RunError as error:
        _fail(str(error), UNREADABLE)
    before = record.adjustments[-1].before
    was = "no score" if before is None else f"{before:g}"
    click.echo(f"{submission}: {was} → {record.score:g} of {record.max_score:g}")
    return OK


@_command(
    click.argument("run", type=EXISTING),
    click.option("--all", "every", is_flag=True, help="Show every passage of every pair."),
    click.option("--json", "json_path", type=EXISTING, help="Also write the pairs as JSON."),
    LANGUAGE,
)
def similar(run: Path, every: bool, json_path: Path | None, lang: str | None) -> int:
    """Show which submissions of RUN share more than chance: a hint to look, never a verdict."""
    import msgspec

    from autograder.grading.gradebook import RunError, load_run
    from autograder.grading.similar import SimilarError, similar_pairs
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal import make_console, similar_report

    try:
        topic, records, sources = load_run(run)
        pairs = similar_pairs(sources, topic.starter.read_text(encoding="utf-8"))
    except RunError as error:
        _fail(str(error), UNREADABLE)
    except SimilarError as error:
        _fail(str(error), OUR_FAULT)
    if json_path is not None:
        json_path.write_bytes(msgspec.json.format(msgspec.json.encode(pairs), indent=1))
    console = make_console()
    translator = Translator(choose_language(lang))
    console.print(similar_report(pairs, records, translator, console.width, every))
    return OK


@_command(
    click.argument("run", type=EXISTING),
    click.option("--out", type=EXISTING, help="The pages' folder (default: RUN/report)."),
    click.option(
        "--student-feedback", type=EXISTING, help="Also write a file for each student here."
    ),
    click.option(
        "--lang",
        type=click.Choice(["en", "es"]),
        help="Language (default: AUTOGRADER_LANG, else the system's; students get both).",
    ),
)
def report(run: Path, out: Path | None, student_feedback: Path | None, lang: str | None) -> int:
    """Write RUN as pages: the class, a page a submission, feedback for each student."""
    from autograder.grading.gradebook import RunError, load_run
    from autograder.grading.similar import SimilarError, similar_pairs
    from autograder.presentation.messages import choose_language
    from autograder.presentation.report import write_feedback, write_report

    language = choose_language(lang)
    try:
        topic, records, sources = load_run(run)
        try:
            pairs = similar_pairs(sources, topic.starter.read_text(encoding="utf-8"))
        except SimilarError as error:
            click.echo(f"who is like whom is not in the report: {error}", err=True)
            pairs = []
        click.echo(write_report(records, out or run / "report", language, sources, pairs))
        if student_feedback is not None:
            other: Language = "en" if language == "es" else "es"
            languages = [language] if lang else [language, other]
            count = write_feedback(records, student_feedback, languages, sources)
            click.echo(f"{student_feedback}: {count} files, one for each submission")
    except RunError as error:
        _fail(str(error), UNREADABLE)
    return OK


@_command(
    click.argument("run", type=EXISTING),
    click.option("--to", "format_name", required=True, metavar="FORMAT"),
    click.option("--template", type=EXISTING, help="The file that you downloaded from the LMS."),
    click.option("--out", type=EXISTING, required=True, help="A file, a folder or a .zip."),
    click.option("--item", default="", help="What is graded there: a column, an id number."),
    click.option("--points", type=float, help="The maximum there, where the template has none."),
    LANGUAGE,
)
def export(
    run: Path,
    format_name: str,
    template: Path | None,
    out: Path,
    item: str,
    points: float | None,
    lang: str | None,
) -> int:
    """Write the grades of RUN for an LMS: csv, json, moodle, canvas, gradescope …"""
    from autograder.grading.gradebook import RunError, load_records
    from autograder.lms.export import ExportError, Options, export_run
    from autograder.presentation.messages import choose_language

    try:
        options = Options(language=choose_language(lang), item=item, points=points)
        export = export_run(load_records(run), format_name, template, out, options)
    except (ExportError, RunError) as error:
        _fail(str(error), UNREADABLE)
    click.echo(f"{out}: {export.counts}")
    for note in export.notes:
        click.echo(f"  {note}")
    return OK


@_command(
    click.argument("run", type=EXISTING),
    click.option("--to", "system", type=click.Choice(["canvas", "moodle"]), required=True),
    click.option("--url", required=True, help="The address of the LMS."),
    click.option("--course", required=True, help="The course's number in its address."),
    click.option("--assignment", required=True, help="The assignment's number in its address."),
    click.option("--class-list", type=EXISTING, help="Moodle's worksheet, for e-mail addresses."),
    click.option("--dry-run", is_flag=True, help="Say what would be sent; send nothing."),
    LANGUAGE,
)
def push(
    run: Path,
    system: str,
    url: str,
    course: str,
    assignment: str,
    class_list: Path | None,
    dry_run: bool,
    lang: str | None,
) -> int:
    """Send the grades and feedback of RUN over an LMS's API; the token is in AUTOGRADER_TOKEN."""
    from autograder.lms.push import Target
    from autograder.presentation.messages import choose_language

    token = os.environ.get("AUTOGRADER_TOKEN", "")
    if not token:
        _fail("put the token of the LMS into the environment as AUTOGRADER_TOKEN", UNREADABLE)

    def target() -> Target:
        if system == "canvas":
            from autograder.lms.push.canvas import CanvasAssignment

            return CanvasAssignment(url, token, course, assignment)
        from autograder.lms.push.moodle import MoodleAssignment

        return MoodleAssignment(url, token, course, assignment)

    return _push(target, run, class_list, choose_language(lang), dry_run)


def _push(
    target: "Callable[[], Target]",
    run: Path,
    class_list: Path | None,
    language: "Language",
    dry_run: bool,
) -> int:
    """Sends the grades of `run` to what `target` opens, and says how that went."""
    from autograder.grading.gradebook import RunError, load_records
    from autograder.lms.export import ExportError
    from autograder.lms.push import PushError
    from autograder.lms.push import push as send

    try:
        pushed = send(
            target(),
            load_records(run),
            run,
            class_list=class_list.read_bytes() if class_list else None,
            language=language,
            dry_run=dry_run,
        )
    except (PushError, ExportError, RunError, OSError) as error:
        _fail(str(error), UNREADABLE)
    click.echo(f"{'would send' if dry_run else 'sent'}: {pushed}")
    for line in (*pushed.refused, *pushed.missing, *pushed.notes):
        click.echo(f"  {line}")
    return SHORT if pushed.refused else OK


@main.group()
def lti() -> None:
    """Send scores to a course's gradebook over LTI 1.3, as a tool that the LMS knows."""


@_command(
    click.argument("run", type=EXISTING),
    click.option("--settings", type=EXISTING, required=True, help="TOML; see the manual."),
    click.option("--class-list", type=EXISTING, help="Moodle's worksheet, for e-mail addresses."),
    click.option("--dry-run", is_flag=True, help="Say what would be sent; send and make nothing."),
    LANGUAGE,
    name="push",
    group=lti,
)
def lti_push(
    run: Path, settings: Path, class_list: Path | None, dry_run: bool, lang: str | None
) -> int:
    """Send the scores of RUN; the line item is found by its tag, or made."""
    from autograder.grading.gradebook import RunError, load_records
    from autograder.lms.push import PushError
    from autograder.lms.push.lti import LtiLineItem, read_settings
    from autograder.presentation.messages import choose_language

    def target() -> LtiLineItem:
        try:
            records = load_records(run)
        except RunError as error:
            raise PushError(str(error)) from None
        if not records:
            raise PushError("the run has no records; grade the class first")
        about, key = read_settings(settings)
        topic, points = records[0].topic, records[0].max_score
        return LtiLineItem(
            about, key, tag=f"autograder-{topic}", label=topic, points=points, create=not dry_run
        )

    return _push(target, run, class_list, choose_language(lang), dry_run)


@_command(
    click.argument("file", type=EXISTING),
    name="new-key",
    group=lti,
)
def lti_new_key(file: Path) -> int:
    """Write a new private key to FILE and print the public one, as a JWK, for the LMS."""
    from autograder.lms.push import PushError
    from autograder.lms.push.lti import new_key

    try:
        click.echo(new_key(file))
    except PushError as error:
        _fail(str(error), UNREADABLE)
    return OK


@_command(
    click.argument("topics", nargs=-1, required=True),
    click.option("--out", type=EXISTING, required=True, help="A new folder."),
    click.option(
        "--lang",
        type=click.Choice(["en", "es"]),
        default="en",
        show_default=True,
        help="Of the starters and notebooks; the statements are there in both.",
    ),
)
def handout(topics: tuple[str, ...], out: Path, lang: "Language") -> int:
    """Build what students get of TOPICS: statement, starter, public checks, notebook."""
    from autograder.authoring.handout import build_handout
    from autograder.model.topic import find_topic

    build_handout([find_topic(name) for name in topics], out, lang)
    click.echo(f"{out}: {', '.join(topics)}. Hand out the whole folder.")
    return OK


@_command(
    click.argument("topic"),
    click.option("--for", "system", type=click.Choice(["gradescope", "otter"]), required=True),
    click.option("--out", type=EXISTING, required=True, help="The zip to write."),
    *LATE,
    LANGUAGE,
)
def package(
    topic: str,
    system: str,
    out: Path,
    late_penalty: float | None,
    late_cap: float | None,
    due: str | None,
    lang: str | None,
) -> int:
    """Pack TOPIC as an autograder.zip that grades on Gradescope, or with `otter run`."""
    from autograder.grading.late import LateError
    from autograder.lms.package import new_settings
    from autograder.model.topic import find_topic
    from autograder.presentation.messages import choose_language

    found = find_topic(topic)
    try:
        late = _late_policy(late_penalty, late_cap, due)
        settings = new_settings(found, choose_language(lang), late)
    except LateError as error:
        _fail(str(error), UNREADABLE)
    if system == "gradescope":
        from autograder.lms.package.gradescope import gradescope_package

        gradescope_package(found, out, settings)
        click.echo(f"{out}: upload it on Gradescope under Configure Autograder (at least 1.5 GB).")
    else:
        from autograder.lms.package.otter_bridge import otter_package

        otter_package(found, out, settings)
        click.echo(f"{out}: try it with `otter run -a {out} {found.assignment.file}`.")
    click.echo("It holds the hidden suite and the solutions: not for students.")
    return OK


@_command(click.argument("topic"))
def new(topic: str) -> int:
    """Begin a new TOPIC: write its folders, runnable, failing as "not written"."""
    from autograder.authoring.new import new_topic

    for path in new_topic(topic):
        click.echo(path)
    click.echo(f"Next: write the statement and the suite, then `autograder verify {topic}`.")
    return OK


@_command(
    click.argument("topics", nargs=-1),
    WORKERS,
    ISOLATION,
    click.option("--seed", type=int, default=1, show_default=True, help="Seed of the inputs."),
    click.option("--mutate", is_flag=True, help="Also grade every mutant of the reference."),
    click.option("--calibrate", is_flag=True, help="Measure the training checks again."),
    click.option("--json", "json_path", type=EXISTING, help="Also write the report as JSON."),
)
def verify(
    topics: tuple[str, ...],
    workers: int,
    isolation: str | None,
    seed: int,
    mutate: bool,
    calibrate: bool,
    json_path: Path | None,
) -> int:
    """Check the course itself: starters, references, alternatives, wrong answers, secrecy."""
    from autograder.authoring.course_report import encode_reports, prove, tables
    from autograder.model.topic import find_course, find_topic, find_topics
    from autograder.presentation.terminal import make_console

    if find_course() is None:
        _fail("no course here: verify needs assignments/ and solutions/", UNREADABLE)
    reports = []
    for topic in [find_topic(name) for name in topics] if topics else find_topics():
        click.echo(topic.name)
        reports.append(
            prove(
                topic,
                workers=workers,
                seed=seed,
                isolation=isolation,
                mutate=mutate,
                calibrate=calibrate,
                tell=click.echo,
            )
        )
    if json_path is not None:
        json_path.write_bytes(encode_reports(reports))
    console = make_console()
    for table in tables(reports):
        console.print(table)
    bad = sum(not finding.ok for report in reports for finding in report.findings)
    total = sum(len(report.findings) for report in reports)
    click.echo(f"{total} findings, {bad} of them not as they should be")
    return SHORT if bad else OK


@_command()
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
        return OUR_FAULT
    click.echo(f"Grading will use: {isolation.name}")
    return OK


if __name__ == "__main__":
    main()
