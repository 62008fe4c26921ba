"""Wrong answers: each the definitions in which it differs from the reference, under a header that
says what it is. Laid over the reference by name, it is a whole submission."""

import ast
import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from autograder.model.outline import Statement, statements
from autograder.model.record import Kind, Text

# As PEP 723 writes metadata into a script.
_HEADER = re.compile(r"(?m)^# /// wrong answer$\n(?P<content>(?:^#(?: .*)?$\n)*?)^# ///$")
NEW_HEADER = """\
# /// wrong answer
# check = ""
# kind = ""
# hint.en = ""
# hint.es = ""
# ///
"""


NOTHING = "differs from the reference in nothing"
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class WrongAnswerError(ValueError):
    """A wrong answer is not written as it should be; the message says what to change, and stands
    after the file's name."""


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the header says: the first hidden check that must fail, how, and the hint; None where
    nan or inf is all that shows, which comes from many mistakes."""

    check: str
    kind: str
    hint: Text | None = None


class WrongAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong answer: the first hidden check that must fail, how, the hint if it has one, and the
    whole text, the difference laid over the reference."""

    check: str
    kind: Kind
    hint: Text | None
    text: str


def header_of(text: str) -> str:
    """The header of a file as it is written, up to the end of its last line; empty where there is
    none."""
    found = _HEADER.search(text)
    return f"{found[0]}\n" if found else ""


def read_header(text: str) -> Header:
    """What the header of a difference says. A hint may go over several lines, which are joined.
    Raises WrongAnswerError."""
    found = _HEADER.search(text)
    if found is None:
        raise WrongAnswerError(
            "has no header: `# /// wrong answer`, then check, kind, hint.en and hint.es as TOML"
            " behind `# `, then `# ///`"
        )
    lines = found["content"].splitlines()
    try:
        header = msgspec.toml.decode("\n".join(line[2:] for line in lines), type=Header)
    except msgspec.DecodeError as error:
        raise WrongAnswerError(
            f"has a header that can't be read ({error}): it is TOML, with the texts check, kind,"
            " hint.en and hint.es"
        ) from None
    if header.kind not in set(Kind):
        raise WrongAnswerError(
            f"has a header with kind = {header.kind!r}: it is one of {', '.join(Kind)}"
        )
    if header.hint is None:
        return header
    hint = Text(en=" ".join(header.hint.en.split()), es=" ".join(header.hint.es.split()))
    return msgspec.structs.replace(header, hint=hint)


class Reference:
    """A reference solution: what wrong answers are laid over, and told apart from."""

    def __init__(self, text: str) -> None:
        """Raises WrongAnswerError where the text is no Python."""
        _, self._blocks, self._end = _blocks(text)

    def laid_over(self, text: str) -> str:
        """The whole file that a difference stands for.

        A definition takes the place of the reference's of the same name. A new one is added before
        the first statement that uses it, a new import after the reference's imports. The docstring
        is the difference's. Raises WrongAnswerError where the text holds anything else.
        """
        docstring, own = _definitions(text)
        laid = self._laid(own)
        lines = [line for block in laid for line in (*block.gap, *block.lines)]
        parts = ("\n".join(docstring), "\n".join([*lines, *self._end]).strip("\n"))
        return "\n\n".join(part for part in parts if part) + "\n"

    def difference(self, text: str) -> tuple[str, list[str]]:
        """The difference made out of a whole file, with the file's header or an empty one, and what
        of the file a difference can't say. Raises WrongAnswerError where the text is no Python."""
        docstring, blocks, _ = _blocks(text)
        unsaid = [
            f"line {block.statement.first} defines nothing: it is left out"
            for block in blocks
            if not block.is_definition
        ]
        names = {name for block in blocks for name in block.names}
        unsaid += [
            f"{name} is missing in the file: the reference's stays"
            for block in self._blocks
            for name in sorted(block.names - names)
            if not block.is_import
        ]
        lines = [line for block in blocks if block.is_import for line in self._new_imports(block)]
        if docstring and lines:
            lines.insert(0, "")
        for block in blocks:
            if block.is_definition and not block.is_import and not self._has(block):
                lines += ["", "", *block.lines]
        return (header_of(text) or NEW_HEADER) + "\n".join([*docstring, *lines, ""]), unsaid

    def idle(self, text: str) -> list[str]:
        """What of a difference makes none. Raises WrongAnswerError."""
        _, own = _definitions(text)
        laid = self._laid(own)
        known = {name for block in self._blocks for name in block.names}
        same = [block for block in own if self._has(block)]
        if len(same) == len(own):
            return [NOTHING]
        found = [f"defines {_listed(block.names)} as the reference does" for block in same]
        for block in own:
            others = (other for other in laid if other.statement is not block.statement)
            if not block.names & known.union(*(other.statement.reads for other in others)):
                found.append(
                    f"defines {_listed(block.names)}, which the reference does not, and nothing"
                    " uses it"
                )
        return found

    def _laid(self, own: Sequence["_Block"]) -> list["_Block"]:
        names = {name for block in own for name in block.names}
        new: list[_Block] = []
        taking: dict[int, list[_Block]] = {}
        for block in own:
            places = [
                index
                for index, other in enumerate(self._blocks)
                if other.names & block.names and other.is_import == block.is_import
            ]
            (taking.setdefault(places[-1], []) if places else new).append(block)
        laid: list[_Block] = []
        for index, block in enumerate(self._blocks):
            gap = block.gap
            if not block.names or block.names - names:
                laid.append(block)
                gap = _gap(block)
            for other in taking.get(index, ()):
                laid.append(replace(other, gap=gap))
                gap = _gap(other)
        while new:
            # A helper of a helper finds its place once that has one.
            placed = (number for number, each in enumerate(new) if _place(each, laid) < len(laid))
            block = new.pop(next(placed, 0))
            laid.insert(_place(block, laid), replace(block, gap=_gap(block)))
        return laid

    def _has(self, block: "_Block") -> bool:
        """Whether the reference defines the same, whatever docstrings say."""
        if block.is_import:
            return not self._new_imports(block)
        code = _code(block.statement.node)
        return any(
            other.names == block.names and _code(other.statement.node) == code
            for other in self._blocks
        )

    def _new_imports(self, block: "_Block") -> list[str]:
        """The lines of an import without what the reference imports too."""
        known = {key for other in self._blocks if other.is_import for key in _imported(other)}
        found = _imported(block)
        if not known & set(found):
            return list(block.lines)
        node = copy.copy(block.statement.node)
        assert isinstance(node, ast.Import | ast.ImportFrom)
        node.names = [alias for key, alias in found.items() if key not in known]
        return [ast.unparse(node)] if node.names else []


