"""A call as its student would write it: in a line, and as a small script that can be run.

A check calls a function, or runs a probe beside the student's code. Neither the probe's name nor
the judge's own words for things mean anything to a student; what the probe calls of theirs does.
"""

import ast
import base64
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.execution.wire import Value
from autograder.judge.compare import SHOWN_ENTRIES, show

CALL_LENGTH = 2000
LITERAL_ENTRIES = 400  # of an array; a larger one stands in a script as base64
SIMPLE = (bool, int, float, str, type(None))

Signatures = Mapping[str, Sequence[str]]


def call_text(request: dict[str, Value]) -> str:
    """A call in a line, as it can be pasted after `from torch import tensor`: small arrays in full,
    others by dtype and shape. Of a probe, what it calls of the student's, arrays by their names."""
    if request["op"] == "run":
        return _calls_of_probe(request)[:CALL_LENGTH]
    shown = [show(value, pasted=True) for value in request["args"]]
    shown += [f"{key}={show(value, pasted=True)}" for key, value in request["kwargs"].items()]
    return f"{request['function']}({', '.join(shown)})"[:CALL_LENGTH]


def can_be_pasted(request: dict[str, Value]) -> bool:
    """Whether `call_text` is the whole call."""
    if request["op"] == "run" or len(call_text(request)) >= CALL_LENGTH:
        return False
    return all(
        array.size <= SHOWN_ENTRIES for array in _arrays([request["args"], request["kwargs"]])
    )


def _arrays(value: Value) -> list[np.ndarray]:
    if isinstance(value, np.ndarray):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [array for item in value for array in _arrays(item)]
    return []


# --- what a probe calls of the student's ---------------------------------------------------------


def _calls_of_probe(request: dict[str, Value]) -> str:
    """The last thing of the student's that a probe calls: `GRU(2, 4).forward(x, h0)`. The probe
    stands behind what is sent beside it."""
    definition = ast.parse(request["source"]).body[-1]
    assert isinstance(definition, ast.FunctionDef)
    given = _bound(definition.args, request["args"], request["kwargs"])
    reader = _Reader(definition.args.args[0].arg, given)
    for statement in definition.body:
        reader.visit(statement)
    if not reader.calls:
        return f"{', '.join(request['needs'])}"
    return reader.calls[-1]


