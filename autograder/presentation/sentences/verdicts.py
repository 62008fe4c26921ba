"""What a verdict says: the kind of failure in a few words, and the failure in full."""

from collections.abc import Iterable

from autograder.model.record import Kind, Verdict
from autograder.presentation.messages import N_, Translator, safe, safe_lines
from autograder.presentation.sentences import answers, running
from autograder.presentation.sentences.parts import Explanation, Quote, Sentence
from autograder.presentation.sentences.pictures import seen
from autograder.presentation.sentences.pieces import QUOTED_CELLS, place_text

PRINTED_LINES = 5

HEADINGS: dict[Kind, str] = {
    Kind.MISSING: N_("name not found"),
    Kind.NOT_CALLABLE: N_("not a function"),
    Kind.IMPORT_FAILED: N_("your file does not load"),
    Kind.NOT_WRITTEN: N_("not written yet"),
    Kind.FORBIDDEN: N_("not allowed here"),
    Kind.RAISED: N_("your code raised an error"),
    Kind.TIMED_OUT: N_("ran out of time"),
    Kind.TIME_USED_UP: N_("time used up"),
    Kind.OUT_OF_MEMORY: N_("ran out of memory"),
    Kind.PROCESS_ENDED: N_("the process ended"),
    Kind.REPLY_TOO_LARGE: N_("result too large"),
    Kind.MALFORMED_REPLY: N_("unreadable result"),
    Kind.NOTHING_RETURNED: N_("nothing returned"),
    Kind.WRONG_TYPE: N_("wrong type"),
    Kind.WRONG_LENGTH: N_("wrong length"),
    Kind.WRONG_SHAPE: N_("wrong shape"),
    Kind.WRONG_DTYPE: N_("wrong dtype"),
    Kind.NOT_FINITE: N_("nan or inf"),
    Kind.WRONG_VALUE: N_("wrong value"),
    Kind.NO_GRADIENT: N_("no gradient"),
    Kind.WRONG_GRADIENT: N_("wrong gradient"),
    Kind.BROKEN_PROPERTY: N_("property does not hold"),
    Kind.DID_NOT_CONVERGE: N_("did not converge"),
    Kind.NOT_RUN: N_("not run yet"),
    Kind.GRADER_FAULT: N_("the checker itself failed"),
    Kind.MACHINE_FAULT: N_("this machine failed"),
}

# The rungs of the ladder of hints: what each is called where it stands open, how one asks for it.
RUNGS: dict[str, tuple[str, str]] = {
    "look": (N_("where to look:"), N_("stuck? {command} says where to look")),
    "example": (N_("example:"), N_("stuck? {command} shows a worked example")),
}


def heading(verdict: Verdict, t: Translator) -> str:
    """The kind of failure in a few words."""
    return t.text(HEADINGS[verdict.kind]) if verdict.kind else ""


def explain(verdict: Verdict, t: Translator) -> Explanation:
    """A failed check in full. Of a hidden check, whose call stays secret, it says what can be said
    without it."""
    assert verdict.kind is not None
    parts = _TELLERS[verdict.kind](verdict, t)
    if verdict.detail is not None and verdict.detail.output.strip():
        lines = safe_lines(verdict.detail.output, QUOTED_CELLS)
        parts += [Sentence(t.text("Your code printed:")), Quote(tuple(lines[-PRINTED_LINES:]))]
    if verdict.picture is not None:
        parts += seen(verdict.picture, t)
    return Explanation(
        heading=heading(verdict, t),
        where=place_text(verdict.place, t) if verdict.place else "",
        parts=tuple(parts),
        hint=verdict.hint.text[t.language] if verdict.hint else "",
    )


def not_run(verdict: Verdict, verdicts: Iterable[Verdict], t: Translator) -> str:
    """Why a check was not run, where grading is over: the one that had to pass first, or the one
    that that one waited for."""
    if verdict.kind == Kind.TIME_USED_UP:
        return t.text("not run, because the time of this submission is used up")
    # A check with parameters, `test_cell[2]`, is waited for by its function's name.
    by_function: dict[str, Verdict] = {}
    for each in verdicts:
        if not each.passed:
            by_function.setdefault(each.check.partition("[")[0], each)
    seen: set[str] = set()
    first: Verdict | None = verdict
    while first is not None and first.outcome == "not_run" and first.check not in seen:
        seen.add(first.check)
        first = by_function.get(first.blocked_by.partition("[")[0])
    if first is None or first.outcome == "not_run":
        return t.text("not run, because another one has to pass first")
    return t.text("not run, because this failed: {title}", title=safe(first.title[t.language]))


_TELLERS = running.TELLERS | answers.TELLERS
