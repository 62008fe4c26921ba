"""Between the plain values of the wire and what student code works with: tensors."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from autograder.execution.wire import DTYPES, Value


class CannotCross(Exception):  # noqa: N818 -- it says what is the matter
    """A value that a student's code returned is not one that can be sent; names its type."""


def to_torch(value: Value) -> Any:
    """The value with every numpy array made a tensor of its own memory."""
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value.copy())
    if isinstance(value, list):
        return [to_torch(item) for item in value]
    if isinstance(value, tuple):
        return tuple(to_torch(item) for item in value)
    if isinstance(value, dict):
        return {key: to_torch(item) for key, item in value.items()}
    return value


def to_wire(value: Any) -> Value:
    """The value with every tensor made a numpy array, gradients and views left behind.

    Raises CannotCross for anything but None, numbers, text, tensors, arrays and lists, tuples and
    dicts of those.
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) in (torch.Tensor, torch.nn.Parameter):
        tensor = value.detach()
        if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
            raise CannotCross(f"Tensor({tensor.layout}, {tensor.device.type})")
        if tensor.dtype == torch.bfloat16:
            tensor = tensor.to(torch.float32)
        array = tensor.resolve_conj().resolve_neg().contiguous().numpy()
        if array.dtype.newbyteorder("<").str not in DTYPES:
            raise CannotCross(f"Tensor({tensor.dtype})")
        return array
    if type(value) is np.ndarray or isinstance(value, np.generic):
        array = np.asarray(value)
        if array.dtype.newbyteorder("<").str not in DTYPES:
            raise CannotCross(f"ndarray({array.dtype})")
        return array
    if isinstance(value, list):
        return [to_wire(item) for item in value]
    if isinstance(value, tuple):
        return tuple(to_wire(item) for item in value)
    if isinstance(value, Mapping):
        return {str(key): to_wire(item) for key, item in value.items()}
    raise CannotCross(type(value).__name__)
