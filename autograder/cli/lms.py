"""The commands for an LMS: grades as its file, over its API, over LTI, a zip that grades there."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import (
    EXISTING,
    LANGUAGE,
    LATE,
    OK,
    SHORT,
    UNREADABLE,
    command,
    fail,
    late_policy,
    main,
    require_extra,
)

if TYPE_CHECKING:
    from autograder.lms.push import Target
    from autograder.presentation.messages import Language


@command(
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
    require_extra("teacher")

    from autograder.grading.gradebook import RunError, load_records
    from autograder.lms.export import ExportError, Options, export_run
    from autograder.presentation.messages import choose_language

    try:
        options = Options(language=choose_language(lang), item=item, points=points)
        export = export_run(load_records(run), format_name, template, out, options)
    except (ExportError, RunError) as error:
        fail(str(error), UNREADABLE)
    click.echo(f"{out}: {export.counts}")
    for note in export.notes:
        click.echo(f"  {note}")
    return OK


@command(
    click.argument("run", type=EXISTING),
    click.option("--to", "system", type=click.Choice(["canvas", "moodle"]), required=True),
    click.option("--url", required=True, help="The address of the LMS."),
    click.option("--course", required=True, help="The course's number in its address."),
    click.option("--assignment", required=True, help="The assignment's number in its address."),
    click.option("--class-list", type=EXISTING, help="Moodle's worksheet, for e-mail addresses."),
    click.option("--dry-run", is_flag=True, help="Say what would be sent; send nothing."),
    click.option("--release", is_flag=True, help="Release grades in Moodle's marking workflow."),
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
    release: bool,
    lang: str | None,
) -> int:
    """Send the grades and feedback of RUN over an LMS's API; the token is in AUTOGRADER_TOKEN."""
    from autograder.lms.push import Target
    from autograder.presentation.messages import choose_language

    token = os.environ.get("AUTOGRADER_TOKEN", "")
    if not token:
        fail("put the token of the LMS into the environment as AUTOGRADER_TOKEN", UNREADABLE)

    if release and system != "moodle":
        fail("--release is for Moodle's marking workflow, which Canvas has not", UNREADABLE)

    def target() -> Target:
        if system == "canvas":
            from autograder.lms.push.canvas import CanvasAssignment

            return CanvasAssignment(url, token, course, assignment)
        from autograder.lms.push.moodle import MoodleAssignment

        return MoodleAssignment(url, token, course, assignment, release=release)

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
        fail(str(error), UNREADABLE)
    click.echo(f"{'would send' if dry_run else 'sent'}: {pushed}")
    for line in (*pushed.refused, *pushed.missing, *pushed.notes):
        click.echo(f"  {line}")
    nobody = bool(pushed.missing) and not pushed.grades + pushed.unchanged
    return SHORT if pushed.refused or nobody else OK


@main.group()
def lti() -> None:
    """Send scores to a course's gradebook over LTI 1.3, as a tool that the LMS knows."""


@command(
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


@command(
    click.argument("file", type=EXISTING),
    name="new-key",
    group=lti,
)
def lti_new_key(file: Path) -> int:
    """Write a new private key to FILE and print the public one, in both forms, for the LMS."""
    from autograder.lms.push import PushError
    from autograder.lms.push.lti import new_key

    try:
        key = new_key(file)
    except PushError as error:
        fail(str(error), UNREADABLE)
    click.echo("Moodle: public key type `RSA key`; paste this as the public key:\n")
    click.echo(key.pem)
    click.echo("Canvas, Brightspace: developer key, `Public JWK`; paste this:\n")
    click.echo(key.jwk)
    return OK


@command(
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
    require_extra("author", *(["otter"] if system == "otter" else []))

    from autograder.grading.late import LateError
    from autograder.lms.package import new_settings
    from autograder.model.topic import find_topic
    from autograder.presentation.messages import choose_language

    found = find_topic(topic)
    try:
        late = late_policy(late_penalty, late_cap, due)
        settings = new_settings(found, choose_language(lang), late)
    except LateError as error:
        fail(str(error), UNREADABLE)
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
