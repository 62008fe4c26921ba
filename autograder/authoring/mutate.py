"""Mutants of a reference: each a small change that makes a right answer wrong, if it matters.

Own code, not a mutation library: those that exist run the mutated project's own tests in its own
process, and know nothing of `detach`, `zero_grad` or axes. A mutant here is a submission like any
other, and the bulk grader is its judge.
"""

import ast
import copy
import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from autograder.authoring.equivalence import MODULES, canonical_form

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
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
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
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
    "new_zeros": ("new_ones",),
    "new_ones": ("new_zeros",),
    "zeros_": ("ones_",),
    "ones_": ("zeros_",),
    "expm1": ("exp",),
    "log1p": ("log",),
    "sin": ("cos",),
    "cos": ("sin",),
    "std": ("var",),
    "var": ("std",),
    "prod": ("sum",),
    "cumprod": ("cumsum",),
    "minimum": ("maximum",),
    "maximum": ("minimum",),
    "clamp_min": ("clamp_max",),
    "clamp_max": ("clamp_min",),
    "any": ("all",),
    "all": ("any",),
    "stack": ("cat",),
    "cat": ("stack",),
    "Adam": ("SGD",),
    "SGD": ("Adam",),
    "clip_grad_norm_": ("clip_grad_value_",),
    "binary_cross_entropy_with_logits": ("binary_cross_entropy",),
}
BUILTINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Methods that may be left out: x.detach() → x.
REMOVABLE = frozenset(
    """detach clone contiguous abs exp log sqrt square flip mT T sum mean squeeze unsqueeze tanh
    sigmoid clamp clamp_min clamp_max double float to requires_grad_ softmax log_softmax relu
    softplus cumsum""".split()  # noqa: SIM905
)
# What gives no tensor, or one without a graph that could be cut off.
GRAPHLESS = frozenset(
    """range len zip enumerate reversed isinstance float int list tuple sum min max sorted super
    item tolist detach zeros zeros_like new_zeros ones ones_like new_ones full empty eye arange
    linspace tensor rand randn randint randperm""".split()  # noqa: SIM905
)
# What stands before the brackets of a type.
TYPES = frozenset({"tuple", "list", "dict", "set", "Callable", "Sequence", "Iterable", "Iterator"})


@dataclass(frozen=True)
class Mutant:
    """One mutant: `name` says what was changed where, in words that survive a move of the line;
    `function` is where, with the functions or classes around it (`GRU.forward`)."""

    name: str
    function: str
    operator: str
    line: int
    text: str


@dataclass(frozen=True)
class _Change:
    """One change of a node: the operator's name, what makes it on a copy, and what to call it where
    the node is too long to be its own name."""

    operator: str
    make: "Maker"
    label: str = ""


def mutants(text: str, by_hand: Collection[str] = ()) -> Iterator[Mutant]:
    """Every mutant of a source, each with one change; no two have the same name or text.

    `by_hand` are the functions without automatic differentiation: whether their graph is cut can't
    matter. Left out is what obviously computes the same.
    """
    tree = ast.parse(text)
    _drop_docstrings(tree)
    statements = [ast.unparse(statement) for statement in tree.body]
    seen = {(number, statement) for number, statement in enumerate(statements)}
    canonical = [canonical_form(statement) for statement in statements]
    names: dict[str, int] = {}
    for path, function in _sites(tree):
        node = _at(tree, path)
        number = path[0][1] or 0
        changes = [_Change(*each) for each in _changes(node)] + [*_wider_changes(node)]
        if function.partition(".")[0] not in by_hand:
            changes += _cuts(node)
        for change in changes:
            replacement = change.make(node)
            mutated = _with(tree.body[number], path[1:], replacement)
            new = ast.unparse(ast.fix_missing_locations(mutated)) if mutated is not None else ""
            if (number, new) in seen or not _compiles(new):
                continue
            seen.add((number, new))
            if canonical_form(new) == canonical[number]:
                continue
            after = "(nothing)" if replacement is None else _short(replacement)
            name = f"{function}: {change.label or f'{_short(node)} → {after}'}"
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = f"{name} #{names[name]}"
            lines = [*statements[:number], new, *statements[number + 1 :]]
            text = "\n".join(lines) + "\n"
            yield Mutant(name, function, change.operator, getattr(node, "lineno", 0), text)


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(text, "mutant", "exec")
    except (ValueError, SyntaxError):
        return False
    return True


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


