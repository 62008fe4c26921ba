"""What a starter says of its functions: the names of their parameters and of what they return."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

# Words that stand by themselves between commas and name no part of an answer.
_NO_NAMES = frozenset({"ambos", "ambas", "both", "each"})


@dataclass(frozen=True)
class Starter:
    """`signatures` are the parameters' names of each function; `returned` the names of the parts of
    what it returns, as its docstring lists them under Returns: of a class those of `forward`."""

    signatures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    returned: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_starter(path: Path) -> Starter:
    """Reads a starter. Raises SyntaxError, which no starter of a handout that was built has."""
    signatures: dict[str, tuple[str, ...]] = {}
    returned: dict[str, tuple[str, ...]] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            signatures[node.name] = tuple(argument.arg for argument in node.args.args)
            returned[node.name] = returned_names(ast.get_docstring(node) or "")
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "forward":
                    returned[node.name] = returned_names(ast.get_docstring(method) or "")
    return Starter(signatures, returned)


def returned_names(docstring: str) -> tuple[str, ...]:
    """The names of the parts of what a function returns, where its docstring gives names: of
    "(dx, dh0), each with the shape of …" and of "hs (N, T, H) and h_last (N, H)"."""
    _, found, said = docstring.partition("Returns:\n")
    if not found:
        return ()
    said = " ".join(line.strip() for line in said.split("\n\n")[0].splitlines())
    listed = re.match(r"\(([\w' ]+(?:, *[\w' ]+)+)\)", said)
    if listed is None:
        listed_text = re.sub(r"\([^()]*\)", "", re.split(r"[.:]", said)[0])
    else:
        listed_text = listed[1]
    pieces = (piece.strip() for piece in re.split(r",|;|\band\b|\by\b", listed_text))
    names = [piece for piece in pieces if re.fullmatch(r"[A-Za-z_]\w*'?", piece)]
    return tuple(name for name in names if name.casefold() not in _NO_NAMES)


def named_part(part: str, names: tuple[str, ...], count: int) -> str:
    """A part of an answer of so many items by its name: "[4]" as "dbx". As it is where the names
    are not as many, and so are no names of these items."""
    found = re.match(r"\[(\d+)\]", part)
    if found is None or len(names) != count or int(found[1]) >= count:
        return part
    return names[int(found[1])] + part[found.end() :]
