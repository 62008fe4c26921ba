"""The command line: which command does what. No logic of its own.

Exit codes: 0 all right, 1 the submission falls short, 2 it could not be read, 3 our fault.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from autograder import __version__

if TYPE_CHECKING:
    from autograder.sandbox.isolation import Isolation

OK, SHORT, UNREADABLE, OUR_FAULT = 0, 1, 2, 3

EXISTING = click.Path(path_type=Path)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"autograder: {message}", err=True)
    raise SystemExit(code)


def _guarded(function: Callable[..., int | None]) -> Callable[..., None]:
    """Ends the process with the command's exit code; says errors in a line, never a traceback."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        from autograder.sandbox.isolation import MissingLayer
        from autograder.suite import SuiteError
        from autograder.topic import TopicError

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


def _command(*options: Callable[[Any], Any], name: str | None = None) -> Callable[[Any], Any]:
    """A command of `main` with these options, guarded."""

    def register(function: Callable[..., int | None]) -> Any:
        command: Any = _guarded(function)
        for option in reversed(options):
            command = option(command)
        return main.command(name or function.__name__.replace("_", "-"))(command)

    return register


LANGUAGE = click.option(
    "--lang", type=click.Choice(["en", "es"]), help="Language (default: that of the system)."
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


@_command(LANGUAGE)
def topics(lang: str | None) -> int:
    """List the topics found here, with their exercises and points."""
    from autograder.messages import Translator, choose_language
    from autograder.terminal import make_console, topics_table
    from autograder.topic import find_topics

    found = find_topics()
    if not found:
        _fail("no topics here: go to the folder of a course or of a handout", UNREADABLE)
    translator = Translator(choose_language(lang))
    make_console().print(topics_table(found, translator))
    return OK


@_command(
    click.argument("what", required=False, metavar="[TOPIC or FILE]"),
    LANGUAGE,
    click.option("--all", "all_failures", is_flag=True, help="Show every failure in full."),
)
def check(what: str | None, lang: str | None, all_failures: bool) -> int:
    """Check your own work with the public checks, as often as you like."""
    from autograder.messages import Translator, choose_language
    from autograder.selfcheck import SelfCheck, find_work
    from autograder.terminal import make_console

    topic, path = find_work(what, Path.cwd())
    command = " ".join(["autograder check", what or "", f"--lang {lang}" if lang else ""]).strip()
    translator = Translator(choose_language(lang))
    self_check = SelfCheck(topic, path, make_console(), translator, " ".join(command.split()))
    try:
        return self_check.run(all_failures)
    finally:
        self_check.close()


@_command(
    click.argument("submissions", type=EXISTING),
    click.option("--topic", "topic_name", required=True, metavar="TOPIC"),
    click.option("--out", type=EXISTING, required=True, help="The run's folder; again: goes on."),
    WORKERS,
    click.option("--seed", type=int, help="Seed of the hidden inputs (default: drawn)."),
    click.option("--roster", type=EXISTING, help="CSV of the class, or Moodle's worksheet."),
    ISOLATION,
    LANGUAGE,
)
def grade(
    submissions: Path,
    topic_name: str,
    out: Path,
    workers: int,
    seed: int | None,
    roster: Path | None,
    isolation: str | None,
    lang: str | None,
) -> int:
    """Grade SUBMISSIONS: a file, a folder, a zip, or what an LMS let you download."""
    from autograder.collect import CollectError, collect
    from autograder.grade import grade_class
    from autograder.gradebook import RunError, load_records
    from autograder.messages import Translator, choose_language
    from autograder.terminal import (
        GradeProgress,
        collection_table,
        make_console,
        results_summary,
        results_table,
    )
    from autograder.topic import find_topic

    translator = Translator(choose_language(lang))
    console = make_console()
    topic = find_topic(topic_name)
    if topic.course is None:
        _fail("grading needs the course: a handout has no hidden suite", OUR_FAULT)
    try:
        collection = collect(submissions, topic.assignment, roster=roster)
    except CollectError as error:
        _fail(str(error), UNREADABLE)
    console.print(collection_table(collection, translator))

    def tell_isolation(arrangement: "Isolation") -> None:
        for missing in arrangement.missing:
            click.echo(f"Graded in {arrangement.name}, without {missing}", err=True)

    try:
        with GradeProgress(console, translator) as progress:
            summary = grade_class(
                topic,
                collection.submissions,
                out,
                workers=workers,
                seed=seed,
                isolation=isolation,
                on_isolation=tell_isolation,
                on_start=progress.start,
                on_record=progress.record,
            )
        records = load_records(out)
    except RunError as error:
        _fail(str(error), OUR_FAULT)
    console.print(results_table(records, translator))
    console.print(results_summary(records, out, translator))
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
    from autograder.export import ExportError, Options, export_run
    from autograder.gradebook import RunError, load_records
    from autograder.messages import choose_language

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
    from autograder.export import ExportError
    from autograder.gradebook import RunError, load_records
    from autograder.messages import choose_language
    from autograder.push import PushError, Target
    from autograder.push import push as send

    token = os.environ.get("AUTOGRADER_TOKEN", "")
    if not token:
        _fail("put the token of the LMS into the environment as AUTOGRADER_TOKEN", UNREADABLE)
    try:
        target: Target
        if system == "canvas":
            from autograder.push.canvas import CanvasAssignment

            target = CanvasAssignment(url, token, course, assignment)
        else:
            from autograder.push.moodle import MoodleAssignment

            target = MoodleAssignment(url, token, course, assignment)
        pushed = send(
            target,
            load_records(run),
            run,
            class_list=class_list.read_bytes() if class_list else None,
            language=choose_language(lang),
            dry_run=dry_run,
        )
    except (PushError, ExportError, RunError, OSError) as error:
        _fail(str(error), UNREADABLE)
    click.echo(f"{'would send' if dry_run else 'sent'}: {pushed}")
    for line in (*pushed.refused, *pushed.missing, *pushed.notes):
        click.echo(f"  {line}")
    return SHORT if pushed.refused else OK


@_command(
    click.argument("topics", nargs=-1, required=True),
    click.option("--out", type=EXISTING, required=True, help="A new folder."),
)
def handout(topics: tuple[str, ...], out: Path) -> int:
    """Build what students get of TOPICS: statement, starter, public checks, notebook."""
    from autograder.handout import build_handout
    from autograder.topic import find_topic

    build_handout([find_topic(name) for name in topics], out)
    click.echo(f"{out}: {', '.join(topics)}. Hand out the whole folder.")
    return OK


@_command(click.argument("topic"))
def new(topic: str) -> int:
    """Begin a new TOPIC: write its folders, runnable, failing as "not written"."""
    from autograder.new import new_topic

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
    import msgspec

    from autograder.calibrate import calibrate_topic, calibration_findings
    from autograder.topic import find_course, find_topic, find_topics
    from autograder.verify import Finding, mutant_findings, mutate_topic, verify_topic

    if find_course() is None:
        _fail("no course here: verify needs assignments/ and solutions/", UNREADABLE)
    found = [find_topic(name) for name in topics] if topics else find_topics()
    findings: list[Finding] = []
    mutant_results = []

    def tell(finding: Finding, maximum: float) -> None:
        findings.append(finding)
        if finding.ok and finding.part in ("files", "secrecy"):
            return
        score = "" if finding.score is None else f" {finding.score:g}/{maximum:g}"
        cost = "" if finding.cpu_seconds is None else f" {finding.cpu_seconds:.1f} CPU-s"
        line = f"{finding.part:11} {finding.subject}{score}{cost} {finding.found}".rstrip()
        click.echo(f"  {'✓' if finding.ok else '✗'} {line}")

    for topic in found:
        click.echo(topic.name)
        if calibrate:
            calibrate_topic(topic, workers=workers, isolation=isolation, tell=click.echo)
        for finding in verify_topic(topic, workers=workers, seed=seed, isolation=isolation):
            tell(finding, topic.max_score)
        for finding in calibration_findings(topic, workers=workers, isolation=isolation):
            tell(finding, topic.max_score)
        if mutate:
            results = list(mutate_topic(topic, workers=workers, seed=seed, isolation=isolation))
            mutant_results += results
            for finding in mutant_findings(topic, results):
                tell(finding, topic.max_score)
    if json_path is not None:
        report = {"findings": findings, "mutants": mutant_results}
        json_path.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))
    bad = sum(not finding.ok for finding in findings)
    click.echo(f"{len(findings)} findings, {bad} of them not as they should be")
    return SHORT if bad else OK


@_command()
def doctor() -> int:
    """Say which layers of the sandbox this machine has, and what grading will do."""
    from autograder.sandbox.isolation import MissingLayer, choose
    from autograder.sandbox.preflight import report

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
