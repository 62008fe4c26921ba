"""The commands of students: which topics there are, checking their own work, handing it in."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.common import LANGUAGE, OK, OUR_FAULT, SHORT, UNREADABLE, command

if TYPE_CHECKING:
    from autograder.model.topic import Topic
    from autograder.presentation.messages import Translator
    from autograder.selfcheck.work import Work


@command(LANGUAGE)
def topics(lang: str | None) -> int:
    """List the topics found here in the order of the course: exercises, points, rough hours."""
    from autograder.model.submission import Problem
    from autograder.model.topic import find_topics
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.check import say_problem, topics_tables
    from autograder.presentation.terminal.layout import make_console

    console = make_console()
    translator = Translator(choose_language(lang))
    found = find_topics()
    if not found:
        say_problem(console, Problem(kind="no_topics"), translator)
        return UNREADABLE
    for table in topics_tables(found, translator):
        console.print(table)
    return OK


@command(
    click.argument("what", required=False, metavar="[TOPIC or FILE]"),
    click.argument("exercise", required=False, metavar="[EXERCISE]"),
    LANGUAGE,
    click.option("--all", "all_failures", is_flag=True, help="Show every failure in full."),
    click.option("--hint", is_flag=True, help="Open the next hint for what fails first."),
    click.option("--close-hints", is_flag=True, help="Close all hints of this topic again."),
    click.option("--watch", is_flag=True, help="Check again whenever the file is saved."),
    click.option("--repro", is_flag=True, help="Write the call of what fails first as a script."),
    click.option("--debug", metavar="CHECK", help="Stop in your code where this check calls it."),
    click.option("--json", "as_json", is_flag=True, help="Say it as JSON, for other programs."),
)
def check(
    what: str | None,
    exercise: str | None,
    lang: str | None,
    all_failures: bool,
    hint: bool,
    close_hints: bool,
    watch: bool,
    repro: bool,
    debug: str | None,
    as_json: bool,
) -> int:
    """Check your own work with the public checks, as often as you like.

    Without a topic: how far you are with each.
    """
    from autograder.model.submission import Problem
    from autograder.model.topic import DamagedHandoutError
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.check import say_problem
    from autograder.presentation.terminal.layout import make_console
    from autograder.selfcheck.work import NothingToCheck, all_work, exercise_of, find_work

    console = make_console()
    translator = Translator(choose_language(lang))
    try:
        if what is None and (works := all_work(Path.cwd())):
            return _overview(works, translator, _said("check", lang=lang), as_json)
        work = find_work(what, Path.cwd())
        chosen = exercise_of(work.topic, exercise) if exercise else ""
        if close_hints:
            return _close_hints(work.topic, translator)
        if debug is not None:
            from autograder.selfcheck.debug import debug_check

            return debug_check(work, debug)
        command = _said("check", *filter(None, (what, exercise)), lang=lang)
        if as_json:
            return _json(work, chosen, translator)
        return _check(
            work, chosen, translator, command,
            all_failures=all_failures, hint=hint, watch=watch, repro=repro,
        )  # fmt: skip
    except NothingToCheck as error:
        say_problem(console, error.problem, translator)
        return UNREADABLE
    except DamagedHandoutError as error:
        problem = Problem(kind="damaged_handout", data={"file": error.file})
        say_problem(console, problem, translator)
        return OUR_FAULT


def _said(*words: str, lang: str | None) -> str:
    """The command as it was typed, to be typed again."""
    said = ["autograder", *words, *(["--lang", lang] if lang else [])]
    return shlex.join(said) if os.name == "posix" else subprocess.list2cmdline(said)


def _check(
    work: "Work",
    exercise: str,
    translator: "Translator",
    command: str,
    *,
    all_failures: bool,
    hint: bool,
    watch: bool,
    repro: bool,
) -> int:
    from autograder.presentation.terminal.check import SelfCheckPrinter
    from autograder.presentation.terminal.layout import make_console
    from autograder.selfcheck.check import SelfCheck, check_once
    from autograder.selfcheck.hints import Ladder

    printer = SelfCheckPrinter(
        make_console(),
        work.topic,
        translator,
        file=work.path.name,
        all_failures=all_failures,
        command=command,
        hints=Ladder(work.topic),
        scripts=True,
        part=bool(exercise),
    )
    self_check = SelfCheck(work, exercise)
    try:
        if watch:
            from autograder.selfcheck.watch import watch_work

            return watch_work(self_check, printer)
        return check_once(self_check, printer, open_hint=hint, repro=repro)
    finally:
        self_check.close()


def _json(work: "Work", exercise: str, translator: "Translator") -> int:
    from autograder.selfcheck.check import SelfCheck
    from autograder.selfcheck.standing import as_json, standing

    self_check = SelfCheck(work, exercise)
    try:
        found = standing(self_check, translator)
    finally:
        self_check.close()
    click.echo(as_json([found]))
    return {"done": OK, "unreadable": UNREADABLE}.get(found.state, SHORT)


def _overview(works: "list[Work]", t: "Translator", command: str, as_json: bool) -> int:
    """A line a topic, each as soon as it is known."""
    from autograder.presentation.terminal.layout import line_width, make_console, print_lines
    from autograder.presentation.terminal.progress import overview_closing, topic_line
    from autograder.selfcheck.standing import as_json as encoded
    from autograder.selfcheck.standing import standings

    console = make_console()
    width = line_width(console)
    column = max(len(work.topic.name) for work in works)
    found = []
    for each in standings(works, t):
        found.append(each)
        if not as_json:
            line = topic_line(
                each.topic, column, each.state, each.passed, each.checks, each.points,
                each.max_points, each.file, t, width,
            )  # fmt: skip
            print_lines(console, [line])
    if as_json:
        click.echo(encoded(found))
    else:
        order = ("begun", "unreadable", "to_do")
        open_ones = [each for state in order for each in found if each.state == state]
        first = open_ones[0].topic if open_ones else ""
        words = command.replace("autograder check", f"autograder check {first}", 1)
        files = [each.file for each in found]
        print_lines(console, overview_closing(files, first, t, words, width))
    return OK if all(each.state == "done" for each in found) else SHORT


def _close_hints(topic: "Topic", t: "Translator") -> int:
    from autograder.selfcheck.hints import Ladder

    if Ladder(topic).close():
        click.echo(t.text("The hints of {topic} are closed.", topic=topic.name))
    else:
        click.echo(t.text("No hint of {topic} was open.", topic=topic.name))
    return OK


@command(
    click.argument("what", metavar="TOPIC or FILE"),
    click.argument("exercise", required=False, metavar="[EXERCISE]"),
    LANGUAGE,
)
def reset(what: str, exercise: str | None, lang: str | None) -> int:
    """Give the starter of a topic back, or of one exercise; your old file is kept."""
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.check import say_problem
    from autograder.presentation.terminal.layout import make_console
    from autograder.selfcheck.reset import reset as give_back
    from autograder.selfcheck.work import NothingToCheck, exercise_of, find_work, given_back

    t = Translator(choose_language(lang))
    try:
        work = find_work(what, Path.cwd())
        chosen = exercise_of(work.topic, exercise) if exercise else ""
        work = work if chosen else given_back(work)
        kept = give_back(work, chosen)
    except NothingToCheck as error:
        say_problem(make_console(), error.problem, t)
        return UNREADABLE
    file = work.path.name
    if chosen:
        click.echo(
            t.text("{exercise} of {file} is the starter's again.", exercise=chosen, file=file)
        )
    else:
        click.echo(t.text("{file} is the starter again.", file=file))
    if kept is not None:
        click.echo(t.text("Your old file is {kept}.", kept=kept.name))
    return OK


@command(click.argument("what", required=False, metavar="[TOPIC or FILE]"), LANGUAGE)
def pack(what: str | None, lang: str | None) -> int:
    """Make the file to upload of your work, and say what is in it."""
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.sentences import problem_sentence
    from autograder.presentation.terminal.check import say_problem
    from autograder.presentation.terminal.layout import make_console
    from autograder.selfcheck.pack import pack as make
    from autograder.selfcheck.work import (
        NothingToCheck,
        find_work,
        is_as_given,
        missing_verdicts,
        notes_on,
        read_work,
    )

    console = make_console()
    t = Translator(choose_language(lang))
    try:
        work = find_work(what, Path.cwd())
    except NothingToCheck as error:
        say_problem(console, error.problem, t)
        return UNREADABLE
    source = read_work(work.topic, work.path)
    if source.problem is not None:
        say_problem(console, source.problem, t)
        return UNREADABLE
    out, names = make(work, source)
    held = ", ".join(names)
    click.echo(t.text("{out} holds {names}. Hand in that one.", out=str(out), names=held))
    if is_as_given(work.topic, work.path):
        click.echo(t.text("{file} is still the starter: nothing is written in it.", file=names[0]))
    missing = [verdict.function for verdict in missing_verdicts(source, work.topic)]
    if missing:
        click.echo(t.text("Not in it, though asked for: {names}.", names=", ".join(missing)))
    for note in (*source.notes, *notes_on(work)):
        if note.kind != "untried_torch":
            click.echo(problem_sentence(note, t))
    click.echo(t.text("Run autograder check first, if you have not: this does not check."))
    return OK
