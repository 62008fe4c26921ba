"""What the statements of a module bind and read, by the compiler's own scoping (symtable)."""

import ast
import symtable
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Statement:
    """A statement at the top level: lines from 1 and columns (in characters) from 0, and names.

    `changes` are names whose object it alters without binding them (`model.forward = f`).
    """

    node: ast.stmt
    first: int
    start: int
    last: int
    end: int
    binds: frozenset[str]
    reads: frozenset[str]
    changes: frozenset[str]


# 256 KiB of statements that somebody wrote are some ten thousand at most.
_MOST = 20_000


def statements(tree: ast.Module, text: str) -> list[Statement]:
    """The top-level statements of `tree`, which is `text` parsed. Raises MemoryError where there
    are more than anybody writes."""
    if len(tree.body) > _MOST:
        raise MemoryError("too many statements")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_statement(node, lines) for node in tree.body]


def is_definition(node: ast.stmt) -> bool:
    """Whether the statement defines a function or a class."""
    return isinstance(node, _DEFINITIONS)


def needed(
    every: list[Statement], roots: Collection[str], allowed: Collection[int] | None = None
) -> set[int]:
    """The indices of the statements that define, bind or change what `roots` need, transitively.

    `allowed` are the statements that may be taken; all by default.
    """
    makers: dict[str, list[int]] = defaultdict(list)
    for index in range(len(every)) if allowed is None else allowed:
        for name in every[index].binds | every[index].changes:
            makers[name].append(index)
    taken: set[int] = set()
    waiting = list(roots)
    while waiting:
        for index in makers.pop(waiting.pop(), ()):
            if index not in taken:
                taken.add(index)
                waiting += every[index].reads
    return taken


class Outline:
    """A module's statements, to be asked which of them a call can depend on."""

    def __init__(self, text: str) -> None:
        """Raises SyntaxError."""
        self._every = statements(ast.parse(text), text)
        self._texts = [ast.unparse(each.node) for each in self._every]
        self._always = {
            i
            for i, each in enumerate(self._every)
            if not is_definition(each.node) and not _is_text(each.node)
        }

    def code_for(self, names: Collection[str]) -> str:
        """What runs when `names` are called after an import: whatever is no definition, and the
        definitions that it and they need; without comments and layout. Names that are made up at
        run time (`globals()[name]`) are not followed."""
        roots = set(names).union(*(self._every[i].reads for i in self._always))
        return "\n".join(self._texts[i] for i in sorted(self._always | needed(self._every, roots)))


def _is_text(node: ast.stmt) -> bool:
    """Whether the statement is a text by itself, as a docstring is, and does nothing."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def bound_names(every: Iterable[Statement]) -> set[str]:
    """All names that the statements bind."""
    return {name for statement in every for name in statement.binds}


def written_definitions(tree: ast.Module) -> dict[str, bool]:
    """The functions and classes at the top level, and whether each is more than a stub: one that
    raises NotImplementedError, or is empty."""
    return {
        node.name: not (
            _is_empty(node) or any(_raises_not_implemented(inner) for inner in _body(node))
        )
        for node in tree.body
        if isinstance(node, _DEFINITIONS)
    }


def _is_empty(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether nothing is in it but a docstring, `pass`, `...`; a class that inherits has more."""
    return not getattr(node, "bases", []) and all(
        isinstance(each, ast.Pass)
        or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
        for each in node.body
    )


def _body(node: ast.AST) -> Iterator[ast.stmt]:
    for inner in getattr(node, "body", []):
        yield inner
        if isinstance(node, ast.ClassDef):
            yield from _body(inner)


def _raises_not_implemented(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _statement(node: ast.stmt, lines: list[str]) -> Statement:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)])
    last = node.end_lineno or node.lineno
    # The ast counts UTF-8 bytes. A decorator's `@` is at the margin.
    start = 0 if decorators else _characters(lines[first - 1], node.col_offset)
    end = _characters(lines[last - 1], node.end_col_offset or 0)
    segment = lines[first - 1 : last]
    segment[-1] = segment[-1][:end]
    segment[0] = segment[0][start:]
    table = symtable.symtable("\n".join(segment), "<statement>", "exec")
    binds, reads = _names(table)
    changes = _changed(node)
    return Statement(node, first, start, last, end, binds, reads, changes - binds)


def _characters(line: str, column: int) -> int:
    return len(line.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))


def _names(table: symtable.SymbolTable) -> tuple[frozenset[str], frozenset[str]]:
    binds: set[str] = set()
    reads: set[str] = set()
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            binds.add(symbol.get_name())
        if symbol.is_referenced():
            reads.add(symbol.get_name())
    waiting = list(table.get_children())
    while waiting:
        scope = waiting.pop()
        waiting += scope.get_children()
        for symbol in scope.get_symbols():
            if symbol.is_global():
                # `global counter` with an assignment: the name has to be there before and after.
                reads.add(symbol.get_name())
                if symbol.is_declared_global() and symbol.is_assigned():
                    binds.add(symbol.get_name())
            elif scope.get_type() == "class" and symbol.is_assigned() and symbol.is_referenced():
                reads.add(symbol.get_name())  # `x = x` in a class body reads the global first
    return frozenset(binds), frozenset(reads)


def _changed(node: ast.stmt) -> frozenset[str]:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    else:
        return frozenset()
    changed = set()
    for target in targets:
        inner: ast.expr = target
        while isinstance(inner, ast.Attribute | ast.Subscript | ast.Starred):
            inner = inner.value
        if isinstance(inner, ast.Name) and inner is not target:
            changed.add(inner.id)
    return frozenset(changed)
