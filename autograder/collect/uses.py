"""Looks for forbidden names in a source, by what names stand for and not by how they are spelt.

Two kinds of find. *Certain*: the name resolves to a forbidden one, in code that what is asked for
reaches. *Not certain*: it may (a computed attribute of torch, a method of unknown type, code that
nothing asked for calls), or it is a door through which anything can be reached (`exec`, frames,
`ctypes`, `torch._C`, another's module). A find that is not certain is for a person to look at.
"""

import ast
import re
from collections.abc import Iterator, Sequence

from autograder.model.groups import DIFFERENTIATING, DIFFERENTIATION
from autograder.model.submission import Use
from autograder.model.topic import Forbidden

_MOST = 200
# Modules and functions that honest coursework does not need and that reach round a scan.
_DOORS = frozenset(
    (
        "autograder",
        "base64",
        "builtins.__build_class__",
        "builtins.compile",
        "builtins.eval",
        "builtins.exec",
        "builtins.globals",
        "codecs",
        "ctypes",
        "gc",
        "importlib",
        "inspect",
        "marshal",
        "numpy.ctypeslib",
        "operator.attrgetter",
        "operator.methodcaller",
        "os.fork",
        "os.system",
        "pkgutil.resolve_name",
        "pytest",
        "socket",
        "subprocess",
        "sys._current_frames",
        "sys._getframe",
        "sys.modules",
        "sys.setprofile",
        "sys.settrace",
        "torch._C",
        "torch._decomp",
        "torch._ops",
        "torch._refs",
        "torch.ao",
        "torch.hub",
        "torch.library",
        "torch.nn.quantized",
        "torch.nn.quantizable",
        "torch.ops",
        "torch.utils._python_dispatch",
        "types.CodeType",
        "types.FunctionType",
        "unittest.mock",
    )
)
_DOOR_ATTRIBUTES = frozenset(
    (
        *("__builtins__", "__closure__", "__code__", "__globals__", "__loader__", "__self__"),
        *("__subclasses__", "__wrapped__", "ag_frame", "cr_frame", "f_back", "f_builtins"),
        *("f_globals", "f_locals", "gi_frame", "tb_frame"),
    )
)
_BUILTINS = frozenset(
    (
        *(
            "__build_class__",
            "__import__",
            "compile",
            "complex",
            "delattr",
            "eval",
            "exec",
            "getattr",
        ),
        *("globals", "locals", "setattr", "vars"),
    )
)
# Handed on as values (`map(getattr, …)`) they look up what can't be followed.
_LOOK_UPS = frozenset({"builtins.getattr", "builtins.setattr", "builtins.vars"})
_LIBRARIES = ("builtins", "math", "numpy", "torch")
_GLOBALS = "<globals>"
# One function under its several names.
_SAME = (
    (re.compile(r"^torch\.nn\.modules\.(?:\w+\.)?(?=[A-Z])"), "torch.nn."),
    (re.compile(r"^torch\._C\._nn\."), "torch.nn.functional."),
    (re.compile(r"^torch\._C\._VariableFunctions\."), "torch."),
    (re.compile(r"^torch\._VF\."), "torch."),
    (re.compile(r"^torch\.functional\."), "torch."),
)
_FUNCTORCH = re.compile(r"^functorch\.")


def find_uses(
    tree: ast.Module, file: str, forbidden: Forbidden, unreached: Sequence[range]
) -> list[Use]:
    """The uses of forbidden names and of doors, in the order of lines, at most 200.

    `unreached` are ranges of lines that nothing asked for reaches: finds in them are not certain.
    """
    found: dict[tuple[int, str], bool] = {}
    for line, name, certain in _Scan(tree, forbidden).run():
        sure = certain and not any(line in lines for lines in unreached)
        found[line, name] = found.get((line, name), False) or sure
    return _uses(found, file)


