"""Attacks: what a hostile submission tries, by group, in the smallest form that could work.

`run.py` tries them on the real judge and worker; `naive.py` is a grader as they usually are, on
which nearly all of them succeed (`benchmarks/attacks.py` runs it, in a jail).

In a submission's text `@NAME@` is filled in: HIDDEN, REFERENCE, COURSE (paths), JUDGE (a process
id), OUTSIDE (a folder that everybody may write to), NEIGHBOUR (another submission's file), RESULTS
(where the results of the run go). An attacker is taken to know all of them.
"""

import textwrap
from dataclasses import dataclass, field

CANARY = "canary-hidden"  # stands in the hidden suite, the reference and the judge's environment
BROKEN = "BROKEN"  # what an attack prints when it got what it wanted


@dataclass(frozen=True)
class Attack:
    """One hostile submission. `exercise` is the one it is after; `files` lie beside `code`."""

    name: str
    group: str
    code: str
    files: dict[str, str] = field(default_factory=dict)
    exercise: str = "double"

    def filled(self, places: dict[str, str]) -> dict[str, str]:
        """The files of the submission, `toy.py` first."""
        texts = {"toy.py": self.code, **self.files}
        for name, value in places.items():
            texts = {path: text.replace(f"@{name}@", value) for path, text in texts.items()}
        return texts


# Past what is absorbed (`execution.worker.machine`), to the sandbox itself: what stands in for
# Python's functions is no wall.
PAST = """\
import builtins, importlib, io, os, posix, socket, subprocess, _io
for name in dir(posix):
    setattr(os, name, getattr(posix, name))
builtins.open = io.open = _io.open
importlib.reload(socket)
importlib.reload(subprocess)
"""
_TRYING = """\
{past}
def attempt():
{body}

try:
    found = attempt()
except BaseException as error:
    found = None
    print("refused:", type(error).__name__, flush=True)
if found:
    print("BROKEN:", str(found)[:200], flush=True)

def double(x):
    return x
"""


def trying(body: str) -> str:
    """A submission that tries `body`, which returns what it got, as it is imported, past what
    stands in for the machine."""
    indented = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    return _TRYING.format(past=PAST, body=indented)


def group(name: str, codes: dict[str, str], exercise: str = "double") -> list[Attack]:
    """The attacks of a group, by name and text."""
    return [
        Attack(attack, name, textwrap.dedent(code).lstrip("\n"), exercise=exercise)
        for attack, code in codes.items()
    ]


def attacks() -> list[Attack]:
    """All that are a submission of Python files."""
    from tests.framework.attacks import cheating, harming

    return [*cheating.ATTACKS, *harming.ATTACKS]
