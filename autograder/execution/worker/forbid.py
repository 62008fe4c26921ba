"""Refuses what a topic forbids.

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
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import torch

from autograder.model.groups import GROUPS, Group

# Where a kernel is looked for that computes on this machine: numbers, quantised, oneDNN's own.
KEYS = (
    *("CompositeImplicitAutograd", "AutogradCPU", "CPU"),
    *("AutogradOther", "MkldnnCPU", "QuantizedCPU"),
)


class ForbiddenCall(RuntimeError):  # noqa: N818 -- it names what was done
    """The student's code called what the exercise asks to be written."""


_libraries: dict[str, torch.library.Library] = {}  # an override lives as long as its library


def refuse(forbidden: Sequence[str]) -> set[str]:
    """Makes raise ForbiddenCall when called: each operator (`aten::gru_cell`, `aten::gru.input`),
    each function, class or module's functions (`torch.nn.utils.clip_grad_norm_`), and whatever
    belongs to a group (`GROUPS`). Returns the names under which they are refused.

    Passed over is what this torch does not have, what is not loaded, and what leads to operators:
    built-in functions, and layers.
    """
    groups = [GROUPS[name] for name in forbidden if name in GROUPS]
    registered = torch._C._dispatch_get_all_op_names() if groups else ()
    operators = {
        name: name for name in registered if any(group.has_operator(name) for group in groups)
    }
    for listed in (name for name in forbidden if "::" in name):
        operators |= dict.fromkeys(_overloads(listed), listed)
    for qualified, name in operators.items():
        _refuse_operator(qualified, name)
    named = _named(groups) | _listed(name for name in forbidden if "::" not in name)
    replaced = {}
    for value, name in named.values():
        if isinstance(value, type):
            with contextlib.suppress(TypeError, AttributeError):  # of C
                value.__init__ = _refusal(name)  # type: ignore[misc]
        else:
            replaced[id(value)] = _refusal(name)
    for module in list(sys.modules.values()) if replaced else ():
        for key, value in list(getattr(module, "__dict__", {}).items()):
            if id(value) in replaced:
                setattr(module, key, replaced[id(value)])
    return {*operators.values(), *(name for _, name in named.values())}


def _named(groups: Sequence[Group]) -> dict[int, tuple[Any, str]]:
    """The functions and classes of the loaded library that belong to a group, by identity, each
    with the plainest of the names that it has."""
    names: dict[int, list[str]] = {}
    values: dict[int, Any] = {}
    for module in [name for name in sys.modules if groups and name.partition(".")[0] == "torch"]:
        for key, value in list(getattr(sys.modules[module], "__dict__", {}).items()):
            if _can_be_refused(value):
                values[id(value)] = value
                names.setdefault(id(value), []).append(f"{module}.{key}")
    found: dict[int, tuple[Any, str]] = {}
    for identity, value in values.items():
        # By where it is defined: a module holds what it imports, too.
        defined = f"{value.__module__}.{value.__qualname__}"
        for group in (group for group in groups if group.name_of(defined)):
            known = [name for name in names[identity] if group.name_of(name)] or [defined]
            found[identity] = (value, group.name_of(min(known, key=_plainness)))
    return found


def _plainness(name: str) -> tuple[bool, int, bool, str]:
    inside = not name.startswith(("torch.nn.", "torch.optim."))
    return "._" in name, name.count("."), inside, name


def _listed(names: Iterable[str]) -> dict[int, tuple[Any, str]]:
    """The functions and classes behind dotted names, by identity, each with the name it goes by."""
    loaded = {name: _loaded(name) for name in names}
    found: dict[int, tuple[Any, str]] = {}
    for name, value in loaded.items():
        if isinstance(value, types.ModuleType):
            for each in vars(value).values():
                if isinstance(each, types.FunctionType) and each.__module__ == name:
                    found[id(each)] = (each, name)
    for name, value in loaded.items():  # after their modules: the nearest name is the one to say
        if _can_be_refused(value):
            found[id(value)] = (value, name)
    return found


def _can_be_refused(value: Any) -> bool:
    # By its type: `isinstance` asks the value, and some of torch's answer with a warning.
    if issubclass(type(value), type):
        return not issubclass(value, torch.nn.Module)
    return type(value) is types.FunctionType


def _loaded(name: str) -> Any:
    """What stands under a dotted name among the loaded modules, None where nothing does."""
    module, _, attribute = name.rpartition(".")
    return sys.modules.get(name) or getattr(sys.modules.get(module), attribute, None)


def _refuse_operator(qualified: str, name: str) -> None:
    """Overrides one overload of an operator; `name` is what the refusal says."""
    namespace, _, overload = qualified.partition("::")
    if namespace not in _libraries:
        _libraries[namespace] = torch.library.Library(namespace, "IMPL")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of the override that is meant
        for key in KEYS:
            _libraries[namespace].impl(overload, _refusal(name), key, allow_override=True)


def _overloads(listed: str) -> list[str]:
    """The overloads of an operator that is listed with its overload or without, as registered."""
    namespace, _, name = listed.partition("::")
    base, _, overload = name.partition(".")
    packet = getattr(getattr(torch.ops, namespace), base, None)
    if packet is None:
        return []
    overloads = [overload] if overload else packet.overloads()
    return [listed.partition(".")[0] + ("" if o == "default" else f".{o}") for o in overloads]


def _refusal(name: str) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise ForbiddenCall(name)

    return refuse
