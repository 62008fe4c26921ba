"""What a verdict or a problem says to a person: sentences and the pieces between them.

How they are laid out is for the terminal, the notebook or the page to decide. Every text is safe to
show in a terminal (`messages.safe`); a page escapes it once more.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import Formatter

from autograder.model.record import Adjustment, Curve, Kind, Place, Record, Verdict
from autograder.model.submission import Problem
from autograder.presentation.messages import N_, Translator, safe, safe_lines

CALL_CELLS = 600
QUOTED_LINES = 6
PRINTED_LINES = 5
QUOTED_CELLS = 300


@dataclass(frozen=True)
class Sentence:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call as it could be pasted."""

    text: str


@dataclass(frozen=True)
class Rows:
    """Labels and values, one below the other: expected and got."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CodeLine:
    """A line of the student's code; `start` and `end` are the columns to point at, from 0."""

    number: int
    code: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Quote:
    """Lines that are not ours, as they were: an exception's text, what was printed.

    With `whole`, long lines go on in the next one; else they are cut.
    """

    lines: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True)
class Plot:
    """A training curve and the sentence on where it starts, is best and ends."""

    values: tuple[float | None, ...]
    caption: str


Part = Sentence | Call | Rows | CodeLine | Quote | Plot


@dataclass(frozen=True)
class Explanation:
    """A verdict or a problem in full: a heading, where, the parts in order, and the hint."""

    heading: str
    where: str = ""
    parts: tuple[Part, ...] = ()
    hint: str = ""


