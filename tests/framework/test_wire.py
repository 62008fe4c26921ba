"""Frames: what crosses comes back as it was, and nothing else is ever read."""

import contextlib
import json
import math
import struct
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.execution.wire import (
    DTYPES,
    PREFIX,
    Bounds,
    Value,
    WireError,
    decode,
    encode,
    sizes,
)

STEADY = settings(max_examples=100, deadline=None, derandomize=True, database=None)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ARRAYS = st.sampled_from(sorted(DTYPES)).flatmap(
    lambda code: npst.arrays(np.dtype(code), npst.array_shapes(min_dims=0, max_dims=4, min_side=0))
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | TEXT | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)


def read(frame: bytes, bounds: Bounds | None = None) -> Value:
    bounds = bounds or Bounds()
    header, body = sizes(frame[: PREFIX.size], bounds)
    rest = frame[PREFIX.size :]
    assert len(rest) == header + body
    return decode(rest[:header], rest[header:], bounds)


def same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        return (
            isinstance(b, np.ndarray)
            and a.dtype == b.dtype
            and a.shape == b.shape
            and a.tobytes() == b.tobytes()
        )
    if isinstance(a, float):
        return type(b) is float and (a == b or (math.isnan(a) and math.isnan(b)))
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return type(a) is type(b) and bool(a == b)


@settings(STEADY)
@given(VALUES)
def test_every_value_comes_back_as_it_was_sent(value: Value) -> None:
    assert same(value, read(encode(value)))


def test_minus_zero_infinity_and_nan_come_back() -> None:
    back = read(encode([-0.0, math.inf, -math.inf, math.nan]))
    assert math.copysign(1, back[0]) == -1
    assert back[1:3] == [math.inf, -math.inf]
    assert math.isnan(back[3])


def test_arrays_of_any_layout_and_byte_order_arrive_in_order() -> None:
    array = np.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1)[::2]
    assert np.array_equal(read(encode(array)), array)
    assert np.array_equal(read(encode(array.astype(">f8"))), array)


def test_an_array_that_arrived_can_not_be_written_to() -> None:
    array = read(encode(np.zeros(3)))
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


@pytest.mark.parametrize(
    "value",
    [
        2**63,
        -(2**63) - 1,
        {1: 2},
        {"a", "b"},
        b"bytes",
        object(),
        1j,
        "\ud800",
        {"\udfff": 1},
        np.array(["text"]),
        np.array([1, None]),
        np.zeros(2, dtype=[("a", "f4")]),
        np.zeros(2, dtype="M8[s]"),
        np.zeros(2, dtype=np.uint64),
        np.zeros(2, dtype=np.longdouble),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_does_not_cross(value: Any) -> None:
    with pytest.raises(WireError):
        encode({"value": [value]})


HEADERS = {
    "a bare list": [1, 2],
    "a bare float": 1.5,
    "an object of two keys": {"l": [], "t": []},
    "an empty object": {},
    "an unknown kind": {"z": []},
    "a list that is none": {"l": "text"},
    "a float that is none": {"f": "text"},
    "a float that is a list": {"f": [1]},
    "a float of many digits": {"f": "0x" + "1" * 50 + "p0"},
    "a float out of range": {"f": "0x1p99999"},
    "an integer of 65 bits": 2**64,
    "a key twice": {"d": [["a", 1], ["a", 2]]},
    "a key that is no text": {"d": [[1, 2]]},
    "a dict entry of three": {"d": [["a", 1, 2]]},
    "a dict entry that is no list": {"d": ["ab"]},
    "an array without a shape": {"a": ["<f8"]},
    "an array of objects": {"a": ["|O", [1]]},
    "an array of Python's names": {"a": ["float64", [1]]},
    "an array of big-endian numbers": {"a": [">f8", [1]]},
    "an array whose type is a list": {"a": [["<f8"], [1]]},
    "a negative size": {"a": ["<f8", [-1]]},
    "two negative sizes": {"a": ["<f8", [-1, -1]]},
    "a boolean size": {"a": ["|u1", [True]]},
    "a fractional size": {"a": ["<f8", [0.5]]},
    "a shape that is no list": {"a": ["<f8", 1]},
    "nine dimensions": {"a": ["<f8", [1] * 9]},
    "more than the body": {"a": ["<f8", [2]]},
    "less than the body": {"a": ["<f4", [1]]},
    "no array for the body": None,
    "two arrays for one body": {"l": [{"a": ["<f8", [1]]}, {"a": ["<f8", [1]]}]},
    "an overflowing size": {"a": ["<f8", [2**40, 2**40]]},
    "an empty array of an overflowing size": {
        "l": [{"a": ["<f8", [1]]}, {"a": ["<f8", [0, 2**40, 2**40, 2**40]]}]
    },
}


@pytest.mark.parametrize("tree", HEADERS.values(), ids=HEADERS)
def test_a_header_that_is_not_ours_is_refused(tree: Any) -> None:
    with pytest.raises(WireError):
        decode(json.dumps(tree).encode(), bytes(8))


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"NaN",
        b"Infinity",
        b"1e5",
        b"9" * 5000,
        b"\xff",
        b'"\\ud800"',
        b'{"d": [["\\udc00", 1]]}',
        b"null null",
        b"[" * 100_000,
        b'{"l":[' * 5000,
        "\ufeffnull".encode("utf-16"),
    ],
)
def test_text_that_is_not_a_header_is_refused(header: bytes) -> None:
    with pytest.raises(WireError):
        decode(header, b"")


