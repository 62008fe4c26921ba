"""What crosses the line between judge and worker: bounded frames of plain values.

A frame is a 12-byte prefix (length of the header, length of the body, big-endian), a JSON header
(the tree of values) and a body (the raw bytes of its arrays, one after the other). The reader
checks every size before it allocates anything and knows no types but these: None, bool, int
(64 bits), float, str, list, tuple, dict with str keys, and numpy arrays of fixed-width numbers.
"""

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

PREFIX = struct.Struct(">IQ")
DTYPES = {
    code: np.dtype(code)
    for code in ("<f2", "<f4", "<f8", "<c8", "<c16", "|b1", "|u1", "|i1", "<i2", "<i4", "<i8")
}

Value = Any  # the types of this module's docstring; recursive, so not spelt out for mypy


class WireError(Exception):
    """A value that can't cross, or bytes that are not a frame."""


@dataclass(frozen=True)
class Bounds:
    """The largest frame that is read: sizes in bytes, counts in nodes, dimensions and levels."""

    header: int = 4 << 20
    body: int = 64 << 20
    nodes: int = 200_000
    depth: int = 24
    rank: int = 8
    text: int = 1 << 20


DEFAULT_BOUNDS = Bounds()


class Request(dict[str, Value]):
    """A request that is put to several: its frame is made once. Not to be changed any more."""

    @cached_property
    def frame(self) -> bytes:
        """See `encode`."""
        return encode(self)


def frame_of(request: Mapping[str, Value]) -> bytes:
    """The frame of a request. Raises WireError for a type that does not cross."""
    return request.frame if isinstance(request, Request) else encode(request)


_dumps = json.JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False).encode


def encode(value: Value) -> bytes:
    """The frame of a value. Raises WireError for a type that does not cross."""
    arrays: list[bytes] = []
    header = _dumps(_pack(value, arrays)).encode()
    body = b"".join(arrays)
    return PREFIX.pack(len(header), len(body)) + header + body


def sizes(prefix: bytes, bounds: Bounds = DEFAULT_BOUNDS) -> tuple[int, int]:
    """The lengths of header and body that a prefix announces. Raises WireError out of bounds."""
    if len(prefix) != PREFIX.size:
        raise WireError("bytes that are too few for a frame")
    header, body = PREFIX.unpack(prefix)
    if header > bounds.header:
        raise WireError(f"a header of {header} bytes, at most {bounds.header} are read")
    if body > bounds.body:
        raise WireError(f"arrays of {body} bytes, at most {bounds.body} are read")
    return header, body


def decode(header: bytes, body: bytes, bounds: Bounds = DEFAULT_BOUNDS) -> Value:
    """The value of a frame. Arrays are read-only views of `body`. Raises WireError."""
    try:
        tree = json.loads(
            header.decode("utf-8"),
            object_pairs_hook=_single_key,
            parse_constant=_refuse_constant,
            parse_float=_refuse_constant,
        )
    except WireError:
        raise
    except (ValueError, RecursionError) as error:
        raise WireError(f"not a header: {type(error).__name__}") from None
    reader = _Reader(memoryview(body), bounds)
    value = reader.value(tree, 0)
    if reader.offset != len(body):
        raise WireError("the arrays do not fill the body")
    return value


def _pack(value: Value, arrays: list[bytes]) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _unicode(value)
    if isinstance(value, int):
        if not -(1 << 63) <= value < 1 << 63:
            raise WireError("an integer of more than 64 bits")
        return value
    if isinstance(value, float):
        return {"f": value.hex()}
    if isinstance(value, np.generic):
        value = np.asarray(value)
    if isinstance(value, np.ndarray):
        code = value.dtype.str
        if code not in DTYPES:
            value = value.astype(value.dtype.newbyteorder("<"), copy=False)
            code = value.dtype.str
            if code not in DTYPES:
                raise WireError(f"an array of {value.dtype}")
        arrays.append(value.tobytes())
        return {"a": [code, list(value.shape)]}
    if isinstance(value, list):
        return {"l": [_pack(item, arrays) for item in value]}
    if isinstance(value, tuple):
        return {"t": [_pack(item, arrays) for item in value]}
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise WireError("a dict whose keys are not text")
        return {"d": [[_unicode(key), _pack(item, arrays)] for key, item in value.items()]}
    raise WireError(f"a value of type {type(value).__name__}")


