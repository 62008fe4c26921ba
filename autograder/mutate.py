"""Mutants of a reference: each a small change that makes a right answer wrong, if it matters.

Own code, not a mutation library: those that exist run the mutated project's own tests in its own
process, and know nothing of `detach`, `zero_grad` or axes. A mutant here is a submission like any
other, and the bulk grader is its judge.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
# Names of functions, methods and attributes that are taken one for the other.
NAMES = {
    "mean": ("sum",),
    "sum": ("mean",),
    "max": ("min",),
    "min": ("max",),
    "amax": ("amin",),
    "tanh": ("sigmoid",),
    "sigmoid": ("tanh",),
    "softplus": ("relu",),
    "relu": ("tanh",),
    "exp": ("expm1",),
    "log": ("log1p",),
    "sqrt": ("abs",),
    "abs": ("square",),
    "square": ("abs",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "randn": ("rand",),
    "rand": ("randn",),
    "train": ("eval",),
    "eval": ("train",),
    "argmax": ("argmin",),
    "cumsum": ("cumprod",),
    "mse_loss": ("l1_loss",),
    "logsigmoid": ("sigmoid",),
    "softmax": ("log_softmax",),
    "log_softmax": ("softmax",),
    "triu": ("tril",),
    "tril": ("triu",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "uniform_": ("normal_",),
    "normal_": ("uniform_",),
    "randn_like": ("rand_like",),
    "rand_like": ("randn_like",),
}
# Methods that may be left out: x.detach() → x.
REMOVABLE = frozenset(
    """detach clone contiguous abs exp log sqrt square flip mT T sum mean squeeze unsqueeze tanh
    sigmoid clamp clamp_min clamp_max double float to requires_grad_""".split()  # noqa: SIM905
)
MODULES = frozenset({"torch", "F", "nn", "np", "math", "functional"})


@dataclass(frozen=True)
class Mutant:
    """One mutant: `name` says what was changed where, in words that survive a move of the line."""

    name: str
    operator: str
    line: int
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a source, each with one change; no two have the same name or text."""
    tree = ast.parse(text)
    _drop_docstrings(tree)
    seen = {ast.unparse(tree)}
    names: dict[str, int] = {}
    for path, function in _sites(tree):
        node = _at(tree, path)
        for operator, change in _changes(node):
            mutated = copy.deepcopy(tree)
            target = _at(mutated, path)
            replacement = change(target)
            _put(mutated, path, replacement)
            ast.fix_missing_locations(mutated)
            try:
                new = ast.unparse(mutated)
                compile(new, "mutant", "exec")
            except (ValueError, SyntaxError):
                continue
            if new in seen:
                continue
            seen.add(new)
            after = "(nothing)" if replacement is None else _short(replacement)
            name = f"{function}: {_short(node)} → {after}"
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = f"{name} #{names[name]}"
            yield Mutant(name, operator, getattr(node, "lineno", 0), new)


def _drop_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            value = first.value if isinstance(first, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                node.body = node.body[1:] or [ast.Pass()]


Path = tuple[tuple[str, int | None], ...]


def _sites(tree: ast.Module) -> Iterator[tuple[Path, str]]:
    """Every node that may change, in the order of the text, with the name of its function."""

    def walk(node: ast.AST, path: Path, function: str) -> Iterator[tuple[Path, str]]:
        if isinstance(node, ast.Import | ast.ImportFrom):
            return
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}" if function else node.name
        if path:
            yield path, function or "module"
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "ctx", "type_params", "decorator_list"):
                continue
            if isinstance(value, ast.AST):
                yield from walk(value, (*path, (name, None)), function)
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.AST):
                        yield from walk(item, (*path, (name, index)), function)

    # What runs only as a script is no part of the answer.
    for index, node in enumerate(tree.body):
        if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            continue
        yield from walk(node, (("body", index),), "")


def _at(node: Any, path: Path) -> Any:
    for name, index in path:
        node = getattr(node, name)
        if index is not None:
            node = node[index]
    return node


def _put(tree: ast.Module, path: Path, replacement: ast.AST | None) -> None:
    parent = _at(tree, path[:-1])
    name, index = path[-1]
    if index is None:
        setattr(parent, name, replacement)
    elif replacement is None:
        items = getattr(parent, name)
        items[index] = ast.Pass()
    else:
        getattr(parent, name)[index] = replacement


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:60] + " … " + text[-25:]


Maker = Callable[[Any], ast.AST | None]


