"""Comparing two answers: in which order, how exactly, and what is said of the difference."""

import math
from typing import Any

import numpy as np
import pytest

from autograder.judge.compare import Mismatch, difference, show
from autograder.judge.script import call_text
from autograder.model.record import Kind

NAN, INF = math.nan, math.inf


def found(got: Any, expected: Any, rtol: float = 1e-7, atol: float = 1e-9) -> Mismatch:
    mismatch = difference(got, expected, rtol, atol)
    assert mismatch is not None
    return mismatch


def kind(got: Any, expected: Any) -> Kind | None:
    mismatch = difference(got, expected)
    return mismatch.kind if mismatch else None


def f4(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


EQUAL = {
    "the same array": (np.arange(3.0), np.arange(3.0)),
    "within the relative tolerance": (np.array([1e6 + 0.05]), np.array([1e6])),
    "within the absolute tolerance": (np.array([5e-10]), np.array([0.0])),
    "float32 within what it can hold": (f4(1.00005, 100.0), f4(1.0, 100.0)),
    "near zero beside large entries in float32": (f4(1e-4, 100.0), f4(0.0, 100.0)),
    "complex64 within what it can hold": (
        np.array([1.00005 + 1j], np.complex64),
        np.array([1 + 1j], np.complex64),
    ),
    "a wider type": (np.array([1.0]), f4(1.0)),
    "integers of another width": (np.array([3], np.int32), np.array([3], np.int64)),
    "unsigned and signed": (np.array([3], np.uint8), np.array([3], np.int64)),
    "NaN where it is expected": (np.array([NAN, 1.0]), np.array([NAN, 1.0])),
    "infinity where it is expected": (np.array([INF, -INF]), np.array([INF, -INF])),
    "nothing at all": (np.zeros((0, 3)), np.zeros((0, 3))),
    "a number for a tensor without dimensions": (2.5, np.array(2.5)),
    "a tensor without dimensions for a number": (np.array(2.5), 2.5),
    "an integer for a float": (2, 2.0),
    "a list for a tuple": ([1, 2], (1, 2)),
    "a tuple for a list": ((1, np.zeros(2)), [1, np.zeros(2)]),
    "a dict in another order": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    "text": ("abc", "abc"),
    "None": (None, None),
    "True": (True, True),
    "a boolean array": (np.array([True, False]), np.array([True, False])),
}


@pytest.mark.parametrize(("got", "expected"), EQUAL.values(), ids=EQUAL)
def test_these_are_equal(got: Any, expected: Any) -> None:
    assert difference(got, expected) is None


DIFFERENT = {
    "beyond the relative tolerance": (np.array([1e6 + 0.2]), np.array([1e6]), Kind.WRONG_VALUE),
    "beyond the absolute tolerance": (np.array([5e-9]), np.array([0.0]), Kind.WRONG_VALUE),
    "beyond what float32 can hold": (f4(1.001, 1.0), f4(1.0, 1.0), Kind.WRONG_VALUE),
    "float32 where float64 is expected": (f4(1.0), np.array([1.0]), Kind.WRONG_DTYPE),
    "integers for floats": (np.array([1]), np.array([1.0]), Kind.WRONG_DTYPE),
    "floats for integers": (np.array([1.0]), np.array([1]), Kind.WRONG_DTYPE),
    "booleans for integers": (np.array([True]), np.array([1]), Kind.WRONG_DTYPE),
    "complex for real": (np.array([1 + 0j]), np.array([1.0]), Kind.WRONG_DTYPE),
    "True for 1": (True, 1, Kind.WRONG_DTYPE),
    "an integer off by one": (np.array([3, 4]), np.array([3, 5]), Kind.WRONG_VALUE),
    "an integer off by one beyond 2^53": (
        np.array([2**53 + 1]),
        np.array([2**53]),
        Kind.WRONG_VALUE,
    ),
    "a boolean": (np.array([True]), np.array([False]), Kind.WRONG_VALUE),
    "NaN for a number": (np.array([NAN]), np.array([1.0]), Kind.NOT_FINITE),
    "infinity for a number": (np.array([INF]), np.array([1.0]), Kind.NOT_FINITE),
    "a number for infinity": (np.array([0.0]), np.array([INF]), Kind.WRONG_VALUE),
    "the other infinity": (np.array([-INF]), np.array([INF]), Kind.WRONG_VALUE),
    "NaN for infinity": (np.array([NAN]), np.array([INF]), Kind.WRONG_VALUE),
    "a number for NaN": (np.array([0.0]), np.array([NAN]), Kind.WRONG_VALUE),
    "a shape that would broadcast": (np.ones((3, 1)), np.ones((1, 3)), Kind.WRONG_SHAPE),
    "one entry for a number": (np.ones(1), 1.0, Kind.WRONG_SHAPE),
    "an empty array": (np.ones((0, 3)), np.ones((2, 3)), Kind.WRONG_SHAPE),
    "None for an array": (None, np.ones(1), Kind.NOTHING_RETURNED),
    "None for a tuple": (None, (1, 2), Kind.NOTHING_RETURNED),
    "None for a dict": (None, {"a": 1}, Kind.NOTHING_RETURNED),
    "None in a tuple": ((1, None), (1, 2), Kind.NOTHING_RETURNED),
    "something for None": (0, None, Kind.WRONG_TYPE),
    "text for an array": ("x", np.ones(1), Kind.WRONG_TYPE),
    "an array for a tuple": (np.ones(2), (1.0, 1.0), Kind.WRONG_TYPE),
    "a list for an array": ([1.0, 1.0], np.ones(2), Kind.WRONG_TYPE),
    "a list for a dict": ([1], {"a": 1}, Kind.WRONG_TYPE),
    "a shorter tuple": ((1,), (1, 2), Kind.WRONG_LENGTH),
    "a longer tuple": ((1, 2, 3), (1, 2), Kind.WRONG_LENGTH),
    "another key": ({"a": 1}, {"b": 1}, Kind.WRONG_VALUE),
    "one key more": ({"a": 1, "b": 1}, {"a": 1}, Kind.WRONG_VALUE),
    "other text": ("a", "b", Kind.WRONG_VALUE),
    "a number for text": (1, "1", Kind.WRONG_TYPE),
}


@pytest.mark.parametrize(("got", "expected", "wanted"), DIFFERENT.values(), ids=DIFFERENT)
def test_these_differ_and_the_kind_says_how(got: Any, expected: Any, wanted: Kind) -> None:
    assert kind(got, expected) == wanted


def test_the_kinds_are_looked_for_in_order_whatever_part_they_are_in() -> None:
    right = (np.ones(2), np.ones(3))
    value, finite = np.array([1.0, 9.0]), np.array([1.0, 1.0, NAN])
    assert kind((value, finite), right) == Kind.NOT_FINITE
    assert kind((finite[:2] * NAN, np.ones(3, np.float32)), right) == Kind.WRONG_DTYPE
    assert kind((value, np.ones(4, np.float32)), right) == Kind.WRONG_SHAPE
    assert kind((np.ones(4), "x", 1), right) == Kind.WRONG_LENGTH
    assert kind("x", right) == Kind.WRONG_TYPE


def test_the_part_says_where_in_a_structure() -> None:
    got = {"grads": [np.zeros(2), {"W": np.zeros(3)}]}
    expected = {"grads": [np.zeros(2), {"W": np.ones(3)}]}
    assert found(got, expected).part == "grads[1].W"
    assert found((1, 2), (1, 3)).part == "[1]"


def test_the_worst_entry_is_named_and_the_wrong_ones_are_counted() -> None:
    expected = np.zeros((2, 3))
    got = expected.copy()
    got[0, 1], got[1, 2], got[1, 0] = 0.5, -2.0, 1e-12
    mismatch = found(got, expected)
    assert mismatch.index == (1, 2)
    assert (mismatch.wrong_entries, mismatch.entries) == (2, 6)
    assert (mismatch.got, mismatch.expected) == ("-2", "0")
    assert mismatch.largest_error == 2.0
    assert mismatch.allowed_error == 1e-9


def test_the_worst_entry_is_one_that_is_wrong_not_the_one_furthest_off() -> None:
    # 1e9 may be off by 100, 1 may not be off by 1.
    mismatch = found(np.array([1e9 + 50, 2.0]), np.array([1e9, 1.0]))
    assert mismatch.index == (1,)


def test_the_first_entry_that_is_not_finite_is_named() -> None:
    mismatch = found(np.array([[1.0, NAN], [INF, 1.0]]), np.ones((2, 2)))
    assert mismatch.index == (0, 1)
    assert (mismatch.wrong_entries, mismatch.entries) == (2, 4)
    assert (mismatch.got, mismatch.expected) == ("nan", "1")


def test_a_number_has_an_index_without_dimensions() -> None:
    mismatch = found(2.0, np.array(1.0))
    assert mismatch.index == ()
    assert mismatch.largest_error == 1.0


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.array([0.0]), np.array([INF])),
        (np.array([NAN]), np.array([INF])),
        (np.array([1e308]), np.array([-1e308])),
        (np.array([NAN]), np.array([1.0])),
    ],
)
def test_what_goes_into_a_record_is_finite(got: Any, expected: Any) -> None:
    mismatch = found(got, expected)
    for number in (mismatch.largest_error, mismatch.allowed_error):
        assert number is None or math.isfinite(number)


