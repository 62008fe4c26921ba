"""Which changes of a program obviously change nothing."""

import ast

# Whose first two arguments may change places, and what a sign makes no difference to.
COMMUTATIVE = frozenset(
    {"add", "mul", "multiply", "dot", "maximum", "minimum", "equal", "logaddexp", "hypot"}
)
SIGNLESS = frozenset({"square", "abs"})
MODULES = frozenset({"torch", "F", "nn", "np", "math", "functional"})


class _Canonical(ast.NodeTransformer):
    """Brings what is obviously the same into one form: the operands of a commutative operation, a
    difference that is squared or whose absolute value is taken, a transpose that is undone."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Mult):
            node.left, node.right = sorted((node.left, node.right), key=ast.dump)
        elif isinstance(node.op, ast.Pow) and _is_even(node.right):
            node.left = _without_sign(node.left)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        even = name in SIGNLESS or (
            name == "pow" and _is_even(node.args[-1] if node.args else None)
        )
        if name in COMMUTATIVE and len(node.args) == 2:
            node.args = sorted(node.args, key=ast.dump)
        elif even and isinstance(function, ast.Attribute) and not _is_module(function.value):
            function.value = _without_sign(function.value)
        elif even and node.args:
            node.args[0] = _without_sign(node.args[0])
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        inner = node.value
        if (
            node.attr in ("T", "mT")
            and isinstance(inner, ast.Attribute)
            and inner.attr == node.attr
        ):
            return inner.value
        return node


def _is_even(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in (2, 4)


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in MODULES


def _without_sign(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return node.operand
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        left, right = sorted((node.left, node.right), key=ast.dump)
        return ast.BinOp(left, node.op, right)
    return node


def canonical_form(statement: str) -> str:
    """A text that is the same for statements that obviously compute the same."""
    return ast.dump(_Canonical().visit(ast.parse(statement)))
