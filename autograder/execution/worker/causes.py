"""What is behind an exception, where that is certain and Python's own words mislead."""

import re
import sys
import types
from typing import Any

from autograder.execution.worker.load import PREFIX, SubmissionFinder

_TAKES = re.compile(
    r"(?P<holder>\w+)\.(?P<name>\w+)\(\) takes (?P<takes>\d+) positional arguments?"
    r" but (?P<given>\d+) (?:was|were) given"
)


def cause(error: BaseException, text: str) -> dict[str, Any]:
    """`{"cause": …}` of an exception and its text, with a place where that is another one: "numpy"
    of a tensor whose gradient is asked for, "self" that a method lacks. Empty for all others."""
    if isinstance(error, RuntimeError) and text.startswith("Can't call numpy() on Tensor"):
        return {"cause": "numpy"}
    takes = _TAKES.match(text) if isinstance(error, TypeError) else None
    if takes is None or int(takes["given"]) != int(takes["takes"]) + 1:
        return {}
    for module in list(sys.modules.values()):
        loader = getattr(getattr(module, "__spec__", None), "loader", None)
        holder = vars(module).get(takes["holder"]) if type(loader) is SubmissionFinder else None
        method = vars(holder).get(takes["name"]) if isinstance(holder, type) else None
        if type(method) is types.FunctionType and _lacks_self(method, int(takes["takes"])):
            code = method.__code__
            file = code.co_filename.removeprefix(PREFIX)
            return {"cause": "self", "place": [file, code.co_firstlineno, None, None]}
    return {}


def _lacks_self(method: types.FunctionType, takes: int) -> bool:
    code = method.__code__
    first = code.co_varnames[:1] if code.co_argcount else ()
    return code.co_argcount == takes and first not in (("self",), ("cls",))