def test_the_tolerance_of_float64_is_the_callers() -> None:
    got, expected = np.array([1.1]), np.array([1.0])
    assert difference(got, expected, rtol=0.2) is None
    assert difference(got, expected, rtol=0.0, atol=0.2) is None
    assert difference(got, expected, rtol=0.05) is not None


def test_integers_know_no_tolerance() -> None:
    assert difference(np.array([101]), np.array([100]), rtol=0.5, atol=5) is not None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, 2.5]), "[1, 2.5]"),
        (np.array([[1, 2], [3, 4]]), "[[1, 2], [3, 4]]"),
        (np.array(3.0), "3"),
        (np.array([True]), "[True]"),
        (np.zeros((4, 5)), "float64 (4, 5)"),
        (f4(*range(7)), "float32 (7,)"),
        ((1.5,), "(1.5,)"),
        ([1, "a", None], "[1, 'a', None]"),
        ({"a": 0.1}, "{a: 0.1}"),
        (np.zeros(0), "[]"),
        (1 / 3, "0.333333"),
    ],
)
def test_a_value_is_shown_as_a_person_would_write_it(value: Any, text: str) -> None:
    assert show(value) == text


def test_a_call_is_shown_as_it_can_be_pasted() -> None:
    called: list[Any] = []
    args = [np.array([[1.0, -2.5]]), np.array([3, 4]), np.array(2.0), np.array([True]), 0.5]
    request: dict[str, Any] = {
        "op": "call",
        "function": "f",
        "args": [*args, (np.zeros(2), [np.ones(1)])],
        "kwargs": {"h0": np.array([[1.0]]), "mode": "gru"},
    }
    text = call_text(request)
    assert text.startswith(
        "f(tensor([[1., -2.5]]), tensor([3, 4]), tensor(2.), tensor([True]), 0.5"
    )
    eval(text, {"tensor": np.array, "f": lambda *a, **k: called.extend([*a, k])})
    for got, value in zip(called, args, strict=False):
        assert np.array_equal(got, value)
        assert np.asarray(got).dtype == np.asarray(value).dtype
    assert np.array_equal(called[-1]["h0"], [[1.0]])
    assert called[-1]["mode"] == "gru"
