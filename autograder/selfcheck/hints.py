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


class Ladder:
    """The hints of one topic, and which of them this user has opened."""

    def __init__(self, topic: Topic, path: Path | None = None) -> None:
        self.path = path or memory_path()
        self._topic = topic
        self._opened = self._read()

    def opened(self, verdict: Verdict) -> dict[str, Text]:
        """The rungs of a failed check that stand open, from the bottom."""
        known = self._opened.get(self._key(verdict), ())
        return {name: text for name, text in self._rungs(verdict).items() if name in known}

    def next(self, verdict: Verdict) -> str | None:
        """The name of the lowest rung that is still closed; None where there is none."""
        opened = self.opened(verdict)
        return next((name for name in self._rungs(verdict) if name not in opened), None)

    def open_next(self, verdict: Verdict) -> str | None:
        """Opens that rung, remembers it, and returns its name."""
        name = self.next(verdict)
        if name is not None:
            self._opened.setdefault(self._key(verdict), []).append(name)
            with contextlib.suppress(OSError):  # no home to write to: open for this time alone
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.write_bytes(msgspec.json.encode(self._opened))
        return name

    def _key(self, verdict: Verdict) -> str:
        return f"{self._topic.name}/{verdict.exercise}"

    def _rungs(self, verdict: Verdict) -> dict[str, Text]:
        if verdict.outcome != "failed" or verdict.kind in WITHOUT_RUNGS:
            return {}
        exercise = self._topic.exercise(verdict.exercise)
        found = {name: text_of(exercise) for name, text_of in RUNGS.items()}
        if verdict.hint is not None:  # a diagnosis says more exactly where to look
            found["look"] = None
        return {name: text for name, text in found.items() if text is not None}

    def _read(self) -> dict[str, list[str]]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, list[str]])
        except (OSError, msgspec.DecodeError):  # not there yet, or of no use any more
            return {}
