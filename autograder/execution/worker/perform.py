"""Performs the judge's requests on a student's module, and says what went wrong in plain values.

A request is a dict with `op` "load", "again", "call" or "run"; a reply is `{"value": …}` or
`{"error": kind, …}`, where kind is a value of `autograder.model.record.Kind`. Everything in a
reply is a claim: it was made in the same process as the student's code.

What loading gives is a list: what is said of each statement outside functions that failed and was
passed over. `endless` in a request are the files and lines of those that took too long before.
"""

import contextlib
import difflib
import functools
import linecache
import math
import random
import re
import traceback
from collections.abc import Callable, Iterator
from types import CodeType, ModuleType
from typing import Any

import numpy as np
import torch

from autograder.execution.worker import by_hand, concurrency, forbid, load, machine, restore
from autograder.execution.worker.causes import cause
from autograder.execution.worker.deadline import OutOfTime, deadline
from autograder.execution.worker.values import CannotCross, to_torch, to_wire

MESSAGE_LENGTH = 2000
MOST_VARIABLES = 8
LOADING = ("load", "again")

# Student code may replace these; what prepares a call is not its to change. Not torch.manual_seed,
# which takes a stack trace each time for a GPU that is not there: a tenth of what a worker costs.
_torch_seed = torch.default_generator.manual_seed
_numpy_seed = np.random.seed
_python_seed = random.seed


@contextlib.contextmanager
def random_state_kept() -> Iterator[None]:
    """Gives back to torch, numpy and Python the random states that they had before."""
    states = torch.get_rng_state(), np.random.get_state(), random.getstate()
    try:
        yield
    finally:
        torch.set_rng_state(states[0])
        np.random.set_state(states[1])
        random.setstate(states[2])


