"""Refuses what a topic forbids and, where a gradient is asked for by hand, automatic
differentiation.

Operators are overridden in torch's dispatcher, on the host before any fork, so that every door to a
kernel (`nn.GRU`, `torch._VF.gru`, `torch.ops.aten.gru`) leads to the refusal. `torch.library` is a
public interface; that these dispatch keys cover all doors is a fact of the pinned torch, which
`tests/framework/test_forbidden.py` checks again for each release.

A function of the library's that no operator stands behind (`clip_grad_norm_`) is replaced under
every name that it has. That names an honest shortcut and is no wall: what can be copied can be
called, and the source is scanned for the doors round it.
"""

import contextlib
import sys
import types
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import torch

KEYS = ("CompositeImplicitAutograd", "CPU", "AutogradCPU")


class ForbiddenCall(RuntimeError):  # noqa: N818 -- it names what was done
    """The student's code called what the exercise asks to be written."""


_libraries: list[torch.library.Library] = []  # an override lives as long as its library


def refuse(forbidden: Sequence[str]) -> None:
    """Makes each operator (`aten::gru_cell`, `aten::gru.input`) and each function, class or
    module's functions (`torch.nn.utils.clip_grad_norm_`) raise ForbiddenCall when called.

    Passed over is what this torch does not have, what is not loaded, and what leads to operators:
    built-in functions, and layers.
    """
    for qualified in (name for name in forbidden if "::" in name):
        _refuse_operator(qualified)
    named = {name: _loaded(name) for name in forbidden if "::" not in name}
    replaced: dict[int, Any] = {}
    for name, found in named.items():
        if isinstance(found, types.ModuleType):
            for value in vars(found).values():
                if isinstance(value, types.FunctionType) and value.__module__ == name:
                    replaced[id(value)] = _refusal(name)
    for name, found in named.items():  # after their modules: the nearest name is the one to say
        if isinstance(found, types.FunctionType):
            replaced[id(found)] = _refusal(name)
        elif isinstance(found, type) and not issubclass(found, torch.nn.Module):
            with contextlib.suppress(TypeError):  # of C
                found.__init__ = _refusal(name)  # type: ignore[method-assign]
    for module in list(sys.modules.values()) if replaced else ():
        for key, value in list(getattr(module, "__dict__", {}).items()):
            if id(value) in replaced:
                setattr(module, key, replaced[id(value)])


def _loaded(name: str) -> Any:
    """What stands under a dotted name among the loaded modules, None where nothing does."""
    module, _, attribute = name.rpartition(".")
    return sys.modules.get(name) or getattr(sys.modules.get(module), attribute, None)


def _refuse_operator(qualified: str) -> None:
    namespace, _, name = qualified.partition("::")
    packet = getattr(getattr(torch.ops, namespace), name.partition(".")[0], None)
    if packet is None:
        return
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


def _refusal(name: str) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise ForbiddenCall(name)

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