def find_differentiation(
    tree: ast.Module, file: str, lines: Sequence[range] | None = None
) -> list[Use]:
    """The uses of automatic differentiation in these lines, which a function reaches whose
    gradients are to be worked out by hand, in the order of lines, at most 200.

    Without `lines` in the whole module, of which it is not known what is reached: no find is
    certain.
    """
    found: dict[tuple[int, str], bool] = {}
    for line, name, certain in _Scan(tree, Forbidden()).differentiation():
        if lines is None or any(line in each for each in lines):
            sure = certain and lines is not None
            found[line, name] = found.get((line, name), False) or sure
    return _uses(found, file)


def _uses(found: dict[tuple[int, str], bool], file: str) -> list[Use]:
    return [
        Use(name=name, file=file, line=line, certain=certain)
        for (line, name), certain in sorted(found.items())
    ][:_MOST]


def is_main_guard(node: ast.stmt) -> bool:
    """Whether the statement is `if __name__ == "__main__":`."""
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and len(node.test.ops) == 1
        and isinstance(node.test.ops[0], ast.Eq)
        and {ast.dump(node.test.left), *map(ast.dump, node.test.comparators)}
        == {ast.dump(ast.Name("__name__", ast.Load())), ast.dump(ast.Constant("__main__"))}
    )


