"""Gradients that are asked for by hand: automatic differentiation is refused while they are worked
out, in reverse and in forward mode.

Two layers. *Gates* stand before every entry to an engine, put there once, before there is any
submission: what is kept at import under another name is the gate. They are open until a function
that is asked for by hand runs, and then say what was done. Beneath, *no graph* is recorded while it
runs, so that what finds a way round a gate has nothing to go through: a node's own call, an engine
that TorchScript enters from C++.

Numbers that a student's own code carries along (dual numbers, a tape of lists) are worked out by
hand, and no business of these.
"""

import contextlib
import functools
import sys
from collections.abc import Callable, Collection, Iterator
from types import ModuleType
from typing import Any

import torch

from autograder.execution.worker.forbid import ForbiddenCall

REFUSED = "torch.autograd"  # what a refusal is called, whichever door was taken
# Where reverse mode, forward mode and the transforms of torch.func begin, of what is no method.
ENTRIES = (
    "torch._C._enter_dual_level",
    "torch._C._functorch._grad_increment_nesting",
    "torch._C._functorch._jvp_increment_nesting",
    "torch._C._functorch.push_dynamic_layer_stack",
    # They leave what they could not enter, and that error would hide the refusal.
    "torch._functorch.eager_transforms.grad_increment_nesting",
    "torch._functorch.eager_transforms.jvp_increment_nesting",
    # Where nothing has a graph these answer zeros, or that two Jacobians differ.
    "torch.autograd.functional._autograd_grad",
    "torch.autograd.gradcheck.gradcheck",
    "torch.autograd.gradcheck.gradgradcheck",
)
# What is asked of a tensor before the engine runs, and fails without a graph.
METHODS = ("register_hook", "register_post_accumulate_grad_hook", "retain_grad")

_running = 0  # how many functions that are asked for by hand are running


def _gated(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def gate(*args: Any, **kwargs: Any) -> Any:
        if _running:
            raise ForbiddenCall(REFUSED)
        return function(*args, **kwargs)

    return gate


@functools.cache
def install() -> None:
    """Puts the gates in their places, once; before anything of a submission is there."""
    engine = torch.autograd.Variable._execution_engine
    kind = type(engine)

    class Engine:
        """Stands for torch's engine, of which there is one."""

        run_backward = staticmethod(_gated(engine.run_backward))
        queue_callback = staticmethod(engine.queue_callback)
        is_checkpoint_valid = staticmethod(engine.is_checkpoint_valid)

    # The class says that it holds torch's own.
    torch.autograd.Variable._execution_engine = Engine()  # type: ignore[assignment]
    gates: dict[int, Any] = {id(kind): Engine}
    for name in ENTRIES:
        module, _, last = name.rpartition(".")
        entry = getattr(sys.modules[module], last)
        gates[id(entry)] = _gated(entry)
    for name in METHODS:
        setattr(torch.Tensor, name, _gated(getattr(torch.Tensor, name)))
    for holder in list(sys.modules.values()):
        for key, value in list(getattr(holder, "__dict__", {}).items()):
            if id(value) in gates:
                setattr(holder, key, gates[id(value)])


def run_scripts_as_written() -> None:
    """TorchScript is not optimised in this process: from the second call on, an optimised script
    gives its answer a node of C++'s, graph or no graph."""
    torch._C._set_graph_executor_optimize(False)


@contextlib.contextmanager
def running(*, graph: bool = False) -> Iterator[None]:
    """While it holds, automatic differentiation raises ForbiddenCall. Without `graph` operations
    are not recorded for it, either."""
    global _running
    _running += 1
    try:
        with contextlib.nullcontext() if graph else torch._C._AutoDispatchBelowAutograd():
            yield
    finally:
        _running -= 1


def refuse_what_is_open() -> None:
    """Raises ForbiddenCall where a submission has left a transform of torch.func open behind it,
    through which all that runs would be differentiated."""
    if torch._C._functorch.get_dynamic_layer_stack_depth():
        raise ForbiddenCall(REFUSED)


def worked_out(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as it runs where it is asked for by hand.

    Where an argument carries a gradient, its operations are recorded as everywhere: whoever called
    it means to differentiate what it returns.
    """

    @functools.wraps(function, updated=())
    def called(*args: Any, **kwargs: Any) -> Any:
        with running(graph=_carries_gradient([args, kwargs])):
            return function(*args, **kwargs)

    return called


def _carries_gradient(value: Any) -> bool:
    if isinstance(value, torch.Tensor):
        return value.requires_grad
    if isinstance(value, list | tuple):
        return any(_carries_gradient(item) for item in value)
    if isinstance(value, dict):
        return any(_carries_gradient(item) for item in value.values())
    return False


class View:
    """A student's module as a probe sees it: the functions of `names` run as they are asked for,
    by hand."""

    def __init__(self, module: ModuleType, names: Collection[str]) -> None:
        self._module = module
        self._names = names

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        by_hand = name in self._names and not isinstance(value, type)
        return worked_out(value) if by_hand else value
