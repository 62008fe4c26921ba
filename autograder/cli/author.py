"""The commands of authors: a topic begun, its wrong answers, verified and handed out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import (
    EXISTING,
    ISOLATION,
    OK,
    SHORT,
    UNREADABLE,
    WORKERS,
    command,
    fail,
    require_extra,
)

if TYPE_CHECKING:
    from autograder.model.topic import Topic
    from autograder.presentation.messages import Language


@command(
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
    require_extra("author")

    from autograder.authoring.handout import build_handout
    from autograder.model.topic import find_topic

    build_handout([find_topic(name) for name in topics], out, lang)
    click.echo(f"{out}: {', '.join(topics)}. Hand out the whole folder.")
    return OK


@command(click.argument("topic"))
def new(topic: str) -> int:
    """Begin a new TOPIC: write its folders, runnable, failing as "not written"."""
    from autograder.authoring.new import new_topic

    for path in new_topic(topic):
        click.echo(path)
    click.echo(f"Next: write the statement and the suite, then `autograder verify {topic}`.")
    return OK


@command(
    click.argument("topics", nargs=-1),
    WORKERS,
    ISOLATION,
    click.option("--seed", type=int, default=1, show_default=True, help="Seed of the inputs."),
    click.option("--mutate", is_flag=True, help="Also grade every mutant of the reference."),
    click.option("--calibrate", is_flag=True, help="Measure the training checks again."),
    click.option(
        "--prove",
        "store",
        is_flag=True,
        help="Look at everything, mutants too, and store it as the topic's proof.",
    ),
    click.option(
        "--answers",
        type=EXISTING,
        metavar="FOLDER",
        help="Put the answers in FOLDER to the suite instead; their first lines say what they are.",
    ),
    click.option("--json", "json_path", type=EXISTING, help="Also write the report as JSON."),
)
def verify(
    topics: tuple[str, ...],
    workers: int,
    isolation: str | None,
    seed: int,
    mutate: bool,
    calibrate: bool,
    store: bool,
    answers: Path | None,
    json_path: Path | None,
) -> int:
    """Check the course itself: starters, references, alternatives, wrong answers, secrecy."""
    from autograder.authoring.course_report import encode_reports, prove, tables
    from autograder.grading.gradebook import write_whole
    from autograder.model.topic import find_course, find_topic, find_topics
    from autograder.presentation.terminal.layout import make_console

    if find_course() is None:
        fail("no course here: verify needs assignments/ and solutions/", UNREADABLE)
    if answers is not None:
        if len(topics) != 1:
            fail("--answers is for one topic: name it", UNREADABLE)
        return _answers(find_topic(topics[0]), answers, seed, isolation, json_path)
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
                store=store,
                tell=click.echo,
            )
        )
    if json_path is not None:
        write_whole(json_path, encode_reports(reports))
    console = make_console()
    for table in tables(reports):
        console.print(table)
    bad = sum(not finding.ok for report in reports for finding in report.findings)
    total = sum(len(report.findings) for report in reports)
    said = f"{total} findings: {total - bad} as they should be, {bad} not"
    click.echo(said)
    drafts = [each.topic for each in reports if each.ok and find_topic(each.topic).assignment.draft]
    for name in drafts:
        click.echo(f"{name}: now take out `draft = true` of its assignment.toml")
    return SHORT if bad else OK


def _answers(
    topic: "Topic", folder: Path, seed: int, isolation: str | None, json_path: Path | None
) -> int:
    """Says what becomes of the answers in a folder, and how many are judged as they should be."""
    import contextlib

    import msgspec

    from autograder.authoring.answers import SEEDS, answers_in, outcomes
    from autograder.execution.sandbox.isolation import choose
    from autograder.grading.gradebook import write_whole
    from autograder.judge.judge import hidden_judge

    answers = answers_in(folder, topic)
    found = []
    with contextlib.closing(hidden_judge(topic, choose(isolation))) as judge:
        for outcome in outcomes(judge.session, answers, range(seed, seed + SEEDS)):
            found.append(outcome)
            click.echo(f"  {'✓' if outcome.ok else '✗'} {outcome.name}: {outcome.found}")
    if json_path is not None:
        write_whole(json_path, msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    for what, those in (
        ("wrong answers lose points where they must", [each for each in found if each.where]),
        ("right answers have full marks", [each for each in found if not each.where]),
    ):
        click.echo(f"{sum(each.ok for each in those)} of {len(those)} {what}")
    return OK if all(each.ok for each in found) else SHORT


@command(
    click.argument("topic"),
    click.argument("name", required=False),
    click.option(
        "--from",
        "whole",
        type=EXISTING,
        metavar="FILE",
        help="A whole file: print in what it differs from the reference, with a header to fill in.",
    ),
    click.option("--out", type=EXISTING, metavar="FILE", help="Write it there instead."),
)
def wrong(topic: str, name: str | None, whole: Path | None, out: Path | None) -> int:
    """Print the whole file that the wrong answer NAME of TOPIC stands for, or begin one."""
    from autograder.authoring.differences import difference_from, whole_file
    from autograder.model.topic import TopicError, find_topic

    try:
        found = find_topic(topic)
        if name is not None and whole is None:
            text = whole_file(found, name)
        elif name is None and whole is not None:
            text, unsaid = difference_from(found, whole)
            for each in unsaid:
                click.echo(f"{whole}: {each}", err=True)
        else:
            fail("wrong takes the NAME of a wrong answer or --from FILE, one of them", UNREADABLE)
    except TopicError as error:
        fail(str(error), UNREADABLE)
    if out is None:
        click.echo(text, nl=False)
    elif out.exists():
        fail(f"{out} is there already: nothing was written", UNREADABLE)
    else:
        out.write_text(text, encoding="utf-8")
    return OK