def _bound(names: ast.arguments, args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    """A probe's parameters, but for the student's module, and their values."""
    parameters = [each.arg for each in names.args[1:]]
    given = {**dict(zip(parameters, args, strict=False)), **kwargs}
    if names.vararg is not None:
        given[names.vararg.arg] = tuple(args[len(parameters) :])
    defaults = zip(reversed(names.args), reversed(names.defaults), strict=False)
    for parameter, default in defaults:
        if parameter.arg not in given and isinstance(default, ast.Constant):
            given[parameter.arg] = default.value
    return given


class _Reader(ast.NodeVisitor):
    """Collects, in the order in which they stand, the calls of the student's functions, and of the
    methods of what they returned."""

    def __init__(self, student: str, given: dict[str, Value]) -> None:
        self.student = student
        self.given = given
        self.made: dict[str, str] = {}
        self.calls: list[str] = []

    def visit_Assign(self, node: ast.Assign) -> None:
        """`layer = student.GRU(2, 4)`: what is called on `layer` is called on that."""
        self.visit(node.value)
        target = node.targets[0]
        made = self._made(node.value)
        if made and isinstance(target, ast.Name):
            self.made[target.id] = made

    def visit_Call(self, node: ast.Call) -> None:
        """A call: what stands inside it runs first."""
        self.generic_visit(node)
        text = self._call(node)
        if text:
            self.calls.append(text)

    def _made(self, node: ast.expr) -> str:
        """The call of the student's that is inside `student.GRU(2, 4).to(torch.float64)`."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and self._is_student(inner.func):
                return self._call(inner)
        return ""

    def _is_student(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == self.student
        )

    def _call(self, node: ast.Call) -> str:
        function = node.func
        if self._is_student(function):
            assert isinstance(function, ast.Attribute)
            return f"{function.attr}({self._arguments(node)})"
        if isinstance(function, ast.Name) and function.id in self.made:
            return f"{self.made[function.id]}.forward({self._arguments(node)})"
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            made = self.made.get(function.value.id)
            if made and function.attr not in _EVERY_MODULE_HAS:
                return f"{made}.{function.attr}({self._arguments(node)})"
        return ""

    def _arguments(self, node: ast.Call) -> str:
        shown = [text for each in node.args if (text := self._argument(each))]
        shown += [f"{each.arg}={self._argument(each.value)}" for each in node.keywords if each.arg]
        return ", ".join(shown)

    def _argument(self, node: ast.expr) -> str:
        starred = isinstance(node, ast.Starred)
        inner = node.value if isinstance(node, ast.Starred) else node
        found, value = self._value(inner)
        if found and starred and isinstance(value, list | tuple) and not _arrays(value):
            return ", ".join(show(each) for each in value)
        if starred and isinstance(inner, ast.Name) and found:
            names = (
                [inner.id] if len(value) == 1 else [f"{inner.id}[{i}]" for i in range(len(value))]
            )
            return ", ".join(names)
        if found and not starred and not _arrays(value) and len(show(value)) < 40:
            return show(value)
        return ast.unparse(node).replace(f"{self.student}.", "")

    def _value(self, node: ast.expr) -> tuple[bool, Any]:
        """What an expression of the probe's parameters alone is. It is the author's, as trusted as
        the check itself."""
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        if not names <= self.given.keys() | _HARMLESS.keys():
            return False, None
        try:
            code = compile(ast.Expression(node), "<probe>", "eval")
            return True, eval(code, {"__builtins__": _HARMLESS}, dict(self.given))  # noqa: S307 -- see above
        except Exception:  # a method that tensors have and arrays have not
            return False, None


_HARMLESS = {each.__name__: each for each in (len, int, float, min, max, range, tuple, list)}
# Said of a layer of theirs, it would be no exercise.
_EVERY_MODULE_HAS = frozenset(
    {
        *("to", "double", "float", "train", "eval", "zero_grad", "requires_grad_", "state_dict"),
        *("parameters", "named_parameters", "buffers", "named_buffers", "modules", "children"),
        *("load_state_dict", "named_modules", "named_children", "register_forward_hook"),
    }
)


# --- as a script ---------------------------------------------------------------------------------


def script_of(
    request: dict[str, Value], title: str, module: str, signatures: Signatures, *, notebook: bool
) -> str:
    """A script that makes the call once more and prints what comes back. It imports the student's
    file `module`, or is run inside their notebook (`%run -i`)."""
    lines = [f"# {title}", "import base64", "import math", "", "import numpy as np", "import torch"]
    lines += ["import torch.nn.functional as F", "from torch import nn, tensor", ""]
    if notebook:
        lines += ["from types import SimpleNamespace", f"{module} = SimpleNamespace(**globals())"]
    else:
        lines += [f"import {module}"]
    lines += ["", "inf, nan = math.inf, math.nan"]
    if request["op"] == "run":
        lines += _probe_lines(request, module)
    else:
        lines += _call_lines(request, module, signatures)
    return "\n".join(lines) + "\n"


def _probe_lines(request: dict[str, Value], module: str) -> list[str]:
    *beside, definition = ast.parse(request["source"]).body
    assert isinstance(definition, ast.FunctionDef)
    given = _bound(definition.args, request["args"], request["kwargs"])
    student = definition.args.args.pop(0).arg
    for node in ast.walk(definition):
        if isinstance(node, ast.Name) and node.id == student:
            node.id = module
    definition.name = "ask"
    names = [*(each.arg for each in definition.args.args), *request["kwargs"]]
    arguments = [name for name in dict.fromkeys(names) if name in given]
    lines = [f"{name} = {_literal(value)}" for name, value in given.items()]
    if definition.args.vararg is not None:
        arguments.append(f"*{definition.args.vararg.arg}")
    for function in (*beside, definition):
        lines += ["", "", *ast.unparse(function).split("\n")]
    lines += ["", ""]
    return [*lines, _seeded(request), f"print(ask({', '.join(arguments)}))"]


def _call_lines(request: dict[str, Value], module: str, signatures: Signatures) -> list[str]:
    known = list(signatures.get(request["function"], ()))
    names = [*known, *(f"argument{i}" for i in range(len(known), len(request["args"])))]
    given = {**dict(zip(names, request["args"], strict=False)), **request["kwargs"]}
    lines = [f"{name} = {_literal(value)}" for name, value in given.items()]
    positional = list(given)[: len(request["args"])]
    arguments = [*positional, *(f"{name}={name}" for name in request["kwargs"])]
    call = f"{module}.{request['function']}({', '.join(arguments)})"
    if not request["gradients"]:
        return ["", *lines, "", _seeded(request), f"print({call})"]
    leaves = [name for name, value in given.items() if _is_floating(value)]
    return [
        "",
        *lines,
        f"for each in ({', '.join(leaves)},):",
        "    each.requires_grad_(True)",
        "",
        _seeded(request),
        f"answer = {call}",
        "outputs = answer if isinstance(answer, tuple | list) else [answer]",
        "# The gradients are those of a sum of all outputs with weights that are drawn.",
        f"draw = np.random.Generator(np.random.PCG64({request['seed']})).standard_normal",
        "weights = [torch.from_numpy(np.asarray(draw(each.shape))).to(each) for each in outputs]",
        "sum((w * each).sum() for w, each in zip(weights, outputs)).backward()",
        "print(answer)",
        *(f'print("{name}.grad", {name}.grad)' for name in leaves),
    ]


def _seeded(request: dict[str, Value]) -> str:
    return f"torch.manual_seed({request.get('seed', 0)})"


def _is_floating(value: Value) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def _literal(value: Value) -> str:
    """A value as Python, exactly: arrays as tensors of their dtype."""
    if isinstance(value, np.ndarray):
        dtype = f"torch.{value.dtype.name}"
        if value.size <= LITERAL_ENTRIES:
            return f"tensor({value.tolist()!r}, dtype={dtype})"
        data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
        shape = ", ".join(map(str, value.shape))
        read = f'torch.frombuffer(bytearray(base64.b64decode("{data}")), dtype={dtype})'
        return f"{read}.reshape({shape})"
    if isinstance(value, list | tuple):
        items = ", ".join(map(_literal, value))
        if isinstance(value, list):
            return f"[{items}]"
        return f"({items}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")
    return repr(value)