def _with(node: Any, path: Path, replacement: ast.AST | None) -> Any:
    """A copy of a node with another one at `path` in it; what lies off the path is shared."""
    if not path:
        return replacement
    (name, index), rest = path[0], path[1:]
    changed = copy.copy(node)
    if index is None:
        setattr(changed, name, _with(getattr(node, name), rest, replacement))
    else:
        items = list(getattr(node, name))
        items[index] = _with(items[index], rest, replacement) or ast.Pass()
        setattr(changed, name, items)
    return changed


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


def _wider_changes(node: ast.AST) -> Iterator[_Change]:
    """What else may become of a node."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        if isinstance(node.right, ast.Name | ast.Subscript) or (
            isinstance(node.right, ast.Attribute) and node.right.attr not in ("T", "mT")
        ):
            yield _Change("transpose", lambda n: ast.BinOp(n.left, n.op, _attribute(n.right, "T")))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield _Change("drop sign", lambda n: n.operand)
    elif isinstance(node, ast.Subscript):
        if not (isinstance(node.value, ast.Name) and node.value.id in TYPES):
            yield from _indices(node.slice)
    elif isinstance(node, ast.Slice) and node.step is not None:
        yield _Change("slice", _set("step", lambda: None))
    elif isinstance(node, ast.comprehension) and node.ifs:
        label = f"if {_short(node.ifs[0])} → (nothing)"
        yield _Change("branch", _set("ifs", list), label)
    elif isinstance(node, ast.Attribute) and node.attr == "training":
        yield _Change("train and eval", lambda n: ast.UnaryOp(ast.Not(), n))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in BUILTINS:
            other = ast.Name(BUILTINS[node.func.id], ast.Load())
            yield _Change("name", _set("func", lambda: other))
    elif isinstance(node, ast.Break | ast.Continue):
        yield _Change("drop statement", lambda n: None)
    elif isinstance(node, ast.While):
        yield _Change("early end", _set("body", lambda: [*node.body, ast.Break()]))
    elif isinstance(node, ast.For):
        label = f"for {_short(node.target)} in {_short(node.iter)} → (nothing)"
        yield _Change("drop statement", lambda n: None, label)
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            for i in range(len(block) - 1):
                if _is_call(block[i]) and _is_call(block[i + 1]):
                    label = f"{_short(block[i])} ⇄ {_short(block[i + 1])}"
                    yield _Change("order of statements", _swap(name, i), label)


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def _indices(index: ast.expr) -> Iterator[_Change]:
    """An index that is a variable, off by one."""
    if isinstance(index, ast.Name):
        yield _Change("index", _set("slice", lambda: _less(index)))
    elif isinstance(index, ast.Tuple):
        for i, each in enumerate(index.elts):
            if isinstance(each, ast.Name):
                elements = [*index.elts[:i], _less(each), *index.elts[i + 1 :]]
                yield _Change("index", _set("slice", partial(ast.Tuple, elements, ast.Load())))


def _cuts(node: ast.AST) -> Iterator[_Change]:
    """Where the graph of automatic differentiation may be cut, besides at a name's assignment."""
    if isinstance(node, ast.FunctionDef):
        decorator = _attribute(ast.Name("torch", ast.Load()), "no_grad")
        call = ast.Call(decorator, [], [])
        label = f"def {node.name} → @torch.no_grad() def {node.name}"
        yield _Change("no_grad", _set("decorator_list", lambda: [call]), label)
    elif isinstance(node, ast.Call) and not _is_graphless(node):
        yield from _cut_elements(node, "args", node.args, (ast.Call,))
    elif isinstance(node, ast.Return | ast.Assign) and isinstance(node.value, ast.Tuple):
        kinds = (ast.Call, ast.BinOp, ast.Name)
        for change in _cut_elements(node.value, "elts", node.value.elts, kinds):
            yield _Change(change.operator, partial(_on_value, change.make))
    elif isinstance(node, ast.AugAssign) and isinstance(node.value, ast.BinOp | ast.Call):
        yield _Change("detach", lambda n: ast.AugAssign(n.target, n.op, _detached(n.value)))


def _is_graphless(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name in GRAPHLESS


def _on_value(make: "Maker", node: Any) -> ast.AST:
    changed: ast.AST = copy.copy(node)
    changed.value = make(node.value)  # type: ignore[attr-defined]
    return changed


def _cut_elements(
    node: ast.AST, field: str, items: list[ast.expr], kinds: tuple[type[ast.expr], ...]
) -> Iterator[_Change]:
    for i, item in enumerate(items):
        if isinstance(item, kinds) and not _is_graphless(item):
            changed = [*items[:i], _detached(item), *items[i + 1 :]]
            yield _Change("detach", _set(field, partial(list, changed)))


def _attribute(value: ast.expr, name: str) -> ast.Attribute:
    return ast.Attribute(value, name, ast.Load())


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