HEADINGS: dict[Kind, str] = {
    Kind.MISSING: N_("name not found"),
    Kind.NOT_CALLABLE: N_("not a function"),
    Kind.IMPORT_FAILED: N_("your file does not load"),
    Kind.NOT_WRITTEN: N_("not written yet"),
    Kind.FORBIDDEN: N_("not allowed here"),
    Kind.RAISED: N_("your code raised an error"),
    Kind.TIMED_OUT: N_("ran out of time"),
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
    return Explanation(
        heading=heading(verdict, t),
        where=_where(verdict.place, t) if verdict.place else "",
        parts=tuple(parts),
        hint=verdict.hint.text[t.language] if verdict.hint else "",
    )


def _where(place: Place, t: Translator) -> str:
    if place.cell is not None:
        return t.text("cell {cell}, line {line}", cell=place.cell, line=place.line)
    return f"{safe(place.file, 60)}:{place.line}"


# -- the beginning: what the checker did --


def _called(verdict: Verdict, t: Translator, tail: str) -> list[Part]:
    """I called …, and `tail`."""
    call = safe(verdict.detail.call, CALL_CELLS) if verdict.detail else ""
    if call:
        return [Sentence(t.text("I called")), Call(call), Sentence(tail)]
    if verdict.function:
        begin = t.text("I called {function}", function=verdict.function)
    else:
        begin = t.text("I ran this check")
    return [Sentence(f"{begin} {tail}")]


def _compared(verdict: Verdict, t: Translator) -> list[Part]:
    """Expected and got, where they may be shown."""
    detail = verdict.detail
    if detail is None or not (detail.expected and detail.got):
        return []
    expected, got = safe(detail.expected, QUOTED_CELLS), safe(detail.got, QUOTED_CELLS)
    return [Rows(((t.text("expected"), expected), (t.text("got"), got)))]


def _what(verdict: Verdict, t: Translator) -> str:
    part = verdict.detail.part if verdict.detail else ""
    return t.text("part {part} of the result", part=part) if part else t.text("the result")


def _advice(verdict: Verdict, text: str) -> list[Part]:
    """What usually helps: said only where no certain diagnosis is."""
    return [] if verdict.hint else [Sentence(text)]


def _told(verdict: Verdict, t: Translator, tail: str, advice: str = "") -> list[Part]:
    """I called …, and `tail`: expected, got; what usually helps."""
    rows = _compared(verdict, t)
    parts = _called(verdict, t, tail + (":" if rows else "."))
    return parts + rows + (_advice(verdict, advice) if advice else [])


def _code(place: Place | None) -> list[Part]:
    """The student's line, with the columns to point at."""
    if place is None or not place.code.strip():
        return []
    start = end = None
    if place.column is not None and place.end_column is not None:
        # The interpreter counts bytes of UTF-8.
        line = place.code.encode("utf-8", "replace")
        start = len(line[: place.column].decode("utf-8", "replace"))
        end = len(line[: place.end_column].decode("utf-8", "replace"))
    return [CodeLine(place.line, safe(place.code.rstrip(), 200), start, end)]


def _exception(verdict: Verdict) -> list[Part]:
    """The error as Python says it, untranslated so that it can be searched for."""
    message = verdict.detail.message if verdict.detail else ""
    lines = safe_lines(message, QUOTED_CELLS) if message.strip() else []
    name = safe(verdict.exception, 100)
    first = f"{name}: {lines[0]}" if name and lines else name or "".join(lines[:1])
    if not first:
        return []
    shown = [first, *lines[1:QUOTED_LINES]]
    return [Quote((*shown, "…") if len(lines) > QUOTED_LINES else tuple(shown), whole=True)]


# -- one function a kind --


def _missing(verdict: Verdict, t: Translator) -> list[Part]:
    found = t.text("I looked for {name} in your file and did not find it.", name=verdict.function)
    if verdict.suggestion:
        advice = t.text(
            "The nearest name there is {suggestion}: rename it to {name}.",
            suggestion=verdict.suggestion,
            name=verdict.function,
        )
    else:
        advice = t.text(
            "The starter has it: copy its first line (def or class) back as it is, and write the"
            " rest below."
        )
    return [Sentence(found), Sentence(advice)]


def _not_callable(verdict: Verdict, t: Translator) -> list[Part]:
    got = verdict.detail.got if verdict.detail else ""
    if got:
        found = t.text(
            "I wanted to call {name}, but once your file is loaded that name is a value"
            " of type {type}.",
            name=verdict.function,
            type=got,
        )
    else:
        found = t.text(
            "I wanted to call {name}, but once your file is loaded that name is not a function.",
            name=verdict.function,
        )
    advice = t.text("Look for a line that gives {name} another value.", name=verdict.function)
    return [Sentence(found), Sentence(advice)]


def _import_failed(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.exception == Kind.TIMED_OUT:
        return [
            Sentence(
                t.text(
                    "I loaded your file and stopped waiting after {limit} s.",
                    limit=_number(verdict.limit),
                )
            ),
            *_main_guard(t),
        ]
    if verdict.exception in (Kind.MALFORMED_REPLY, Kind.REPLY_TOO_LARGE, Kind.OUT_OF_MEMORY):
        sentence = t.text("I loaded your file, and it took the worker down.")
        return [Sentence(sentence), *_main_guard(t)]
    if verdict.exception.startswith(("exit ", "SIG")):
        sentence = t.text(
            "I loaded your file, and it ended the whole process ({how}).", how=verdict.exception
        )
        advice = t.text("Take out exit(), quit(), sys.exit() and os._exit().")
        return [Sentence(sentence), Sentence(advice)]
    if verdict.forbidden:
        sentence = t.text(
            "I loaded your file, and it used {forbidden}, which this topic asks you to write"
            " yourself.",
            forbidden=_operator(verdict.forbidden),
        )
        return [Sentence(sentence), *_code(verdict.place)]
    sentence = t.text("I loaded your file, and it stopped here, before any function was called:")
    parts: list[Part] = [Sentence(sentence), *_code(verdict.place), *_exception(verdict)]
    return parts + _surroundings(verdict, t)


def _surroundings(verdict: Verdict, t: Translator) -> list[Part]:
    """What to do about an error that comes from where the code runs."""
    if verdict.exception == "PermissionError":
        sentence = t.text(
            "Where your work is graded it can write no files, start no processes or threads and"
            " open no connections. Take that out, or move it to the end of the file, under"
        )
        return [Sentence(sentence), Call('if __name__ == "__main__":')]
    if verdict.exception == "ModuleNotFoundError":
        sentence = t.text(
            "That library is not installed here, and no file of that name was handed in with"
            " yours: do without it, or hand in the file that is missing."
        )
        return [Sentence(sentence)]
    return []


def _main_guard(t: Translator) -> list[Part]:
    sentence = t.text(
        "Lines outside functions run as soon as the file is loaded. Move training and experiments"
        " to the end of the file, under"
    )
    return [Sentence(sentence), Call('if __name__ == "__main__":')]


def _not_written(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.function:
        sentence = t.text(
            "I called {function}, which is not written yet.", function=verdict.function
        )
    else:
        sentence = t.text("I came to a line that is not written yet.")
    code = _code(verdict.place)
    if code:
        advice = t.text("Write your code in place of that line.")
    else:  # a notebook's kernel does not say where
        advice = t.text("Write your code in place of {line}.", line="raise NotImplementedError")
    return [Sentence(sentence), *code, Sentence(advice)]


def _forbidden(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.forbidden == "torch.autograd":
        tail = t.text(
            "and it used automatic differentiation. In this exercise the gradient is worked out"
            " by hand."
        )
    else:
        tail = t.text(
            "and it used {forbidden}, which this exercise asks you to write yourself.",
            forbidden=_operator(verdict.forbidden),
        )
    return _called(verdict, t, tail) + _code(verdict.place)


def _operator(name: str) -> str:
    """`aten::gru_cell.input` as students know it."""
    return name.removeprefix("aten::").partition(".")[0] if name.startswith("aten::") else name


def _raised(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.place is not None:
        tail = t.text("and it stopped here:")
    else:
        tail = t.text("and this error came out, at no line of your file:")
    parts = _called(verdict, t, tail) + _code(verdict.place) + _exception(verdict)
    return parts + _surroundings(verdict, t)


def _timed_out(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and stopped waiting after {limit} s.", limit=_number(verdict.limit))
    usual = t.text(
        "The usual cause is a loop whose condition never changes, or a Python loop over numbers"
        " that one tensor operation could do at once."
    )
    return _called(verdict, t, tail) + _advice(verdict, usual)


def _out_of_memory(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and it asked for more memory than a call may have.")
    usual = t.text(
        "The usual cause is a tensor far larger than meant: look at the shapes that are broadcast,"
        " and at lists that keep growing."
    )
    return _called(verdict, t, tail) + _code(verdict.place) + _advice(verdict, usual)


def _process_ended(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.exception.startswith("SIG"):
        tail = t.text("and the process was ended by {signal}.", signal=verdict.exception)
        usual = t.text("The usual causes are endless recursion and far too large a tensor.")
    else:
        tail = t.text(
            "and your code ended the whole process ({how}) instead of returning.",
            how=verdict.exception or "exit",
        )
        usual = t.text("Take out exit(), quit(), sys.exit() and os._exit().")
    return _called(verdict, t, tail) + _advice(verdict, usual)


def _reply_too_large(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and what it returned is far larger than the answer can be.")
    usual = t.text("Return the result only, no intermediate values.")
    return _called(verdict, t, tail) + _advice(verdict, usual)


def _malformed_reply(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and what came back was no answer that I could read.")
    usual = t.text(
        "Your code writes to files or descriptors that are not its own: take that out; print() is"
        " fine."
    )
    return _called(verdict, t, tail) + _advice(verdict, usual)


def _nothing_returned(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.detail and verdict.detail.part:
        tail = t.text("and part {part} of the result is None.", part=verdict.detail.part)
        return _called(verdict, t, tail)
    tail = t.text("and nothing came back (None).")
    usual = t.text(
        "A function gives back what stands after return: check that every way through yours ends"
        " in one."
    )
    return _called(verdict, t, tail) + _advice(verdict, usual)


def _wrong_type(verdict: Verdict, t: Translator) -> list[Part]:
    detail = verdict.detail
    if detail and detail.got and not detail.expected:
        tail = t.text(
            "and it returned a value of type {type}, which I can't compare. Return tensors,"
            " numbers, or tuples of those.",
            type=detail.got,
        )
        return _called(verdict, t, tail)
    return _told(verdict, t, t.text("and {what} has the wrong type", what=_what(verdict, t)))


def _wrong_length(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and {what} has the wrong number of items", what=_what(verdict, t))
    return _told(verdict, t, tail)


def _wrong_shape(verdict: Verdict, t: Translator) -> list[Part]:
    return _told(verdict, t, t.text("and {what} has the wrong shape", what=_what(verdict, t)))


def _wrong_dtype(verdict: Verdict, t: Translator) -> list[Part]:
    usual = t.text(
        "Make new tensors like the ones you were given: torch.zeros_like(x), or dtype=x.dtype."
    )
    return _told(
        verdict, t, t.text("and {what} has the wrong dtype", what=_what(verdict, t)), usual
    )


def _not_finite(verdict: Verdict, t: Translator) -> list[Part]:
    detail = verdict.detail
    if detail is None or detail.wrong_entries is None or detail.entries is None:
        return _told(verdict, t, t.text("and {what} holds nan or inf", what=_what(verdict, t)))
    if detail.entries == 1:
        tail = t.text("and {what} is nan or inf", what=_what(verdict, t))
    else:
        tail = t.plural(
            "and {n} of {entries} entries of {what} is nan or inf, the one at {index}",
            "and {n} of {entries} entries of {what} are nan or inf. The first is at {index}",
            detail.wrong_entries,
            entries=detail.entries,
            what=_what(verdict, t),
            index=_index(detail.index),
        )
    usual = t.text(
        "nan and inf come from a division by zero, the logarithm of zero, or exp() of a large"
        " number."
    )
    return _told(verdict, t, tail, usual)


def _wrong_value(verdict: Verdict, t: Translator) -> list[Part]:
    return _told(verdict, t, _wrong_entries(verdict, t, _what(verdict, t))) + _tolerance(verdict, t)


def _wrong_entries(verdict: Verdict, t: Translator, what: str) -> str:
    detail = verdict.detail
    if detail is None or detail.wrong_entries is None or detail.entries in (None, 1):
        return t.text("and {what} is not what it should be", what=what)
    return t.plural(
        "and {n} of {entries} entries of {what} is wrong, the one at {index}",
        "and {n} of {entries} entries of {what} are wrong. The worst is at {index}",
        detail.wrong_entries,
        entries=detail.entries,
        what=what,
        index=_index(detail.index),
    )


def _tolerance(verdict: Verdict, t: Translator) -> list[Part]:
    """How far off, and how far off it may be; left out where the difference is plain to see."""
    detail = verdict.detail
    if detail is None or detail.largest_error is None or not detail.allowed_error:
        return []
    sentence = t.text(
        "It is off by {error}; up to {allowed} would pass as rounding.",
        error=_number(detail.largest_error),
        allowed=_number(detail.allowed_error),
    )
    return [Sentence(sentence)]


def _no_gradient(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.argument:
        tail = t.text(
            "and asked PyTorch for the gradient with respect to {argument}, but the result is not"
            " connected to it.",
            argument=verdict.argument,
        )
    else:
        tail = t.text(
            "and asked PyTorch for gradients, but the result is not connected to the arguments"
            " (requires_grad=False)."
        )
    usual = t.text(
        "Look for .item(), .detach(), .data, .numpy(), torch.tensor(...) or no_grad between the"
        " arguments and the result."
    )
    return _called(verdict, t, tail) + _advice(verdict, usual)


def _wrong_gradient(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.argument:
        what = t.text("the gradient with respect to {argument}", argument=verdict.argument)
    else:
        what = t.text("the gradient")
    usual = t.text(
        "The values are right, so a part of the formula is not differentiated: look for .detach(),"
        " .data, torch.tensor(...) or no_grad on the way to it."
    )
    parts = _told(verdict, t, _wrong_entries(verdict, t, what))
    return parts + _tolerance(verdict, t) + _advice(verdict, usual)


def _broken_property(verdict: Verdict, t: Translator) -> list[Part]:
    parts: list[Part] = []
    if verdict.detail and verdict.detail.call:
        parts += [Sentence(t.text("I called")), Call(safe(verdict.detail.call, CALL_CELLS))]
        parts.append(Sentence(t.text("and this, which must hold, does not:")))
    else:
        parts.append(Sentence(t.text("This must hold, and it does not:")))
    parts.append(Quote((safe(verdict.title[t.language]),), whole=True))
    return parts + _compared(verdict, t) + _tolerance(verdict, t)


def _did_not_converge(verdict: Verdict, t: Translator) -> list[Part]:
    curve = verdict.curve or Curve(values=())
    final = "nan" if curve.final is None else _number(curve.final)
    tail = t.text("and at the end I measured {final}.", final=final)
    if curve.limit is not None:
        tail = t.text(
            "and at the end I measured {final}; this check needs {limit} or less.",
            final=final,
            limit=_number(curve.limit),
        )
    parts = _called(verdict, t, tail)
    parts += _plot(curve, t)
    if verdict.attempts > 1:
        sentence = t.plural(
            "I tried {n} time, from other random numbers each time.",
            "I tried {n} times, from other random numbers each time.",
            verdict.attempts,
        )
        parts.append(Sentence(sentence))
    return parts


def _plot(curve: Curve, t: Translator) -> list[Part]:
    known = [(value, step) for step, value in enumerate(curve.values, start=1) if value is not None]
    if len(curve.values) < 2 or not known:
        return []
    best, step = min(known)
    last = curve.values[-1]
    first = curve.values[0]
    caption = t.text(
        "start {start}   best {best} (step {step})   end {end}",
        start="nan" if first is None else _number(first),
        best=_number(best),
        step=step,
        end="nan" if last is None else _number(last),
    )
    parts: list[Part] = [Plot(curve.values, caption)]
    broken = next((i for i, value in enumerate(curve.values, start=1) if value is None), None)
    is_metric = (  # the curve is the student's own; only where both agree is it held to the limit
        last is not None
        and curve.final is not None
        and curve.limit is not None
        and math.isclose(last, curve.final, rel_tol=0.05)
    )
    if broken is not None:
        sentence = t.text(
            "From step {step} on it is nan or inf: the steps are too large, or something is divided"
            " by zero.",
            step=broken,
        )
    elif is_metric and curve.limit is not None and best <= curve.limit:
        sentence = t.text(
            "It was low enough at step {step} and rose again: the steps overshoot.", step=step
        )
    elif first is not None and last is not None and last >= first:
        sentence = t.text("It ends no lower than it started: nothing was learned.")
    else:
        sentence = ""
    return parts + ([Sentence(sentence)] if sentence else [])


def _not_run(verdict: Verdict, t: Translator) -> list[Part]:
    return [Sentence(t.text("I have not run this check: another one has to pass first."))]


def _grader_fault(verdict: Verdict, t: Translator) -> list[Part]:
    sentence = t.text("This is our bug, not yours. Please send us this line:")
    return [Sentence(sentence), *_exception(verdict)]


def _machine_fault(verdict: Verdict, t: Translator) -> list[Part]:
    sentence = t.text(
        "This machine could not run the check; it is not your fault. Run it once more, and if it"
        " comes back, send us this line:"
    )
    return [Sentence(sentence), *_exception(verdict)]


_TELLERS: dict[Kind, Callable[[Verdict, Translator], list[Part]]] = {
    Kind.MISSING: _missing,
    Kind.NOT_CALLABLE: _not_callable,
    Kind.IMPORT_FAILED: _import_failed,
    Kind.NOT_WRITTEN: _not_written,
    Kind.FORBIDDEN: _forbidden,
    Kind.RAISED: _raised,
    Kind.TIMED_OUT: _timed_out,
    Kind.OUT_OF_MEMORY: _out_of_memory,
    Kind.PROCESS_ENDED: _process_ended,
    Kind.REPLY_TOO_LARGE: _reply_too_large,
    Kind.MALFORMED_REPLY: _malformed_reply,
    Kind.NOTHING_RETURNED: _nothing_returned,
    Kind.WRONG_TYPE: _wrong_type,
    Kind.WRONG_LENGTH: _wrong_length,
    Kind.WRONG_SHAPE: _wrong_shape,
    Kind.WRONG_DTYPE: _wrong_dtype,
    Kind.NOT_FINITE: _not_finite,
    Kind.WRONG_VALUE: _wrong_value,
    Kind.NO_GRADIENT: _no_gradient,
    Kind.WRONG_GRADIENT: _wrong_gradient,
    Kind.BROKEN_PROPERTY: _broken_property,
    Kind.DID_NOT_CONVERGE: _did_not_converge,
    Kind.NOT_RUN: _not_run,
    Kind.GRADER_FAULT: _grader_fault,
    Kind.MACHINE_FAULT: _machine_fault,
}


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:.3g}"


def _index(index: Sequence[int]) -> str:
    joined = ",\u00a0".join(str(i) for i in index)  # no line may break inside
    return f"[{joined}]"


# -- a record as a whole --

STATUSES: dict[str, str] = {
    "graded": N_("graded"),
    "not_submitted": N_("not submitted"),
    "unreadable": N_("unreadable"),
    "ungraded": N_("ungraded"),
}


def standing(record: Record, t: Translator) -> str:
    """How a submission stands, in a sentence: its points, or why it has none."""
    if record.score is not None:
        score, most = f"{record.score:g}", f"{record.max_score:g}"
        return t.text("{score} of {max_score} points", score=score, max_score=most)
    if record.status == "not_submitted":
        return t.text("Nothing was handed in.")
    if record.status == "unreadable":
        return t.text("What was handed in could not be read.")
    return t.text("This could not be graded. The fault is ours, not yours.")


def reasons_to_look(record: Record, t: Translator) -> list[str]:
    """Why a person has to look at a submission, a few words each; none where nobody has to."""
    reasons = []
    if record.uses:
        names = ", ".join(sorted({use.name for use in record.uses}))
        if any(use.certain for use in record.uses):
            reasons.append(t.text("uses {names}", names=names))
        else:
            reasons.append(t.text("may use {names}", names=names))
    if record.problem is not None and record.status in ("unreadable", "ungraded"):
        reasons.append(problem_sentence(record.problem, t))
    elif record.status == "ungraded":
        fault = next((each for each in record.verdicts if each.outcome == "ungraded"), None)
        reasons += [_finding(fault, t)] if fault else []
    return reasons


def first_finding(record: Record, t: Translator) -> str:
    """The first check that was not passed, in a line; empty where all were."""
    first = next((verdict for verdict in record.verdicts if not verdict.passed), None)
    return _finding(first, t) if first is not None else ""


def _finding(verdict: Verdict, t: Translator) -> str:
    what = heading(verdict, t)
    if verdict.hint is not None:
        what += f" ({safe(verdict.hint.wrong, 40)})"
    return f"{what}: {safe(verdict.title[t.language], 100)}"


# -- problems of whole submissions, and notes for the teacher --

# What is the matter, and what to do about it (empty where there is nothing to do).
PROBLEMS: dict[str, tuple[str, str]] = {
    # Of a self-check that can't begin.
    "no_topics": (
        N_("I see no topic from here."),
        N_("Go to the folder of your handout, or to that of one topic in it."),
    ),
    "which_topic": (
        N_("There are several topics here: {known}."),
        N_("Say which one, by its name or by the path of your file."),
    ),
    "unknown_topic": (
        N_("There is no topic {found} here. There is {known}."),
        N_("Give one of these names, or the path of your file."),
    ),
    "unknown_file": (
        N_("{file} belongs to no topic here. The files of the topics are {known}."),
        N_("Save your work under one of these names."),
    ),
    "damaged_handout": (
        N_("{file}, with the right answers of the public checks, is missing or damaged."),
        N_("Unpack the handout again; your own file can stay."),
    ),
    # Of a submission that can't be read.
    "nothing_submitted": (N_("Nothing was handed in."), ""),
    "no_file": (N_("There is no file here."), N_("Put your work into {expected}.")),
    "wrong_file": (
        N_("I looked for {expected} and found only {found}."),
        N_("Hand in {expected}, as a .py file or a notebook of that name."),
    ),
    "wrong_content": (
        N_("None of {found} defines what this topic asks for ({names})."),
        N_("Hand in the file that does, named {expected}."),
    ),
    "several_files": (
        N_("Several files could be {expected}: {found}."),
        N_("Keep the one that counts, named {expected}."),
    ),
    "too_large": (
        N_("{file} has {size}; I read no more than {limit}."),
        N_("Clear the outputs of a notebook; leave data and pictures out of the file."),
    ),
    "not_utf8": (
        N_("{file} is not UTF-8 text."),
        N_("Save it again with the encoding UTF-8; your editor offers it on saving."),
    ),
    "syntax_error": (
        N_("Line {line} of {file} is not valid Python, so nothing of the file can run:"),
        N_("Fix that line, or the one before it: a bracket or a colon may be missing there."),
    ),
    "bad_notebook": (
        N_("{file} is not a notebook that I can read: {reason}."),
        N_("Open it in Jupyter, save it once more, and hand in the .ipynb file."),
    ),
    "bad_archive": (
        N_("{file} can't be unpacked: {reason}."),
        N_("Hand in the file itself, or pack a new zip."),
    ),
    "too_complex": (
        N_("{file} takes more time or memory to read than any written program ({reason})."),
        N_("Look for a very long or very deeply nested expression, and take it apart."),
    ),
    "empty_file": (
        N_("{file} is empty."),
        N_("Save your work in the editor, then hand the file in again."),
    ),
    "machine_fault": (
        N_("This machine failed: {message}."),
        N_("Give the same command again: it goes on with what is not graded yet."),
    ),
    "grader_fault": (
        N_("The grader itself failed: {message}."),
        N_("This is our bug and costs nobody points: please report that line."),
    ),
    # Of one submission, for the teacher.
    "file_chosen": (N_("Of {found}, {chosen} is graded: most is written there."), ""),
    "renamed_file": (N_("{file} is graded in place of {expected}."), ""),
    "module_left_out": (
        N_("{file}, which the submission imports, was left out: it can't be read."),
        "",
    ),
    "cell_syntax_error": (N_("Cell {cell} of {file} is not valid Python and was left out."), ""),
    "value_left_out": (
        N_(
            "{name} (cell {cell} of {file}, line {line}) is worked out when the notebook runs, and"
            " was left out: only definitions are taken."
        ),
        "",
    ),
    "more_refused": (N_("Some more files can't be read: {count}."), ""),
    "attempt_chosen": (N_("Attempt {attempt} of {attempts} is graded, of {when}."), ""),
    "best_attempt": (N_("All {attempts} attempts were graded ({scores}): {attempt} counts."), ""),
    # Of a whole download or its class list, for the teacher.
    "ignored_noise": (N_("Files that systems leave behind were passed over: {files}."), ""),
    "late": (N_("Late: {submissions}."), ""),
    "one_attempt_each": (N_("The download holds only one attempt of each."), ""),
    "unmatched_entry": (
        N_("{file} belongs to nobody and is not graded (expected: {expected})."),
        "",
    ),
    "unlisted_submission": (N_("{file} is not in the download's own list; it is graded."), ""),
    "bad_metadata": (N_("{file} can't be read ({reason}); names are missing for that."), ""),
    "roster_row_left_out": (N_("Row {row} of the class list names nobody and was left out."), ""),
    "roster_duplicate": (
        N_("The class list has {id} twice: {kept} is kept, {name} left out."),
        "",
    ),
    "roster_same_name": (
        N_("The class list has several people named {name} and no id to tell them apart."),
        "",
    ),
    "not_in_roster": (N_("{id} handed in and is not in the class list."), ""),
    "several_submissions": (N_("{name} has several submissions: {submissions}."), ""),
    "roster_disagrees": (
        N_(
            "{id} has the number {number}, which in the class list is {name}: is it the list of"
            " another assignment?"
        ),
        "",
    ),
    "ambiguous_name": (
        N_("{id}: several people in the class list could be {name}; no one was chosen."),
        "",
    ),
}

NOTHING_TO_CHECK = frozenset(
    {"no_topics", "which_topic", "unknown_topic", "unknown_file", "damaged_handout"}
)

# Why a notebook or an archive can't be read.
REASONS: dict[str, str] = {
    "not_utf8": N_("it is not UTF-8 text"),
    "not_json": N_("it is not JSON; perhaps it was saved only in part"),
    "not_a_notebook": N_("it lacks what every notebook has"),
    "no_code": N_("it has no cell with code"),
    "language": N_("its language is not Python"),
    "too_large": N_("it is too large"),
    "outside": N_("a path in it leads out of it"),
    "link": N_("it holds a link"),
    "device": N_("it holds a device"),
    "encrypted": N_("it is locked with a password"),
    "nul": N_("a name in it holds a null byte"),
    "long_name": N_("a name in it is too long"),
    "duplicate": N_("it holds the same path twice"),
    "overlap": N_("files in it overlap, as in a zip bomb"),
    "lying": N_("what it holds is not what it announces"),
    "compression": N_("it is packed in a way that I can't read"),
    "bomb": N_("unpacked it would be far too large"),
    "damaged": N_("it is damaged"),
}


def adjustment_sentence(adjustment: Adjustment, t: Translator) -> str:
    """What was changed of a score after the checks, by whom, and why; without a full stop."""
    before, after = (
        "?" if score is None else f"{score:g}" for score in (adjustment.before, adjustment.after)
    )
    if adjustment.kind == "late":
        return t.plural(
            "{n} day late: {percent} % off, {before} → {after}",
            "{n} days late: {percent} % off, {before} → {after}",
            adjustment.days or 0,
            percent=f"{adjustment.percent or 0:g}",
            before=before,
            after=after,
        )
    return t.text(
        "Set by your teacher, {before} → {after}: {why}",
        before=before,
        after=after,
        why=adjustment.why,
    )


def problem_sentence(problem: Problem, t: Translator) -> str:
    """What is the matter, in a sentence."""
    fact, _ = PROBLEMS.get(problem.kind, ("", ""))
    return _said(fact, problem, t).rstrip(":") if fact else safe(problem.kind, 80)


def explain_problem(problem: Problem, t: Translator) -> Explanation:
    """Why a submission can't be read, in full: for the student."""
    fact, advice = PROBLEMS.get(problem.kind, ("", ""))
    data = problem.data
    parts: list[Part] = [Sentence(_said(fact, problem, t) if fact else safe(problem.kind, 80))]
    where = ""
    if problem.kind == "syntax_error":
        line, column = _whole(data.get("line")) or 1, _whole(data.get("column")) or 1
        code = str(data.get("text", ""))
        place = Place(file=str(data.get("file", "")), line=line, cell=_whole(data.get("cell")))
        where = _where(place, t)
        if code.strip():
            start = min(max(column - 1, 0), len(code.rstrip()))
            parts.append(CodeLine(line, safe(code.rstrip(), 200), start, start + 1))
        parts.append(Quote((f"SyntaxError: {safe(str(data.get('message', '')))}",)))
    if advice:
        parts.append(Sentence(_said(advice, problem, t)))
    lost = problem.kind in NOTHING_TO_CHECK
    heading = t.text("I can't check this") if lost else t.text("I can't read your file")
    return Explanation(heading=heading, where=where, parts=tuple(parts))


def _whole(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None


def _said(message: str, problem: Problem, t: Translator) -> str:
    """The sentence; what the record of another version lacks shows as a question mark."""
    names = [name for _, name, _, _ in Formatter().parse(message) if name]
    data: dict[str, str | int] = {name: problem.data.get(name, "?") for name in names}
    reason = str(data.get("reason", ""))
    if problem.kind in ("bad_notebook", "bad_archive") and reason in REASONS:
        data["reason"] = t.text(REASONS[reason])
    for name in ("size", "limit"):
        count = data.get(name)
        if isinstance(count, int):
            data[name] = _bytes(count)
    return t.text(message, **data)


def _bytes(count: int) -> str:
    for unit, size in (("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} B"
