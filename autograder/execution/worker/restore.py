"""Puts a process back to what it was before a submission ran in it, as far as honest code goes.

`remember` is called last of all that prepares a worker, `restore` before the submission is executed
once more. What this does not reach can make a check fail, which is then put to a fresh worker; it
can't make one pass that would fail alone, since a check is judged by what came back.
"""

import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import warnings
from types import ModuleType
from typing import Any

import numpy as np
import torch
from torch.nn.modules import module as torch_modules

from autograder.execution.worker import machine

# Where honest code patches, and suites look. Not every namespace of torch's: comparing writes to
# what it reads (reference counts), which a fork then copies.
MODULES = (
    *("builtins", "copy", "functools", "itertools", "math", "os", "random", "time", "typing"),
    *("numpy", "numpy.linalg", "numpy.random"),
    *("torch", "torch.autograd", "torch.linalg", "torch.nn", "torch.nn.functional"),
    *("torch.nn.init", "torch.nn.utils", "torch.optim", "torch.utils.data"),
)
CLASSES: tuple[type, ...] = (
    *(torch.Tensor, torch.nn.Module, torch.nn.Parameter, torch.nn.Linear),
    *(torch.optim.Optimizer, torch.optim.SGD, torch.optim.Adam, torch.autograd.Function),
)
# Hooks for every module that there is.
GLOBAL_HOOKS = tuple(
    hooks for name, hooks in vars(torch_modules).items() if name.startswith("_global_")
)

_spaces: list[tuple[Any, dict[str, Any]]] = []
_modules: dict[str, ModuleType] = {}
_kept: dict[str, Any] = {}


def remember() -> None:
    """Notes what is there now."""
    for name in MODULES:
        _spaces.append((sys.modules[name], dict(vars(sys.modules[name]))))
    for each in CLASSES:
        _spaces.append((each, dict(vars(each))))
    _modules.update(sys.modules)
    _kept.update(
        filters=list(warnings.filters),
        environment=dict(os.environ),
        path=list(sys.path),
        meta_path=list(sys.meta_path),
        path_hooks=list(sys.path_hooks),
        streams=(sys.stdin, sys.stderr),
        hooks=(sys.excepthook, sys.displayhook, sys.unraisablehook, threading.excepthook),
        recursion=sys.getrecursionlimit(),
        collection=gc.get_threshold(),
        errors=np.geterr(),
        numpy_print=np.get_printoptions(),
        torch_print=dict(vars(torch._tensor_str.PRINT_OPTS)),
        handlers={number: signal.getsignal(number) for number in signal.valid_signals()},
        precision=torch.get_float32_matmul_precision(),
    )


def restore() -> bool:
    """Puts it back; False where something is left that can't be: threads, a mode that a function
    of the submission has switched on and never off."""
    if getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None) is not None:
        torch.set_default_device(None)  # or it would pass for a mode that is never left
    if threading.active_count() > 1 or torch.is_inference_mode_enabled():
        return False
    if torch._C._len_torch_function_stack() or torch._C._len_torch_dispatch_stack():
        return False
    _restore_python()
    _restore_libraries()
    machine.reset()
    return True


def _restore_python() -> None:
    for space, kept in _spaces:
        _restore_names(space, kept)
    if sys.modules != _modules:
        _restore_modules()
    sys.settrace(None)
    sys.setprofile(None)
    threading.settrace(None)
    threading.setprofile(None)
    sys.stdout = sys.__stdout__
    sys.stdin, sys.stderr = _kept["streams"]
    sys.excepthook, sys.displayhook, sys.unraisablehook, threading.excepthook = _kept["hooks"]
    sys.path[:] = _kept["path"]
    sys.meta_path[:] = _kept["meta_path"]
    sys.path_hooks[:] = _kept["path_hooks"]
    sys.setrecursionlimit(_kept["recursion"])
    if list(warnings.filters) != _kept["filters"]:
        warnings.filters[:] = _kept["filters"]  # type: ignore[index]  # a list, in truth
        warnings._filters_mutated()  # type: ignore[attr-defined]  # what `filterwarnings` calls
    if dict(os.environ) != _kept["environment"]:
        os.environ.clear()
        os.environ.update(_kept["environment"])
    for number, handler in _kept["handlers"].items():
        if signal.getsignal(number) is not handler and handler is not None:
            signal.signal(number, handler)
    for timer in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF"):
        if hasattr(signal, timer):
            signal.setitimer(getattr(signal, timer), 0)
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
    gc.callbacks.clear()
    gc.enable()
    gc.set_threshold(*_kept["collection"])


def _restore_names(space: Any, kept: dict[str, Any]) -> None:
    now = vars(space)
    try:
        if now == kept:
            return
    except Exception:  # noqa: S110 -- a student's __eq__, or an array's: then name by name
        pass
    for key in [key for key in now if key not in kept]:
        # A submodule that was imported meanwhile stands in its package for good.
        if not isinstance(now[key], ModuleType):
            _without_complaint(delattr, space, key)
    for key, value in kept.items():
        if key not in now or now[key] is not value:
            _without_complaint(setattr, space, key, value)


def _without_complaint(change: Any, *arguments: Any) -> None:
    with contextlib.suppress(AttributeError, TypeError):  # what Python keeps: `__doc__`, caches
        change(*arguments)


def _restore_modules() -> None:
    """Takes out of `sys.modules` what was put there by hand, and gives back what was replaced; what
    was imported from a file stays imported."""
    for name in [name for name in sys.modules if name not in _modules]:
        spec = getattr(sys.modules[name], "__spec__", None)
        if getattr(spec, "origin", None) is None:
            del sys.modules[name]
    for name, module in _modules.items():
        if sys.modules.get(name) is not module:
            sys.modules[name] = module


def _restore_libraries() -> None:
    for hooks in GLOBAL_HOOKS:
        if hooks:
            hooks.clear()
    torch.set_grad_enabled(True)
    if torch.get_default_dtype() != torch.float32:
        torch.set_default_dtype(torch.float32)
    if torch.get_default_device().type != "cpu":
        torch.set_default_device("cpu")
    if torch.are_deterministic_algorithms_enabled():
        torch.use_deterministic_algorithms(False)
    if torch.is_anomaly_enabled():
        torch.autograd.set_detect_anomaly(False)
    if torch.is_autocast_enabled("cpu"):
        torch.set_autocast_enabled("cpu", False)
    if torch.get_float32_matmul_precision() != _kept["precision"]:
        torch.set_float32_matmul_precision(_kept["precision"])
    torch.set_flush_denormal(False)
    vars(torch._tensor_str.PRINT_OPTS).update(_kept["torch_print"])
    np.seterr(**_kept["errors"])
    if np.get_printoptions() != _kept["numpy_print"]:
        np.set_printoptions(**_kept["numpy_print"])