class Performer:
    """One submission, loaded once, executed afresh and called as often as the judge asks.

    Under a debugger, `on_load` sees the module each time that it has been executed, `on_error` what
    the student's code raised, and what is one of `passes_on` is raised.
    """

    def __init__(self) -> None:
        self.on_load: Callable[[ModuleType], None] | None = None
        self.on_error: Callable[[BaseException], None] | None = None
        self.passes_on: tuple[type[BaseException], ...] = ()
        self.module: ModuleType | None = None
        self._finder: load.SubmissionFinder | None = None
        self._name = ""
        self._seconds = (0.0, 0.0)  # of the processor and by the clock, for a call

    def perform(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to a request. Never raises for what student code does, short of ending the
        process."""
        try:
            seed = int(request["seed"])
            _torch_seed(seed)
            _numpy_seed(seed % 2**32)
            _python_seed(seed)
            if request["op"] in LOADING:
                return {"value": self._load(request)}
            if self.module is None:
                raise RuntimeError("a call before the submission was loaded")
            if request.get("by_hand"):
                by_hand.refuse_what_is_open()
            with deadline(*self._seconds):
                reply = self._call(request) if request["op"] == "call" else self._run(request)
                concurrency.finish()
            return reply
        except BaseException as error:
            if isinstance(error, self.passes_on):
                raise
            if self.on_error is not None:
                self.on_error(error)
            return self._behind(error) or explain(error, loading=request["op"] in LOADING)

    def _load(self, request: dict[str, Any]) -> list[dict[str, Any]] | bool:
        """Executes the submission, for the first time or once more in a process put back to what it
        was; what was passed over in it. False where that can't be put back."""
        self.module = None
        if request["op"] == "load":
            self._name = request["name"]
            self._seconds = tuple(request.get("call_seconds", (0.0, 0.0)))
            modules = request["modules"]
            files = request.get("files", {})
            self._finder = load.finder_of(modules, request["main"], self._name, explain, files)
            machine.reset({load.PREFIX + path: text for path, text in modules.items()})
        elif not restore.restore():
            return False
        assert self._finder is not None
        self._finder.endless = {(file, line) for file, line in request.get("endless", ())}
        seconds = (float(request.get(clock, 0.0)) for clock in ("cpu_seconds", "wall_seconds"))
        self.module = self._finder.execute(self._name, *seconds)
        concurrency.finish()
        if self.on_load is not None:
            self.on_load(self.module)
        return [each.said for each in self._finder.passed_over]

    def _behind(self, error: BaseException) -> dict[str, Any] | None:
        """What is said of the statement that was passed over while the file was loaded, where an
        error is that a name is missing which it would have bound."""
        return self._unbound(error.name) if isinstance(error, NameError) and error.name else None

    def _unbound(self, name: str) -> dict[str, Any] | None:
        for each in self._finder.passed_over if self._finder is not None else ():
            if name in each.names:
                return {**each.said, "error": "raised", "unbound": name}
        return None

    def _call(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request["function"]
        function = getattr(self.module, name, None)
        if function is None:
            return self._missing(name)
        if not callable(function):
            return {"error": "not_callable", "function": name, "type": type(function).__name__}
        args, kwargs = to_torch(request["args"]), to_torch(request["kwargs"])
        asked_by_hand = name in request.get("by_hand", ())
        if asked_by_hand:
            function = by_hand.worked_out(function)
        if request["gradients"]:
            return _gradients(function, args, kwargs, int(request["seed"]))
        value = function(*args, **kwargs)
        with by_hand.running() if asked_by_hand else contextlib.nullcontext():
            return {"value": to_wire(value)}  # a list of a type of one's own may answer late

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.module is not None
        for name in request["needs"]:
            if not hasattr(self.module, name):
                return self._missing(name)
        namespace: dict[str, Any] = {
            "torch": torch,
            "nn": torch.nn,
            "F": torch.nn.functional,
            "np": np,
            "math": math,
        }
        exec(_compiled(request["source"]), namespace)  # noqa: S102 -- the source is the judge's own
        probe = namespace[request["probe"]]
        args, kwargs = to_torch(request["args"]), to_torch(request["kwargs"])
        names = request.get("by_hand", ())
        if not names:
            return {"value": to_wire(probe(self.module, *args, **kwargs))}
        # Of a class it can't be told when it runs: then the probe has no gradients, either.
        whole = any(isinstance(getattr(self.module, name), type) for name in names)
        with by_hand.running() if whole else contextlib.nullcontext():
            result = probe(by_hand.View(self.module, names), *args, **kwargs)
        with by_hand.running():
            return {"value": to_wire(result)}

    def _missing(self, name: str) -> dict[str, Any]:
        behind = self._unbound(name)
        if behind is not None:
            return behind
        known = [key for key in vars(self.module) if not key.startswith("__")]
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        return {"error": "missing", "function": name, "suggestion": close[0] if close else ""}


@functools.cache
def _compiled(source: str) -> CodeType:
    return compile(source, "<probe>", "exec", dont_inherit=True)


def _gradients(function: Any, args: list[Any], kwargs: dict[str, Any], seed: int) -> dict[str, Any]:
    """The outputs, and the gradients of sum(output · cotangent) with respect to every
    floating-point tensor argument. The cotangent is drawn, not ones: a sum is blind to much."""
    named: dict[str, torch.Tensor] = {}
    with torch.enable_grad():

        def asked_for(key: str, value: Any) -> Any:
            if not isinstance(value, torch.Tensor) or not value.is_floating_point():
                return value
            named[key] = value.requires_grad_(True)
            # Not the leaf itself: in a network, too, an argument is what another layer gave, and
            # may be changed in place.
            return value.clone()

        outputs = function(
            *[asked_for(str(number), value) for number, value in enumerate(args)],
            **{key: asked_for(key, value) for key, value in kwargs.items()},
        )
        leaves = [leaf for leaf in _tensors(outputs) if leaf.is_floating_point()]
        attached = [leaf for leaf in leaves if leaf.requires_grad]
        if not attached:
            if not leaves:
                return {"value": {"outputs": to_wire(outputs), "gradients": None}}
            return {"error": "no_gradient"}
        generator = np.random.Generator(np.random.PCG64(seed))
        # One cotangent a leaf, attached or not, so that the draw does not depend on which are.
        cotangents = [
            torch.from_numpy(np.asarray(generator.standard_normal(leaf.shape))).to(leaf.dtype)
            for leaf in leaves
        ]
        pairs = [
            (leaf, c) for leaf, c in zip(leaves, cotangents, strict=True) if leaf.requires_grad
        ]
        gradients = torch.autograd.grad(
            [leaf for leaf, _ in pairs],
            list(named.values()),
            [cotangent for _, cotangent in pairs],
            allow_unused=True,
        )
    return {
        "value": {
            "outputs": to_wire(outputs),
            "gradients": dict(zip(named, to_wire(list(gradients)), strict=True)),
        }
    }


def _tensors(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in _tensors(item)]
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _tensors(item)]
    return []


def explain(error: BaseException, loading: bool = False) -> dict[str, Any]:
    """What was raised, as a reply: kind, type, text, and the innermost line of the student's."""
    reply: dict[str, Any] = {
        "error": _kind(error, loading),
        "exception": "PermissionError" if _is_refused(error) else type(error).__name__[:100],
        "message": _text(error),
    }
    if isinstance(error, CannotCross):
        reply["type"] = str(error)[:200]
    if isinstance(error, OutOfTime):
        reply["by_clock"] = error.by_clock
    forbidden = _forbidden(error)
    if forbidden:
        reply["forbidden"] = forbidden[:200]
    place = _place(error)
    if place is not None:
        reply["place"] = place
        reply["variables"] = variables(error)
    return {**reply, **cause(error, reply["message"])}


def _kind(error: BaseException, loading: bool) -> str:
    if _forbidden(error):
        return "forbidden"
    if isinstance(error, OutOfTime):
        return "timed_out"
    if isinstance(error, MemoryError) or "can't allocate memory" in _text(error):
        return "out_of_memory"
    if loading:
        return "import_failed"
    if isinstance(error, NotImplementedError) and _place(error) is not None:
        return "not_written"
    if isinstance(error, CannotCross):
        return "wrong_type"
    return "raised"


def _is_refused(error: BaseException) -> bool:
    """Whether the sandbox is behind an error: torch and threads say so in words of their own."""
    return isinstance(error, PermissionError) or bool(
        re.search(r"Operation not permitted|Permission denied|can't start new thread", _text(error))
    )


def _forbidden(error: BaseException) -> str:
    """The forbidden call behind an error, also where TorchScript made a text of it."""
    if isinstance(error, forbid.ForbiddenCall):
        return str(error)
    found = re.search(r"\bForbiddenCall: (\S+)", _text(error))
    return found[1] if found else ""


def _text(error: BaseException) -> str:
    try:
        text = str(error)
    except BaseException:  # a student's __str__ may raise anything
        return ""
    return text[:MESSAGE_LENGTH].encode("utf-8", "replace").decode("utf-8")


def _place(error: BaseException) -> list[Any] | None:
    if isinstance(error, SyntaxError) and (path := load.path_of(error.filename or "")) is not None:
        return [path, error.lineno or 1, None, None]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = load.path_of(frame.filename)
        if path is not None:
            one_line = frame.end_lineno == frame.lineno
            return [
                path,
                frame.lineno or 1,
                frame.colno if one_line else None,
                frame.end_colno if one_line else None,
            ]
    return None


def variables(error: BaseException) -> list[list[str]]:
    """The variables that stand in the student's innermost line (all of its function, where none
    does), and what each holds: of tensors the shape and dtype, of numbers the value, of others the
    type."""
    frame, line = None, 0
    trace = error.__traceback__
    while trace is not None:
        if load.path_of(trace.tb_frame.f_code.co_filename) is not None:
            frame, line = trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    if frame is None:
        return []
    text = linecache.getline(frame.f_code.co_filename, line)
    names = dict.fromkeys(re.findall(r"(?<![\w.])[^\W\d]\w*", text))
    there = dict(frame.f_locals) if frame.f_code.co_name != "<module>" else {}
    known = {name: there[name] for name in names if name in there} or there
    told = {name: _held(value) for name, value in known.items()}
    return [[name, text] for name, text in told.items() if text][:MOST_VARIABLES]


def _held(value: Any) -> str:
    """A value in a few words; "" where there is nothing to say. Asks nothing of the student's own
    classes."""
    if type(value) in (torch.Tensor, torch.nn.Parameter, np.ndarray):
        dtype = str(value.dtype).removeprefix("torch.")
        return f"{dtype} {tuple(value.shape)}"
    if value is None or type(value) in (bool, int, float):
        return f"{value:.6g}" if type(value) is float else str(value)[:20]
    if type(value) is str:
        return repr(value[:20])
    if type(value) in (list, tuple, dict):
        return f"{type(value).__name__} ({len(value)})"
    return ""
