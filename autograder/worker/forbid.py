"""Refuses library kernels and, where a gradient is asked for by hand, automatic differentiation.

Operators are overridden in torch's dispatcher, on the host before any fork, so that every door to a
kernel (`nn.GRU`, `torch._VF.gru`, `torch.ops.aten.gru`) leads to the refusal. `torch.library` is a
public interface; that these dispatch keys cover all doors is a fact of the pinned torch, which
`tests/framework/test_forbidden.py` checks again for each release.
"""

import contextlib
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import torch

KEYS = ("CompositeImplicitAutograd", "CPU", "AutogradCPU")


class ForbiddenCall(RuntimeError):  # noqa: N818 -- it names what was done
    """The student's code called what the exercise asks to be written."""


_libraries: list[torch.library.Library] = []  # an override lives as long as its library


def refuse_operators(operators: Sequence[str]) -> None:
    """Makes each operator (`aten::gru_cell`, `aten::gru.input`) raise ForbiddenCall.

    Operators that this torch does not have are passed over.
    """
    for qualified in operators:
        namespace, _, name = qualified.partition("::")
        packet = getattr(getattr(torch.ops, namespace), name.partition(".")[0], None)
        if packet is None:
            continue
        overloads = [name] if "." in name else _overloads(name, packet)
        library = torch.library.Library(namespace, "IMPL")
        _libraries.append(library)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns of the override that is meant
            for overload in overloads:
                for key in KEYS:
                    library.impl(overload, _refusal(qualified), key, allow_override=True)


def _overloads(name: str, packet: Any) -> list[str]:
    return [name if each == "default" else f"{name}.{each}" for each in packet.overloads()]


def _refusal(operator: str) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise ForbiddenCall(operator)

    return refuse


@contextlib.contextmanager
def automatic_differentiation(forbidden: bool) -> Iterator[None]:
    """While it holds, `backward()` and `torch.autograd.grad` raise ForbiddenCall.

    It names an honest shortcut; it is no wall, and the source is scanned for the doors round it.
    """
    if not forbidden:
        yield
        return
    patched = [
        (torch.autograd, "_engine_run_backward"),
        (torch.autograd.graph, "_engine_run_backward"),
    ]
    kept = [(holder, name, getattr(holder, name)) for holder, name in patched]

    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise ForbiddenCall("torch.autograd")

    try:
        for holder, name in patched:
            setattr(holder, name, refuse)
        yield
    finally:
        for holder, name, value in kept:
            setattr(holder, name, value)
