"""What a verdict says: the kind of failure in a few words, and the failure in full."""

from collections.abc import Iterable

from autograder.model.record import Detail, Kind, Verdict
from autograder.presentation.messages import N_, Translator, safe, safe_lines
from autograder.presentation.sentences import answers, running
from autograder.presentation.sentences.parts import Explanation, Part, Quote, Sentence
from autograder.presentation.sentences.pictures import seen
from autograder.presentation.sentences.pieces import QUOTED_CELLS, place_text

PRINTED_LINES, FLOODED_LINES = 5, 2

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


def is_to_do(verdict: Verdict) -> bool:
    """Whether nothing is wrong with what was written: it is not written yet."""
    return verdict.kind == Kind.NOT_WRITTEN and not verdict.because


def label(verdict: Verdict, t: Translator) -> str:
    """What stands behind a check's sentence in a list: the kind of failure in capitals, or that it
    is to be done, or what it waits for."""
    if is_to_do(verdict):
        return t.text("to do")
    if verdict.because and verdict.kind == Kind.NOT_WRITTEN:
        return t.text("needs {function} first", function=verdict.because)
    if verdict.because:
        return t.text("because {function} fails", function=verdict.because)
    return heading(verdict, t).upper()


def explain(verdict: Verdict, t: Translator, *, whole: bool = True) -> Explanation:
    """A failed check in full. Of a hidden check, whose call stays secret, it says what can be said
    without it; of one that fails because of another's function, without `whole`, no more than
    that."""
    assert verdict.kind is not None
    if verdict.because and not whole:
        parts: list[Part] = [Sentence(_calls_what_fails(verdict, t))]
        return Explanation(heading=heading(verdict, t), parts=tuple(parts))
    parts = _TELLERS[verdict.kind](verdict, t)
    if verdict.because:
        parts.insert(0, Sentence(_calls_what_fails(verdict, t)))
    if verdict.detail is not None and verdict.detail.output.strip():
        parts += _printed(verdict.detail, t)
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


def _calls_what_fails(verdict: Verdict, t: Translator) -> str:
    if verdict.kind == Kind.NOT_WRITTEN:
        return t.text("This calls {function}, which comes first.", function=verdict.because)
    return t.text(
        "This calls {function}, which fails itself: mend that first, and this may be right.",
        function=verdict.because,
    )


def _printed(detail: Detail, t: Translator) -> list[Part]:
    """The last lines that were printed; of a flood the first."""
    lines = safe_lines(detail.output, QUOTED_CELLS)
    if not detail.flooded:
        return [Sentence(t.text("Your code printed:")), Quote(tuple(lines[-PRINTED_LINES:]))]
    sentence = t.text(
        "Your code printed a flood, which takes time and hides what matters: take print() out of"
        " the loops. It began with:"
    )
    return [Sentence(sentence), Quote(tuple(lines[:FLOODED_LINES]))]


_TELLERS = running.TELLERS | answers.TELLERS
