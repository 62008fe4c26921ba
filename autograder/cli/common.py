"""What the commands share: the group they belong to, how one ends, the options of several.

Exit codes: 0 all right, 1 the submission falls short, 2 it could not be read or the command can't
be carried out as given, 3 our fault alone.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from autograder import __version__

if TYPE_CHECKING:
    from autograder.execution.sandbox.isolation import Isolation
    from autograder.grading.late import LatePolicy

OK, SHORT, UNREADABLE, OUR_FAULT = 0, 1, 2, 3

EXISTING = click.Path(path_type=Path)


def fail(message: str, code: int) -> NoReturn:
    """Says `message` as an error and ends the process with `code`."""
    click.echo(f"autograder: {message}", err=True)
    raise SystemExit(code)


# What those who do not only check their own file install besides (`pyproject.toml`), by module.
EXTRAS = {
    "teacher": ("babel", "matplotlib", "yaml"),
    "author": ("hatchling", "nbformat"),
    "otter": ("nbformat", "otter"),
}


def require_extra(*extras: str) -> None:
    """Ends the process, saying what to install, where something of these extras is missing."""
    wanted = {module for extra in extras for module in EXTRAS[extra]}
    missing = sorted(module for module in wanted if find_spec(module) is None)
    if missing:
        fail(
            f"{', '.join(missing)} not installed: in the course's folder,"
            f" pip install -e '.[{','.join(extras)}]'",
            UNREADABLE,
        )


def _guarded(function: Callable[..., int | None]) -> Callable[..., None]:
    """Ends the process with the command's exit code; says errors in a line, never a traceback."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = function(*args, **kwargs)
        except KeyboardInterrupt:
            fail("stopped", UNREADABLE)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = OK
        except Exception as error:
            told, code = _told(error)
            if told:
                fail(str(error), code)
            if isinstance(error, OSError) and _is_named(error.filename, kwargs.values()):
                fail(f"{error.filename}: {error.strerror}; choose another path", UNREADABLE)
            if os.environ.get("AUTOGRADER_DEBUG"):
                raise
            where = type(error).__name__
            fail(
                f"this is our fault, not yours: {where}: {error}"
                " (AUTOGRADER_DEBUG=1 shows where; please report it)",
                OUR_FAULT,
            )
        raise SystemExit(code or OK)

    return run


def _is_named(failed: object, arguments: Iterable[object]) -> bool:
    """Whether what failed is a path that the command was given, or lies in it or around it."""
    if not isinstance(failed, str | os.PathLike) or not os.fspath(failed):
        return False
    path = Path(os.fsdecode(failed)).absolute()
    given = [each.absolute() for each in arguments if isinstance(each, Path)]
    return any(path.is_relative_to(each) or each.is_relative_to(path) for each in given)


def _told(error: Exception) -> tuple[bool, int]:
    """Whether the words of an error are all that is to be said of it, and the exit code."""
    from autograder.execution.sandbox.isolation import MissingLayer
    from autograder.judge.suite import SuiteError
    from autograder.model.topic import TopicError

    ours = isinstance(error, SuiteError)
    return ours or isinstance(error, TopicError | MissingLayer), OUR_FAULT if ours else UNREADABLE


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Grades a deep-learning course: right, unforgeable, fast, and it teaches."""


def command(
    *options: Callable[[Any], Any], name: str | None = None, group: click.Group = main
) -> Callable[[Any], Any]:
    """A command of `group` with these options, guarded."""

    def register(function: Callable[..., int | None]) -> Any:
        guarded: Any = _guarded(function)
        for option in reversed(options):
            guarded = option(guarded)
        return group.command(name or function.__name__.replace("_", "-"))(guarded)

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


def late_policy(penalty: float | None, cap: float | None, due: str | None) -> "LatePolicy | None":
    """The policy that the options of LATE ask for, if any. Raises LateError."""
    from autograder.grading.late import LateError, LatePolicy

    if penalty is None:
        if cap is not None or due:
            raise LateError("--late-cap and --due belong to a --late-penalty")
        return None
    return LatePolicy(percent_per_day=penalty, cap=100.0 if cap is None else cap, due=due or "")


def tell_isolation(arrangement: "Isolation") -> None:
    """Says what the isolation lacks."""
    for missing in arrangement.missing:
        click.echo(f"Graded in {arrangement.name}, without {missing}", err=True)
