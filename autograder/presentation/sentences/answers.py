"""What is said where code ran to its end and its answer is not right."""

import math
from collections.abc import Callable

from autograder.model.record import Curve, Kind, Verdict
from autograder.presentation.messages import N_, Translator, safe
from autograder.presentation.sentences.parts import Call, Part, Plot, Quote, Sentence
from autograder.presentation.sentences.pieces import (
    CALL_CELLS,
    called,
    compared,
    index_text,
    number_text,
    parameter_advice,
    told,
    usual_advice,
    which_part,
)

CUT_OFF = N_(
    "Look for .item(), .tolist(), .detach(), .data, .numpy(), torch.tensor(...) or no_grad between"
    " the arguments and the result."
)
OVERFLOW = N_(
    "nan and inf come from a division by zero, the logarithm of zero, the slope of a root at zero,"
    " or exp() of a large number. torch.sigmoid, torch.tanh, torch.softmax, torch.logsumexp and"
    " losses of logits are written so that large numbers do no harm."
)


def _nothing_returned(verdict: Verdict, t: Translator) -> list[Part]:
    if _is_of_gradient(verdict):
        tail = t.text(
            "and {part} has no gradient: the result is not connected to it.",
            part=verdict.detail.part if verdict.detail else "",
        )
        return called(verdict, t, tail) + usual_advice(verdict, t.text(CUT_OFF))
    if verdict.detail and verdict.detail.part:
        tail = t.text("and {part} is None.", part=which_part(verdict, t))
    else:
        tail = t.text("and nothing came back (None).")
    usual = t.text(
        "A function gives back what stands after return: check that every way through yours ends"
        " in one."
    )
    return called(verdict, t, tail) + usual_advice(verdict, usual)


def _is_of_gradient(verdict: Verdict) -> bool:
    """Whether the part of the answer that is meant is a gradient."""
    return "grad" in (verdict.detail.part.casefold() if verdict.detail else "")


def _wrong_type(verdict: Verdict, t: Translator) -> list[Part]:
    detail = verdict.detail
    if detail and detail.got and not detail.expected:
        tail = t.text(
            "and it returned a value of type {type}, which I can't compare. Return tensors,"
            " numbers, or tuples of those.",
            type=detail.got,
        )
        return called(verdict, t, tail)
    return told(verdict, t, t.text("and {what} has the wrong type", what=which_part(verdict, t)))


def _wrong_length(verdict: Verdict, t: Translator) -> list[Part]:
    tail = t.text("and {what} has the wrong number of items", what=which_part(verdict, t))
    return told(verdict, t, tail)


def _wrong_shape(verdict: Verdict, t: Translator) -> list[Part]:
    return told(verdict, t, t.text("and {what} has the wrong shape", what=which_part(verdict, t)))


def _wrong_dtype(verdict: Verdict, t: Translator) -> list[Part]:
    usual = t.text(
        "Make new tensors like the ones you were given: torch.zeros_like(x), or dtype=x.dtype."
    )
    return told(
        verdict, t, t.text("and {what} has the wrong dtype", what=which_part(verdict, t)), usual
    )


def _not_finite(verdict: Verdict, t: Translator) -> list[Part]:
    detail = verdict.detail
    if detail is None or detail.wrong_entries is None or detail.entries is None:
        return told(verdict, t, t.text("and {what} holds nan or inf", what=which_part(verdict, t)))
    if detail.entries == 1:
        tail = t.text("and {what} is nan or inf", what=which_part(verdict, t))
    else:
        tail = t.plural(
            "and {n} of {entries} entries of {what} is nan or inf, the one at {index}",
            "and {n} of {entries} entries of {what} are nan or inf. The first is at {index}",
            detail.wrong_entries,
            entries=detail.entries,
            what=which_part(verdict, t),
            index=index_text(detail.index),
        )
    return told(verdict, t, tail, t.text(OVERFLOW))


def _wrong_value(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.detail and (verdict.detail.missing or verdict.detail.extra):
        return _wrong_names(verdict, t)
    parts = told(verdict, t, _wrong_entries(verdict, t, which_part(verdict, t)))
    parts += _tolerance(verdict, t)
    if (
        _is_of_gradient(verdict)
        and verdict.detail
        and verdict.detail.got.rstrip(".") in ("0", "-0")
    ):
        parts += usual_advice(verdict, t.text(CUT_OFF))
    return parts


def _wrong_names(verdict: Verdict, t: Translator) -> list[Part]:
    """What is missing among the parts of a result, and what there is beyond them."""
    detail = verdict.detail
    assert detail is not None
    said = []
    if detail.missing:
        names = ", ".join(safe(name, 40) for name in detail.missing)
        said.append(
            t.plural("{names} is missing", "{names} are missing", len(detail.missing), names=names)
        )
    if detail.extra:
        names = ", ".join(safe(name, 40) for name in detail.extra)
        said.append(
            t.plural(
                "{names} is not asked for",
                "{names} are not asked for",
                len(detail.extra),
                names=names,
            )
        )
    tail = t.text("and in what came back {findings}.", findings="; ".join(said))
    return called(verdict, t, tail) + parameter_advice(verdict, t)


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
        index=index_text(detail.index),
    )


def _tolerance(verdict: Verdict, t: Translator) -> list[Part]:
    """How far off, and how far off it may be; left out where the difference is plain to see."""
    detail = verdict.detail
    if detail is None or detail.largest_error is None or not detail.allowed_error:
        return []
    sentence = t.text(
        "It is off by {error}; up to {allowed} would pass as rounding.",
        error=number_text(detail.largest_error),
        allowed=number_text(detail.allowed_error),
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
    return called(verdict, t, tail) + usual_advice(verdict, t.text(CUT_OFF))


def _wrong_gradient(verdict: Verdict, t: Translator) -> list[Part]:
    if verdict.argument:
        what = t.text("the gradient with respect to {argument}", argument=verdict.argument)
    else:
        what = t.text("the gradient")
    usual = t.text(
        "The values are right, so a part of the formula is not differentiated: look for .detach(),"
        " .data, torch.tensor(...) or no_grad on the way to it."
    )
    if verdict.detail and verdict.detail.got in ("nan", "inf", "-inf"):
        usual = t.text(OVERFLOW)
    parts = told(verdict, t, _wrong_entries(verdict, t, what))
    return parts + _tolerance(verdict, t) + usual_advice(verdict, usual)


def _broken_property(verdict: Verdict, t: Translator) -> list[Part]:
    parts: list[Part] = []
    if verdict.detail and verdict.detail.call:
        parts += [Sentence(t.text("I called")), Call(safe(verdict.detail.call, CALL_CELLS))]
        parts.append(Sentence(t.text("and this, which must hold, does not:")))
    else:
        parts.append(Sentence(t.text("This must hold, and it does not:")))
    parts.append(Quote((safe(verdict.title[t.language]),), whole=True))
    return parts + compared(verdict, t) + _tolerance(verdict, t)


def _did_not_converge(verdict: Verdict, t: Translator) -> list[Part]:
    curve = verdict.curve or Curve(values=())
    final = "nan" if curve.final is None else number_text(curve.final)
    tail = t.text("and at the end I measured {final}.", final=final)
    if curve.limit is not None:
        tail = t.text(
            "and at the end I measured {final}; this check needs {limit} or less.",
            final=final,
            limit=number_text(curve.limit),
        )
    parts = called(verdict, t, tail)
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
        start="nan" if first is None else number_text(first),
        best=number_text(best),
        step=step,
        end="nan" if last is None else number_text(last),
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


TELLERS: dict[Kind, Callable[[Verdict, Translator], list[Part]]] = {
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
}
