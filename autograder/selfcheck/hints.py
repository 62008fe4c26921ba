"""The ladder of hints: which property (always said), where to look, a worked example.

What a student opened is remembered in one small file of their own, and is sent nowhere.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import platformdirs

from autograder.model.record import Kind, Text, Verdict
from autograder.model.topic import Exercise, Topic

# The rungs that are opened one by one, from the bottom, and their texts in `assignment.toml`.
RUNGS: dict[str, Callable[[Exercise], Text | None]] = {
    "look": lambda exercise: exercise.look,
    "example": lambda exercise: exercise.example,
}
# About the file as a whole, or about us: no exercise's hint helps there.
WITHOUT_RUNGS = frozenset(
    {
        Kind.MISSING,
        Kind.NOT_CALLABLE,
        Kind.IMPORT_FAILED,
        Kind.TIME_USED_UP,
        Kind.NOT_RUN,
        Kind.GRADER_FAULT,
        Kind.MACHINE_FAULT,
    }
)


def memory_path() -> Path:
    """The file in the user's own state folder that remembers what was opened."""
    return platformdirs.user_state_path("autograder", appauthor=False) / "hints.json"


# By the folder of a topic, then by exercise: the rungs that were opened.
Memory = dict[str, dict[str, list[str]]]


class Ladder:
    """The hints of one topic, and which of them were opened in its folder: another copy of a
    handout, of another year or of somebody else on this machine, begins with all of them closed."""

    def __init__(self, topic: Topic, path: Path | None = None) -> None:
        self.path = path or memory_path()
        self._topic = topic
        self._folder = str(topic.folder.resolve())
        self._memory = self._read()

    def opened(self, verdict: Verdict) -> dict[str, Text]:
        """The rungs of a failed check that stand open, from the bottom."""
        known = self._memory.get(self._folder, {}).get(verdict.exercise, ())
        return {name: text for name, text in self.rungs(verdict).items() if name in known}

    def next(self, verdict: Verdict) -> str | None:
        """The name of the lowest rung that is still closed; None where there is none."""
        opened = self.opened(verdict)
        return next((name for name in self.rungs(verdict) if name not in opened), None)

    def open_next(self, verdict: Verdict) -> str | None:
        """Opens that rung, remembers it, and returns its name."""
        name = self.next(verdict)
        if name is not None:
            opened = self._memory.setdefault(self._folder, {})
            opened.setdefault(verdict.exercise, []).append(name)
            self._write()
        return name

    def close(self) -> bool:
        """Closes them all, here. False where none was open."""
        if self._memory.pop(self._folder, None) is None:
            return False
        self._write()
        return True

    def rungs(self, verdict: Verdict) -> dict[str, Text]:
        """All rungs that there are for a failed check, open or closed, from the bottom."""
        if verdict.outcome != "failed" or verdict.kind in WITHOUT_RUNGS:
            return {}
        exercise = self._topic.exercise(verdict.exercise)
        found = {name: text_of(exercise) for name, text_of in RUNGS.items()}
        if verdict.hint is not None:  # a diagnosis says more exactly where to look
            found["look"] = None
        return {name: text for name, text in found.items() if text is not None}

    def _write(self) -> None:
        with contextlib.suppress(OSError):  # no home to write to: for this time alone
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(msgspec.json.encode(self._memory))

    def _read(self) -> Memory:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Memory)
        except (OSError, msgspec.DecodeError):  # not there yet, or of no use any more
            return {}