def _unicode(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise WireError("a text that is not Unicode") from None
    return text


def _single_key(pairs: list[tuple[str, Any]]) -> tuple[str, Any]:
    if len(pairs) != 1:
        raise WireError("a node that is not one key and its value")
    return pairs[0]


def _refuse_constant(text: str) -> None:
    raise WireError("a bare JSON number that is not an integer")


class _Reader:
    """Turns a parsed header into values, taking the arrays from the body as they come."""

    def __init__(self, body: memoryview, bounds: Bounds) -> None:
        self.body = body
        self.bounds = bounds
        self.offset = 0
        self.nodes = 0

    def value(self, node: Any, depth: int) -> Value:
        self.nodes += 1
        if self.nodes > self.bounds.nodes or depth > self.bounds.depth:
            raise WireError("too many values, or nested too deep")
        if node is None or isinstance(node, bool):
            return node
        if isinstance(node, int):
            if not -(1 << 63) <= node < 1 << 63:
                raise WireError("an integer of more than 64 bits")
            return node
        if isinstance(node, str):
            return self._text(node)
        if not isinstance(node, tuple):
            raise WireError("a bare JSON list")
        tag, content = node
        if tag == "f" and isinstance(content, str):
            return self._float(content)
        if not isinstance(content, list):
            raise WireError("a node of an unknown form")
        if tag == "a":
            return self._array(content)
        if tag == "l":
            return [self.value(item, depth + 1) for item in content]
        if tag == "t":
            return tuple(self.value(item, depth + 1) for item in content)
        if tag == "d":
            return self._dict(content, depth)
        raise WireError("a node of an unknown kind")

    def _text(self, text: str) -> str:
        if len(text) > self.bounds.text:
            raise WireError("a text that is too long")
        return _unicode(text)

    def _float(self, text: str) -> float:
        if len(text) > 40:
            raise WireError("not a number")
        try:
            return float.fromhex(text)
        except (ValueError, OverflowError):
            raise WireError("not a number") from None

    def _dict(self, content: list[Any], depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for pair in content:
            if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
                raise WireError("a dict entry that is not a key and a value")
            key = self._text(pair[0])
            if key in result:
                raise WireError("a dict with a key twice")
            result[key] = self.value(pair[1], depth + 1)
        return result

    def _array(self, content: list[Any]) -> np.ndarray:
        if len(content) != 2 or not isinstance(content[0], str) or content[0] not in DTYPES:
            raise WireError("an array of an unknown dtype")
        dtype = DTYPES[content[0]]
        shape = content[1]
        if not isinstance(shape, list) or len(shape) > self.bounds.rank:
            raise WireError("an array of too many dimensions")
        if not all(type(size) is int and 0 <= size <= 1 << 40 for size in shape):
            raise WireError("an array of an impossible shape")
        count = math.prod(shape)
        end = self.offset + count * dtype.itemsize
        if end > len(self.body):
            raise WireError("an array that is larger than the body")
        if count == 0 and math.prod(size for size in shape if size) > 1 << 40:
            raise WireError("an array of an impossible shape")  # numpy refuses it, empty or not
        array = np.frombuffer(self.body[self.offset : end], dtype=dtype).reshape(shape)
        if dtype.kind == "b" and array.size and array.view(np.uint8).max() > 1:
            raise WireError("a boolean that is neither 0 nor 1")
        self.offset = end
        return array
