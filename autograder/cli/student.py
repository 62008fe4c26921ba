"""The commands of students: which topics there are, and checking their own work."""

import os
import shlex
import subprocess
from pathlib import Path

import click

from autograder.cli.common import LANGUAGE, OK, OUR_FAULT, UNREADABLE, command


@command(LANGUAGE)
def topics(lang: str | None) -> int:
    """List the topics found here, with their exercises and points."""
    from autograder.model.submission import Problem
    from autograder.model.topic import find_topics
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.check import say_problem, topics_table
    from autograder.presentation.terminal.layout import make_console

    console = make_console()
    translator = Translator(choose_language(lang))
    found = find_topics()
    if not found:
        say_problem(console, Problem(kind="no_topics"), translator)
        return UNREADABLE
    console.print(topics_table(found, translator))
    return OK


@command(
    click.argument("what", required=False, metavar="[TOPIC or FILE]"),
    LANGUAGE,
    click.option("--all", "all_failures", is_flag=True, help="Show every failure in full."),
    click.option("--hint", is_flag=True, help="Open the next hint for what fails first."),
    click.option("--watch", is_flag=True, help="Check again whenever the file is saved."),
    click.option("--repro", is_flag=True, help="Write the call of what fails first as a script."),
)
def check(
    what: str | None, lang: str | None, all_failures: bool, hint: bool, watch: bool, repro: bool
) -> int:
    """Check your own work with the public checks, as often as you like."""
    from autograder.model.submission import Problem
    from autograder.model.topic import DamagedHandoutError
    from autograder.presentation.messages import Translator, choose_language
    from autograder.presentation.terminal.check import SelfCheckPrinter, say_problem
    from autograder.presentation.terminal.layout import make_console
    from autograder.selfcheck.check import SelfCheck, check_once
    from autograder.selfcheck.hints import Ladder
    from autograder.selfcheck.work import NothingToCheck, find_work

    console = make_console()
    translator = Translator(choose_language(lang))
    try:
        work = find_work(what, Path.cwd())
    except NothingToCheck as error:
        say_problem(console, error.problem, translator)
        return UNREADABLE
    said = ["autograder", "check", *([what] if what else []), *(["--lang", lang] if lang else [])]
    command = shlex.join(said) if os.name == "posix" else subprocess.list2cmdline(said)
    printer = SelfCheckPrinter(
        console,
        work.topic,
        translator,
        file=work.path.name,
        all_failures=all_failures,
        command=command,
        hints=Ladder(work.topic),
        scripts=True,
    )
    self_check = SelfCheck(work)
    try:
        if watch:
            from autograder.selfcheck.watch import watch_work

            return watch_work(self_check, printer)
        return check_once(self_check, printer, open_hint=hint, repro=repro)
    except DamagedHandoutError as error:
        problem = Problem(kind="damaged_handout", data={"file": error.file})
        say_problem(console, problem, translator)
        return OUR_FAULT
    finally:
        self_check.close()
