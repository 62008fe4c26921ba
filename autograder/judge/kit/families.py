"""Families of checks, as functions that a check calls.

None believes an answer because another one says the same: each compares what came back with the
reference, with a closed form, or with numbers that the judge computes. Where a property relates two
calls, the judge plants what must be seen or not, and a reference that does not show it is an error
of the suite.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.execution.wire import Value
from autograder.judge.compare import difference
from autograder.judge.kit import probes
from autograder.judge.suite import Answer, Student, SuiteError, expect, expect_equal

Array = np.ndarray
Call = Callable[..., Answer]  # `student.gru_forward`, a `Module`, or a function that asks either


def random_seed(rng: np.random.Generator) -> int:
    """A seed for what is drawn beside the student's code."""
    return int(rng.integers(2**31))


def require(shown: object, property_: str) -> None:
    """Raises SuiteError where the reference does not show what a check asks for."""
    if not shown:
        raise SuiteError(f"the reference does not show it: {property_}")


def mapped(function: Callable[[Array], Array], value: Value) -> Value:
    """The value with every array replaced by what `function` makes of it."""
    if isinstance(value, np.ndarray):
        return function(value)
    if isinstance(value, list | tuple):
        return type(value)(mapped(function, item) for item in value)
    if isinstance(value, dict):
        return {key: mapped(function, item) for key, item in value.items()}
    return value


def arrays_like(value: Value, given: Sequence[Array]) -> list[Array]:
    """The finite floating-point arrays that came back in the place of those that were given, each
    of the same shape. Raises Failure."""
    expect(isinstance(value, list | tuple) and len(value) == len(given))
    for array, like in zip(value, given, strict=True):
        expect(isinstance(array, np.ndarray) and array.shape == like.shape)
        expect(array.dtype.kind == "f" and np.isfinite(array).all())
    return list(value)


# --- one function, called several times -------------------------------------------------------


def answer_form(student: Student, function: str, *arguments: Value) -> Answer:
    """Zeros of the shape of every tensor that a function returns. Raises Failure.

    Compared with the reference's, it says what has the wrong shape, and whose hint fits, where the
    numbers are free.
    """
    return student.run(probes.answer_zeros.of(function=function), list(arguments))


def expect_arguments_kept(
    student: Student, function: str, *arguments: Value, rtol: float = 1e-7, atol: float = 1e-9
) -> None:
    """A function's answer is the reference's, and it leaves its arguments as they were."""
    probe = probes.arguments_left.of(function=function)
    left = student.run(probe, list(arguments)).matches_reference(rtol, atol)
    kept = difference(left.expected["arguments"], list(arguments), 0, 0) is None
    require(kept, f"{function} leaves its arguments as they were")
    expect_equal(left["arguments"], list(arguments), 0, 0)


def expect_unseen(
    call: Call,
    arguments: Sequence[Value],
    changed: Sequence[Value],
    *,
    kept: Callable[[Any], Value] = lambda value: value,
    seen: Callable[[Any], Value] | None = None,
) -> None:
    """What was changed in the arguments is not seen in the part `kept` of the answer, nor in a call
    with the old arguments afterwards. Every answer is the reference's.

    In the reference the part `seen`, if there is one, shows the change.
    """
    first = call(*arguments).matches_reference()
    other = call(*changed)
    before, after = first.expected, other.expected
    require(difference(kept(after), kept(before)) is None, "the change is not seen")
    require(seen is None or difference(seen(after), seen(before)), "the change is seen elsewhere")
    other.matches_form()
    expect_equal(kept(other.value), kept(before))
    other.matches_reference()
    call(*arguments).matches_reference()


def expect_future_unseen(
    call: Call,
    arguments: Sequence[Value],
    *,
    at: int,
    argument: int = 0,
    axis: int = 1,
    part: int | str | None = None,
    instead: Array | None = None,
) -> None:
    """No step before `at` sees the inputs from `at` on, and the steps from there on do.

    The inputs are `arguments[argument]` and the outputs `part` of the answer (the whole of it where
    there is one alone), both with their steps along `axis`. The future is replaced by that of
    `instead`, or has 1 added to it.
    """
    x = np.asarray(arguments[argument])
    before = (*[slice(None)] * axis, slice(at))
    from_then = (*[slice(None)] * axis, slice(at, None))
    future = x.copy()
    future[from_then] = x[from_then] + 1 if instead is None else instead[from_then]
    changed = [*arguments]
    changed[argument] = future

    def steps(of: tuple[slice, ...]) -> Callable[[Any], Value]:
        return lambda value: (value if part is None else value[part])[of]

    expect_unseen(call, arguments, changed, kept=steps(before), seen=steps(from_then))


def expect_padding_unseen(
    call: Call,
    arguments: Sequence[Value],
    lengths: Array,
    *,
    argument: int = 0,
    filler: float = 100,
) -> None:
    """The inputs (N, T, …) beyond the lengths (N,) are not seen, and the last before are."""
    x = np.asarray(arguments[argument])
    steps = np.arange(x.shape[1]).reshape(1, -1, *[1] * (x.ndim - 2))

    def filled(beyond: Array) -> list[Value]:
        changed = [*arguments]
        inside = steps < beyond.reshape(-1, *[1] * (x.ndim - 1))
        changed[argument] = np.where(inside, x, np.asarray(filler, x.dtype))
        return changed

    expect_unseen(call, arguments, filled(lengths))
    planted = call(*filled(lengths - 1)).matches_reference()
    again = call(*arguments)
    require(difference(planted.expected, again.expected), "the last steps are seen")


def expect_rows_independent(
    call: Call,
    arguments: Sequence[Value],
    *,
    batched: Sequence[int] = (0,),
    axis: int = 0,
) -> None:
    """The answers of a batch are those of its rows, in whatever order and company these come.

    `batched` are the arguments with a row for each along their first axis; the answers have one
    along `axis`. The reference's answers of two rows are not alike.
    """
    N = len(np.asarray(arguments[batched[0]]))
    whole = call(*arguments).matches_reference().expected

    def of_whole(which: Array) -> Value:
        return mapped(lambda value: value.take(which, axis), whole)

    for which in [np.roll(np.arange(N), 1), np.array([N - 1])]:
        rows = [
            np.asarray(value)[which] if number in batched else value
            for number, value in enumerate(arguments)
        ]
        answer = call(*rows)
        independent = difference(answer.expected, of_whole(which)) is None
        require(independent, "the rows are independent")
        require(difference(of_whole(which), of_whole(np.arange(len(which)))), "rows are not alike")
        answer.matches_form()
        expect_equal(answer.value, of_whole(which))