def _changes(node: ast.AST) -> Iterator[tuple[str, Maker]]:
    """What may become of a node: the operator's name, and what makes the change on a copy."""
    if isinstance(node, ast.BinOp):
        yield from _binary(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield "drop sign", lambda n: n.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for kind in COMPARISON.get(type(node.ops[0]), ()):
            yield "comparison", _set("ops", partial(_list_of, kind))
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "boolean", _set("op", lambda: other())
    elif isinstance(node, ast.Constant):
        yield from _constant(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Attribute):
        for name in NAMES.get(node.attr, ()):
            yield "name", _set("attr", partial(str, name))
        if node.attr in ("T", "mT"):
            yield "drop transpose", lambda n: n.value
    elif isinstance(node, ast.Slice):
        if node.lower is not None:
            yield "slice", _set("lower", lambda: None)
        if node.upper is not None:
            yield "slice", _set("upper", lambda: None)
    elif isinstance(node, ast.Tuple | ast.List) and len(node.elts) > 1:
        for i in range(len(node.elts) - 1):
            yield "order", _swap("elts", i)
    elif isinstance(node, ast.IfExp):
        yield "branch", lambda n: n.body
        yield "branch", lambda n: n.orelse
    else:
        yield from _statement(node)


def _binary(node: ast.BinOp) -> Iterator[tuple[str, Maker]]:
    for kind in ARITHMETIC.get(type(node.op), ()):
        yield "arithmetic", _set("op", kind)
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow):
        yield "drop term", lambda n: n.left
        yield "drop term", lambda n: n.right
    if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield "swap operands", _swap_operands


def _constant(node: ast.Constant) -> Iterator[tuple[str, Maker]]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", _set("value", lambda: not value)
    elif isinstance(value, int):
        yield "constant", _set("value", lambda: value + 1)
        if value > 0:
            yield "constant", _set("value", lambda: value - 1)
    elif isinstance(value, float):
        yield "constant", _set("value", lambda: value * 2 if value else 1.0)
        if value not in (0.0, 1.0):
            yield "constant", _set("value", lambda: value / 2)
    elif value is None:
        return
    elif isinstance(value, str) and value in ("mean", "sum"):
        other = "sum" if value == "mean" else "mean"
        yield "constant", _set("value", lambda: other)


def _call(node: ast.Call) -> Iterator[tuple[str, Maker]]:
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr in REMOVABLE:
            if isinstance(function.value, ast.Name) and function.value.id in MODULES:
                yield "drop call", lambda n: n.args[0] if n.args else n.func.value
            else:
                yield "drop call", lambda n: n.func.value
    elif isinstance(function, ast.Name):
        wrappers = ("reversed", "abs", "float", "int", "tuple", "list")
        if function.id in wrappers and len(node.args) == 1:
            yield "drop call", lambda n: n.args[0]
        if function.id == "range":
            yield "range", lambda n: ast.Call(n.func, [*n.args[:-1], _less(n.args[-1])], n.keywords)
            if len(node.args) == 1:
                yield "range", lambda n: ast.Call(n.func, [ast.Constant(1), *n.args], n.keywords)
    for i in range(len(node.args) - 1):
        yield "swap arguments", _swap("args", i)
    for i in range(len(node.keywords)):
        yield "drop argument", partial(_without_keyword, i)
    if len(node.args) > 1:
        yield "drop argument", lambda n: ast.Call(n.func, n.args[:-1], n.keywords)


def _without_keyword(i: int, node: Any) -> ast.AST:
    return ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1 :]])


def _list_of(kind: type[ast.cmpop]) -> list[ast.cmpop]:
    return [kind()]


def _less(node: ast.expr) -> ast.expr:
    return ast.BinOp(node, ast.Sub(), ast.Constant(1))


def _statement(node: ast.AST) -> Iterator[tuple[str, Maker]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "drop statement", lambda n: None
    elif isinstance(node, ast.AugAssign):
        yield "drop statement", lambda n: None
        yield "overwrite", lambda n: ast.Assign([n.target], n.value)
        for kind in ARITHMETIC.get(type(node.op), ()):
            yield "arithmetic", _set("op", kind)
    elif isinstance(node, ast.Assign):
        if isinstance(node.value, ast.BinOp | ast.Call) and isinstance(node.targets[0], ast.Name):
            yield "detach", lambda n: ast.Assign(n.targets, _detached(n.value))
        if isinstance(node.targets[0], ast.Subscript | ast.Attribute | ast.Name):
            yield "drop statement", lambda n: None
    elif isinstance(node, ast.For):
        yield "early end", lambda n: ast.For(n.target, n.iter, [*n.body, ast.Break()], n.orelse)
    elif isinstance(node, ast.If):
        yield "branch", _set("test", lambda: ast.Constant(True))
        yield "branch", _set("test", lambda: ast.Constant(False))
    elif isinstance(node, ast.With):
        yield "drop with", lambda n: ast.If(ast.Constant(True), n.body, [])
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.BinOp | ast.Call):
        yield "detach", lambda n: ast.Return(_detached(n.value))


def _detached(value: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(value, "detach", ast.Load()), [], [])


def _set(field: str, make: Callable[[], Any]) -> Maker:
    def change(node: Any) -> ast.AST:
        changed = copy.copy(node)
        setattr(changed, field, make())
        return changed  # type: ignore[no-any-return]

    return change


def _swap(field: str, i: int) -> Maker:
    def change(node: Any) -> ast.AST:
        changed = copy.copy(node)
        items = list(getattr(node, field))
        items[i], items[i + 1] = items[i + 1], items[i]
        setattr(changed, field, items)
        return changed  # type: ignore[no-any-return]

    return change


def _swap_operands(node: Any) -> ast.AST:
    changed: ast.AST = ast.BinOp(node.right, node.op, node.left)
    return changed