@dataclass(frozen=True, eq=False)
class _Block:
    """A statement at the top level, its lines with the comments right above it, and the lines
    between the last one and those."""

    statement: Statement
    gap: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        return self.statement.binds

    @property
    def is_import(self) -> bool:
        return isinstance(self.statement.node, ast.Import | ast.ImportFrom)

    @property
    def is_definition(self) -> bool:
        """Whether it binds names and does nothing else."""
        kinds = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, *_SCOPES)
        return bool(self.names) and isinstance(self.statement.node, kinds)


def _blocks(text: str) -> tuple[tuple[str, ...], list[_Block], tuple[str, ...]]:
    """The lines of the docstring of a file, its statements, and the lines after the last one,
    without the header. Raises WrongAnswerError."""
    text = text.replace("\r\n", "\n")
    text = _HEADER.sub(lambda found: "\n" * found[0].count("\n"), text)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise WrongAnswerError(f"is no Python: {error}") from None
    lines = text.split("\n")
    docstring: tuple[str, ...] = ()
    every = statements(tree, text)
    end = 0  # how many lines have been handed on
    if ast.get_docstring(tree) is not None:
        docstring = tuple(lines[every[0].first - 1 : every[0].last])
        end = every.pop(0).last
    found = []
    for statement in every:
        if statement.first <= end:
            raise WrongAnswerError(f"has two statements in line {end}: give each its own")
        first, last = statement.first - 1, statement.last
        while first > end and lines[first - 1].startswith("#"):
            first -= 1
        while last < len(lines) and lines[last].startswith(" ") and lines[last].strip():
            last += 1  # a comment at the end of a body
        found.append(_Block(statement, tuple(lines[end:first]), tuple(lines[first:last])))
        end = last
    return docstring, found, tuple(lines[end:])


def _definitions(text: str) -> tuple[tuple[str, ...], list[_Block]]:
    """The lines of the docstring of a difference, and what it defines. Raises WrongAnswerError."""
    docstring, own, _ = _blocks(text)
    for block in own:
        if not block.is_definition:
            raise WrongAnswerError(
                f"does something in line {block.statement.first}: a difference holds definitions"
                " alone (def, class, name = value, import)"
            )
    return docstring, own


def _place(block: _Block, laid: Sequence[_Block]) -> int:
    """Where a definition that the reference has not comes in; at the end if nothing uses it."""
    if not block.is_import:
        users = (i for i, other in enumerate(laid) if other.statement.reads & block.names)
        return next(users, len(laid))
    if getattr(block.statement.node, "module", None) == "__future__":
        return 0
    return max((i + 1 for i, other in enumerate(laid) if other.is_import), default=0)


def _gap(block: _Block) -> tuple[str, ...]:
    return () if block.is_import else ("", "")


def _code(node: ast.stmt) -> str:
    """What a statement says to the interpreter, without its docstrings."""
    node = copy.deepcopy(node)
    for each in ast.walk(node):
        if isinstance(each, _SCOPES) and ast.get_docstring(each) is not None:
            del each.body[0]
    return ast.dump(node)


def _imported(block: _Block) -> dict[tuple[str | None, str, str | None], ast.alias]:
    """What an import takes from which module under which name."""
    node = block.statement.node
    assert isinstance(node, ast.Import | ast.ImportFrom)
    module = node.module if isinstance(node, ast.ImportFrom) else None
    return {(module, alias.name, alias.asname): alias for alias in node.names}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