def test_a_boolean_is_zero_or_one() -> None:
    header = json.dumps({"a": ["|b1", [2]]}).encode()
    assert decode(header, b"\x00\x01").tolist() == [False, True]
    with pytest.raises(WireError, match="boolean"):
        decode(header, b"\x01\x02")


def nested(levels: int) -> Value:
    value: Value = None
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("within", "beyond", "bounds"),
    [
        (nested(5), nested(6), Bounds(depth=5)),
        ([None] * 9, [None] * 10, Bounds(nodes=10)),
        ("x" * 10, "x" * 11, Bounds(text=10)),
        ({"x" * 10: 1}, {"x" * 11: 1}, Bounds(text=10)),
        (np.zeros((1,) * 3), np.zeros((1,) * 4), Bounds(rank=3)),
        (np.zeros(2), np.zeros(3), Bounds(body=16)),
        ("x" * 98, "x" * 99, Bounds(header=100)),
    ],
    ids=["depth", "nodes", "text", "key", "rank", "body", "header"],
)
def test_each_bound_holds_exactly(within: Value, beyond: Value, bounds: Bounds) -> None:
    assert same(within, read(encode(within), bounds))
    with pytest.raises(WireError):
        read(encode(beyond), bounds)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: sizes(struct.pack(">IQ", 2**32 - 1, 0)),
        lambda: sizes(struct.pack(">Iq", 0, -1)),
        lambda: decode(json.dumps({"a": ["<f8", [2**37]]}).encode(), bytes(8)),
        lambda: decode(json.dumps({"a": ["|b1", [2**20, 2**20]]}).encode(), b"\x01"),
    ],
    ids=["header", "body", "array", "product"],
)
def test_nothing_is_allocated_for_sizes_out_of_bounds(attempt: Callable[[], Any]) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            attempt()
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("prefix", [b"", b"\x00" * 11, b"\x00" * 13])
def test_a_prefix_has_twelve_bytes(prefix: bytes) -> None:
    with pytest.raises(WireError):
        sizes(prefix)


def test_a_body_with_bytes_left_over_is_refused() -> None:
    frame = encode(np.zeros(2))
    header, _ = sizes(frame[: PREFIX.size])
    start = PREFIX.size
    with pytest.raises(WireError, match="fill"):
        decode(frame[start : start + header], frame[start + header :] + b"\x00")


def test_a_frame_with_changed_bytes_is_a_value_or_refused_and_nothing_else() -> None:
    frame = encode(
        {"x": [np.zeros((2, 0, 3)), np.ones(3), None, -0.5], "é": (1, True, "text", {"a": 2**40})}
    )
    header, _ = sizes(frame[: PREFIX.size])
    random = np.random.default_rng(0)
    read_all_the_same = 0
    for _ in range(5000):
        changed = bytearray(frame[PREFIX.size :])
        for _ in range(random.integers(1, 4)):
            at = random.integers(header) if random.random() < 0.9 else random.integers(len(changed))
            changed[at : at + random.integers(3)] = bytes(
                random.choice(list(b'0123456789-.[]{}":,eax\x00\xff'), random.integers(3)).tolist()
            )
        try:
            decode(bytes(changed[:header]), bytes(changed[header:]))
            read_all_the_same += 1
        except WireError:
            pass
    assert 0 < read_all_the_same < 5000


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([*DTYPES, "f", "a", "l", "t", "d", 2**40, 2**62, -1]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("faltd"), inner, min_size=1, max_size=1)
        | st.tuples(st.sampled_from(sorted(DTYPES)), st.lists(st.integers(-1, 2**41), max_size=9))
        .map(list)
        .map(lambda pair: {"a": pair})
    ),
    max_leaves=20,
)


@settings(STEADY)
@given(JSON, st.binary(max_size=32))
def test_any_json_at_all_is_a_value_or_refused_and_nothing_else(tree: Any, body: bytes) -> None:
    with contextlib.suppress(WireError):
        decode(json.dumps(tree).encode(), body)
