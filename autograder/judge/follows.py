"""What fails because something else does: an exercise whose code calls that of another one."""

import ast
from functools import cached_property

import msgspec

from autograder.model.outline import needed, statements
from autograder.model.record import Kind, Verdict
from autograder.model.submission import Source
from autograder.model.topic import Assignment

MOST_TEXT = 64 * 1024  # of a file that is looked through; what is longer was hardly written

# What is the code's own, whatever it calls; and what no code of the student's has been run for.
_ITS_OWN = frozenset({Kind.MISSING, Kind.NOT_CALLABLE, Kind.IMPORT_FAILED, Kind.NOT_RUN})


def _says_its_cause(verdict: Verdict) -> bool:
    """Whether it is about how something is called or named: no line of the student's was at
    fault."""
    detail = verdict.detail
    if detail is not None and (detail.missing or detail.extra):
        return True
    return verdict.kind == Kind.RAISED and verdict.place is None


class Follows:
    """Which exercises of a submission have failed so far, and which build on them: by the names
    that its code reads, transitively."""

    def __init__(self, assignment: Assignment, source: Source) -> None:
        self._exercises = {exercise.name: exercise for exercise in assignment.exercises}
        self._source = source
        self._failed: set[str] = set()
        self._named: set[str] = set()  # those of whose failures one is a wrong answer that we know

    def because(self, verdict: Verdict) -> Verdict:
        """The verdict with the function of another exercise that it calls and that fails, where
        there is one and no diagnosis says more. A hint is dropped where the mistake has been named
        in what is called: what follows from that one looks like another. Remembers a failure."""
        if verdict.outcome != "failed" or verdict.kind in _ITS_OWN:
            return verdict
        self._failed.add(verdict.exercise)
        if verdict.hint is not None:
            self._named.add(verdict.exercise)
        if _says_its_cause(verdict):
            return msgspec.structs.replace(verdict, because="")
        among = self._failed if verdict.hint is None else self._named
        function = self._first_of(among, verdict.exercise)
        hint = None if function else verdict.hint
        return msgspec.structs.replace(verdict, because=function, hint=hint)

    def reached_from(self, exercise: str) -> frozenset[str]:
        """The names of other exercises' functions that the code of one reaches."""
        return self._builds_on.get(exercise, frozenset())

    def _first_of(self, failed: set[str], exercise: str) -> str:
        """In the order of the assignment: what comes first is to be mended first."""
        reached = self.reached_from(exercise)
        for name, other in self._exercises.items():
            if name in failed and name != exercise:
                called = next((each for each in other.defines if each in reached), "")
                # Two that call each other: the first of them is nobody's follower.
                mutual = set(self._exercises[exercise].defines) & self._builds_on.get(
                    name, frozenset()
                )
                if called and not mutual:
                    return called
        return ""

    @cached_property
    def _builds_on(self) -> dict[str, frozenset[str]]:
        """By exercise, the names of other exercises that its code reaches."""
        text = self._source.modules.get(self._source.main, "")
        if len(text) > MOST_TEXT:
            return {}
        try:
            every = statements(ast.parse(text), text)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return {}
        found = {}
        for name, exercise in self._exercises.items():
            taken = [every[index] for index in needed(every, exercise.defines)]
            reached = {each for statement in taken for each in statement.binds}
            found[name] = frozenset(reached - set(exercise.defines))
        return found