class _Scan:
    """One pass over one module; names are followed without regard to order and scope."""

    def __init__(self, tree: ast.Module, forbidden: Forbidden) -> None:
        self.forbidden = forbidden
        self.nodes = list(ast.walk(tree))
        guards = {id(node) for node in tree.body if is_main_guard(node)}
        if guards and not _binds_name(self.nodes):
            self.nodes = list(_walk(tree, guards))
        self.called = {id(node.func) for node in self.nodes if isinstance(node, ast.Call)}
        for match in [node for node in self.nodes if isinstance(node, ast.Match)]:
            for case in match.cases:
                self.nodes += _matched(match.subject, case.pattern)
        # A method or layer of the student's own may be called as a forbidden function is.
        self.own_attributes = (
            {
                node.attr
                for node in self.nodes
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            }
            | {
                inner.name
                for node in self.nodes
                if isinstance(node, ast.ClassDef)
                for inner in node.body
                if isinstance(inner, ast.FunctionDef | ast.ClassDef)
            }
            | {
                name
                for node in self.nodes
                if isinstance(node, ast.ClassDef)
                for inner in node.body
                for name, _ in _assigned(inner)
            }
        )
        self.aliases: dict[str, set[str]] = {}
        self.strings: dict[str, set[str] | None] = {}
        self.own: set[str] = set()
        self.stars: list[str] = []
        for node in self.nodes:
            self._bind(node)
        assigned = [pair for node in self.nodes for pair in _assigned(node)]
        for _ in range(4):
            for name, value in assigned:
                if found := self.resolve(value):
                    self.aliases.setdefault(name, set()).update(found)
        self.own |= {name for name, value in assigned if not self.resolve(value)}

    def run(self) -> Iterator[tuple[int, str, bool]]:
        """Every find: line, name, and whether it is certain."""
        for node in self.nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from self._imported(node)
            elif isinstance(node, ast.Attribute | ast.Name | ast.Call | ast.Subscript):
                yield from self._used(node)
            if isinstance(node, ast.Call):
                yield from self._called(node)
            if isinstance(node, ast.Attribute | ast.Name) and isinstance(
                node.ctx, ast.Store | ast.Del
            ):
                yield from self._stored(node)

    def differentiation(self) -> Iterator[tuple[int, str, bool]]:
        """Every find of automatic differentiation, whoever does it."""
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, complex):
                yield node.lineno, "complex", False
            if not isinstance(node, ast.Attribute | ast.Name | ast.Call | ast.Subscript):
                continue
            known = self.resolve(node)
            for full in known:
                plain = _FUNCTORCH.sub("torch.func.", full)
                if name := DIFFERENTIATION.name_of(plain):
                    yield node.lineno, name, len(known) == 1
                for above in set(_and_above(full)) & set(DIFFERENTIATING):
                    yield node.lineno, above, False
                if re.search(r"^(torch|numpy|builtins)\.c?complex\w*$|^cmath\.", full):
                    yield node.lineno, "complex", False
            if isinstance(node, ast.Attribute) and not known:
                if node.attr == "imag":
                    yield node.lineno, "complex", False
                if DIFFERENTIATION.has_part(node.attr) and node.attr not in self.own_attributes:
                    yield node.lineno, f"Tensor.{node.attr}", False

    def resolve(self, node: ast.expr) -> set[str]:
        """The dotted names that an expression may stand for; empty where nothing is known."""
        if isinstance(node, ast.Name):
            if node.id == "__builtins__":
                return {"builtins"}
            if node.id in self.aliases:
                return self.aliases[node.id]
            if node.id in self.own:
                return set()
            if node.id in _BUILTINS:
                return {f"builtins.{node.id}"}
            return {f"{module}.{node.id}" for module in self.stars}
        if isinstance(node, ast.Attribute):
            return {f"{base}.{node.attr}" for base in self.resolve(node.value)}
        if isinstance(node, ast.Subscript):
            return self._looked_up(self.resolve(node.value), self._text(node.slice))
        if isinstance(node, ast.Call):
            return self._result(node)
        if isinstance(node, ast.NamedExpr):
            return self.resolve(node.value)
        if isinstance(node, ast.IfExp):
            return self.resolve(node.body) | self.resolve(node.orelse)
        if isinstance(node, ast.BoolOp):
            return {name for value in node.values for name in self.resolve(value)}
        return set()

    def _bind(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for name in node.names:
                top = name.name.partition(".")[0]
                stands_for = name.name if name.asname else top
                self.aliases.setdefault(name.asname or top, set()).add(stands_for)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for name in node.names:
                if name.name == "*":
                    if (node.module or "").partition(".")[0] in _LIBRARIES:
                        self.stars.append(node.module or "")
                else:
                    full = f"{node.module}.{name.name}"
                    self.aliases.setdefault(name.asname or name.name, set()).add(full)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self.own.add(node.name)
        elif isinstance(node, ast.arg):
            self.own.add(node.arg)
        elif isinstance(node, ast.Assign | ast.NamedExpr | ast.AnnAssign):
            text = node.value if isinstance(node.value, ast.Constant) else None
            for name_, _ in _assigned(node):
                known = self.strings.get(name_, set())
                if text is None or not isinstance(text.value, str) or known is None:
                    self.strings[name_] = None
                else:
                    self.strings[name_] = known | {text.value}

    def _text(self, node: ast.expr) -> str | None:
        """The text that an expression certainly is, None where it can't be told."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Name):
            known = self.strings.get(node.id) if node.id in self.strings else None
            return next(iter(known)) if known and len(known) == 1 else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self._text(node.left), self._text(node.right)
            return None if left is None or right is None else left + right
        parts: list[ast.expr] | None = None
        glue: str | None = ""
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.FormattedValue) else p for p in node.values]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "join"
            and len(node.args) == 1
            and isinstance(node.args[0], ast.List | ast.Tuple)
        ):
            parts, glue = node.args[0].elts, self._text(node.func.value)
        if parts is None or glue is None:
            return None
        texts = [self._text(part) for part in parts]
        return None if None in texts else glue.join(text or "" for text in texts)

    def _looked_up(self, bases: set[str], name: str | None) -> set[str]:
        """What `base[name]` stands for, where base is a module's dictionary."""
        if name is None:
            return set()
        found: set[str] = set()
        for base in bases:
            if base == _GLOBALS:
                found |= self.aliases.get(name, set())
            elif base == "sys.modules":
                found.add(name)
            elif base == "builtins":
                found.add(f"builtins.{name}")
            elif base.endswith(".__dict__"):
                found.add(base.removesuffix("__dict__") + name)
        return found

    def _result(self, node: ast.Call) -> set[str]:
        """What a call returns, for the calls that only look something up."""
        found: set[str] = set()
        for function in self.resolve(node.func):
            if function == "builtins.globals" or (
                function in ("builtins.vars", "builtins.locals") and not node.args
            ):
                found.add(_GLOBALS)
            elif not node.args:
                continue
            elif function == "builtins.getattr" and len(node.args) > 1:
                name = self._text(node.args[1])
                found |= {f"{b}.{name}" for b in self.resolve(node.args[0]) if name is not None}
            elif function == "builtins.vars":
                found |= {f"{base}.__dict__" for base in self.resolve(node.args[0])}
            elif function == "importlib.import_module":
                found |= {module} if (module := self._text(node.args[0])) else set()
            elif function in ("builtins.__import__", "importlib.__import__"):
                module = self._text(node.args[0])
                # With a fromlist it returns the module itself, else the package above all.
                named = len(node.args) > 3 or any(k.arg == "fromlist" for k in node.keywords)
                if module is not None:
                    found.add(module if named else module.partition(".")[0])
            elif function.endswith((".get", ".__getitem__", ".pop")):
                base = {function.rpartition(".")[0]}
                found |= self._looked_up(base, self._text(node.args[0]))
            elif function.endswith((".__getattribute__", ".__getattr__")):
                name = self._text(node.args[0])
                found |= {f"{function.rpartition('.')[0]}.{name}"} if name is not None else set()
        inner = node.func
        if isinstance(inner, ast.Call) and "operator.attrgetter" in self.resolve(inner.func):
            name = self._text(inner.args[0]) if inner.args else None
            if name is not None and node.args:
                found |= {f"{base}.{name}" for base in self.resolve(node.args[0])}
        return found

    def _imported(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[int, str, bool]]:
        for name in node.names:
            if isinstance(node, ast.Import):
                full = name.name
            elif node.level:
                continue
            else:
                full = f"{node.module}.{name.name}"
            yield from self._matches(node.lineno, full, True)

    def _used(self, node: ast.expr) -> Iterator[tuple[int, str, bool]]:
        known = self.resolve(node)
        # A name that is sometimes something of the student's own may be that here.
        certain = len(known) == 1 and not (isinstance(node, ast.Name) and node.id in self.own)
        if isinstance(node, ast.Call):
            certain = bool(known)
        for full in known:
            yield from self._matches(node.lineno, full, certain)
            if full in _LOOK_UPS and not isinstance(node, ast.Call) and id(node) not in self.called:
                yield node.lineno, full.removeprefix("builtins."), False
        if not isinstance(node, ast.Attribute):
            return
        if node.attr in _DOOR_ATTRIBUTES:
            yield node.lineno, node.attr, False
        if node.attr == "__dict__" and _is_library(self.resolve(node.value)):
            yield node.lineno, f"{min(self.resolve(node.value))}.__dict__", False
        if not known and node.attr not in self.own_attributes:
            name = self.forbidden.found_by_last(node.attr)
            if name:
                yield node.lineno, name, False

    def _matches(self, line: int, full: str, certain: bool) -> Iterator[tuple[int, str, bool]]:
        plain = full
        if full.startswith("torch."):
            for form, short in _SAME:
                plain = form.sub(short, plain)
        for name in self.forbidden.found_in(plain) or self.forbidden.found_in(full):
            yield line, name, certain
        for door in set(_and_above(full)) & _DOORS:
            yield line, door.removeprefix("builtins."), False
        if full.startswith("os.exec"):
            yield line, "os.exec", False

    def _called(self, node: ast.Call) -> Iterator[tuple[int, str, bool]]:
        """Look-ups by a computed name, and attributes set on a library."""
        for function in self.resolve(node.func):
            looked_up = function in ("builtins.getattr", "builtins.vars") or function.endswith(
                ".__getattribute__"
            )
            target = self.resolve(node.args[0]) if node.args else set()
            if looked_up and not self.resolve(node) and _is_library(target):
                yield node.lineno, f"{function.removeprefix('builtins.')}({min(target)}, …)", False
            if function in ("builtins.vars",) and _is_library(target):
                yield node.lineno, f"vars({min(target)})", False
            if function in ("builtins.setattr", "builtins.delattr") and _is_library(target):
                yield node.lineno, f"setattr({min(target)}, …)", False
            if function == "builtins.__import__":
                yield node.lineno, "__import__", False

    def _stored(self, node: ast.Attribute | ast.Name) -> Iterator[tuple[int, str, bool]]:
        """An attribute of a library that is replaced (`torch.backends` holds settings)."""
        if isinstance(node, ast.Attribute):
            target = self.resolve(node.value)
            if _is_library(target) and not any(t.startswith("torch.backends") for t in target):
                yield node.lineno, f"{min(target)}.{node.attr} = …", False


def _matched(subject: ast.expr, pattern: ast.pattern) -> Iterator[ast.expr]:
    """What a pattern takes from a value, as the expressions that would: `case object(nn=n)` takes
    `subject.nn` and gives it a name."""
    if isinstance(pattern, ast.MatchAs):
        if pattern.name is not None:
            target = ast.Name(pattern.name, ast.Store())
            yield ast.copy_location(ast.NamedExpr(target, subject), pattern)
        if pattern.pattern is not None:
            yield from _matched(subject, pattern.pattern)
    elif isinstance(pattern, ast.MatchClass):
        for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            part = ast.copy_location(ast.Attribute(subject, name, ast.Load()), inner)
            yield part
            yield from _matched(part, inner)
    elif isinstance(pattern, ast.MatchMapping):
        for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
            item = ast.copy_location(ast.Subscript(subject, key, ast.Load()), inner)
            yield item
            yield from _matched(item, inner)
    elif isinstance(pattern, ast.MatchOr):
        for inner in pattern.patterns:
            yield from _matched(subject, inner)


def _and_above(name: str) -> Iterator[str]:
    """`a.b.c`, `a.b` and `a` for `a.b.c`."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _is_library(names: set[str]) -> bool:
    return any(name.partition(".")[0] in _LIBRARIES for name in names)


def _walk(node: ast.AST, skipped: set[int]) -> Iterator[ast.AST]:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if id(current) not in skipped:
            yield current
            waiting.extend(ast.iter_child_nodes(current))


def _binds_name(nodes: list[ast.AST]) -> bool:
    """Whether `__name__` is given a value, so that its guard may be entered."""
    return any(
        (isinstance(node, ast.Name) and node.id == "__name__" and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.Constant) and node.value == "__name__")
        for node in nodes
    )


def _assigned(node: ast.AST) -> list[tuple[str, ast.expr]]:
    """Names and the values they are given, where that is plain to see."""
    if isinstance(node, ast.Assign):
        pairs: list[tuple[str, ast.expr]] = []
        for target in node.targets:
            if isinstance(target, ast.Name):
                pairs.append((target.id, node.value))
            elif isinstance(target, ast.Tuple | ast.List):
                values = (
                    node.value.elts
                    if isinstance(node.value, ast.Tuple | ast.List)
                    and len(node.value.elts) == len(target.elts)
                    else [node.value] * len(target.elts)
                )
                pairs += [
                    (each.id, value)
                    for each, value in zip(target.elts, values, strict=True)
                    if isinstance(each, ast.Name)
                ]
        return pairs
    if isinstance(node, ast.AnnAssign | ast.NamedExpr) and isinstance(node.target, ast.Name):
        return [(node.target.id, node.value)] if node.value is not None else []
    return []
