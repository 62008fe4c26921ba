"""Which file of a submission is graded: the one asked for, or the one it must be."""

import ast
import re
from typing import Literal

from autograder.collect.bounded import TooComplex, bounded
from autograder.collect.names import listing
from autograder.collect.notebook import NotebookError, is_notebook, read_cells
from autograder.model.outline import written_definitions
from autograder.model.submission import File, Problem
from autograder.model.topic import Assignment

Attempt = Literal["last", "best"] | int
# What each file defines, and whether it is written there; None where it can't be told.
Outlines = dict[str, dict[str, bool] | None]

_MOST = 50  # files that may be the one: more is a package that went along, or an attack
_PYTHON = re.compile(
    r"(?P<stem>.+?)\.(?:(?P<kind>py|ipynb)(?:\.(?:txt|json))?|json|txt)", re.IGNORECASE
)
# What systems and people put behind a name: `-2`, ` (1)`, `(1)`, `_v2`, ` - Copy`, ` copia`.
# Possessive, so that no name takes long to refuse.
_VARIANT = re.compile(
    r"(?:[-_ ]?\(?v?\d++\)?|\s*[-_]?\s*(?:copy|copia|final|copy of))+", re.IGNORECASE
)


def choose_attempt(count: int, attempt: Attempt) -> int:
    """Which of `count` attempts is handed on, from 1: a numbered one where there is that one, else
    the last. Which one is `best` only grading tells: see `Collection.earlier`."""
    return attempt if isinstance(attempt, int) and 1 <= attempt <= count else count


def choose(
    files: tuple[File, ...],
    others: tuple[str, ...],
    assignment: Assignment,
    *,
    any_name: bool = False,
) -> tuple[str, Problem | None, list[Problem]]:
    """The path of the graded file, or the problem; and what a teacher should know of the choice.

    Looked for in this order: the exact name (as .py or .ipynb) anywhere; the name as systems and
    people vary it; the only Python file or notebook that defines a name that the assignment asks
    for. `others` are paths that were there but not read. With `any_name` the file's name is the
    student's and says nothing.
    """
    expected = assignment.file
    candidates = [file for file in files if _PYTHON.fullmatch(_name(file.path))]
    stem = expected.rpartition(".")[0].casefold()
    if len(candidates) > _MOST:
        # With ten thousand of them the class would wait.
        named = [file for file in candidates if _is_variant(_stem(file), stem)]
        candidates = (named or _shallowest(candidates))[:_MOST]
    if not candidates:
        if not files and not others:
            return "", Problem(kind="no_file", data={"expected": expected}), []
        found = listing([*(file.path for file in files), *others])
        return "", Problem(kind="wrong_file", data={"expected": expected, "found": found}), []
    exact = [file for file in candidates if _stem(file) == stem and _is_plain(file)]
    variants = [file for file in candidates if _is_variant(_stem(file), stem)]
    renamed = not exact and not any_name
    by_name = bool(exact or variants or any_name)
    if len(candidates) == 1 and by_name:  # as nearly always: nothing to read
        only = candidates[0]
        return only.path, None, [_renamed(only, assignment)] if renamed else []
    required = _required(assignment)
    outlines = _outlines(candidates)
    if exact or variants:
        named = _shallowest(exact) if exact else _latest(variants)
        choice = _decide(named, assignment, outlines, renamed=renamed)
        return _or_rather(choice, candidates, assignment, outlines)
    defining = [file for file in candidates if required & (outlines[file.path] or {}).keys()]
    if len(defining) == 0 and len(candidates) == 1:
        file = candidates[0]
        if outlines[file.path] is None:
            return file.path, None, [_renamed(file, assignment)]
    if not defining:
        found = listing(file.path for file in candidates)
        data: dict[str, str | int] = {
            "expected": expected,
            "found": found,
            "names": ", ".join(sorted(required)),
        }
        return "", Problem(kind="wrong_content", data=data), []
    return _decide(defining, assignment, outlines, renamed=not any_name)


def _or_rather(
    found: tuple[str, Problem | None, list[Problem]],
    candidates: list[File],
    assignment: Assignment,
    outlines: Outlines,
) -> tuple[str, Problem | None, list[Problem]]:
    """The choice by name, unless it holds nothing but stubs, and another file, which it does not
    import, something written: that is chosen then, and noted. Where more is written elsewhere that
    is noted, too."""
    path, problem, notes = found
    required = _required(assignment)
    here = _written(outlines.get(path), required)
    if problem is not None:
        return found
    text = next(file.data for file in candidates if file.path == path)
    if here < 0 and text.strip():
        return found
    more = [
        file
        for file in candidates
        if _written(outlines[file.path], required) > here and not _imports(text, file)
    ]
    if not more and here <= 0:
        more = [file for file in candidates if _is_broken(file, outlines, required)]
    if not more:
        return found
    if here > 0:
        data: dict[str, str | int] = {"chosen": path, "found": listing(f.path for f in more)}
        return path, None, [*notes, Problem(kind="written_elsewhere", data=data)]
    other, problem, _ = _decide(more, assignment, outlines, renamed=False)
    if problem is not None:
        return other, problem, notes
    data = {"file": path, "chosen": other}
    return other, None, [Problem(kind="untouched", data=data)]


def _is_broken(file: File, outlines: Outlines, required: frozenset[str]) -> bool:
    """Whether a file can't be read as Python, and speaks of what is asked for."""
    names = b"|".join(re.escape(name.encode()) for name in sorted(required))
    said = rb"\b(?:def|class)\s+(?:" + names + rb")\b"
    return outlines[file.path] is None and re.search(said, file.data) is not None


def _imports(text: bytes, file: File) -> bool:
    """Whether a file's text names another one in an import."""
    stem = re.escape(_name(file.path).partition(".")[0].encode())
    return (
        re.search(rb"^\s*(?:from|import)\s[^\n]*\b" + stem + rb"\b", text, re.MULTILINE) is not None
    )


def _decide(
    candidates: list[File], assignment: Assignment, outlines: Outlines, *, renamed: bool
) -> tuple[str, Problem | None, list[Problem]]:
    """The candidate in which most is written; the asked-for kind where two are equal."""
    notes = []
    chosen = candidates[0]
    if len(candidates) > 1:
        required = _required(assignment)
        kind = assignment.file.rpartition(".")[2].casefold()
        scores = [
            (
                _written(outlines[file.path], required),
                _name(file.path).casefold().endswith("." + kind),
            )
            for file in candidates
        ]
        best = max(scores)
        winners = [file for file, score in zip(candidates, scores, strict=True) if score == best]
        found = listing(file.path for file in candidates)
        if len({file.data for file in winners}) > 1:
            data: dict[str, str | int] = {"expected": assignment.file, "found": found}
            return "", Problem(kind="several_files", data=data), []
        chosen = winners[0]
        if len({file.data for file in candidates}) > 1:
            data = {"chosen": chosen.path, "found": found}
            notes.append(Problem(kind="file_chosen", data=data))
    if renamed:
        notes.append(_renamed(chosen, assignment))
    return chosen.path, None, notes


def _renamed(file: File, assignment: Assignment) -> Problem:
    return Problem(kind="renamed_file", data={"file": file.path, "expected": assignment.file})


def _required(assignment: Assignment) -> frozenset[str]:
    return frozenset(name for exercise in assignment.exercises for name in exercise.defines)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _stem(file: File) -> str:
    match = _PYTHON.fullmatch(_name(file.path))
    return match["stem"].casefold() if match else ""


def _is_plain(file: File) -> bool:
    """Whether the name ends in .py or .ipynb, nothing behind."""
    return _name(file.path).casefold().endswith((".py", ".ipynb"))


def _is_variant(name: str, stem: str) -> bool:
    name = re.sub(r"^(?:copy of|copia de)\s+", "", name)
    return name == stem or (
        name.startswith(stem) and _VARIANT.fullmatch(name[len(stem) :]) is not None
    )


def _latest(files: list[File]) -> list[File]:
    """The variants with the highest number behind the name."""

    def number(file: File) -> int:
        numbers = re.findall(r"\d+", _stem(file))
        return int(numbers[-1]) if numbers and len(numbers[-1]) < 10 else 0

    highest = max(number(file) for file in files)
    return [file for file in files if number(file) == highest]


def _shallowest(files: list[File]) -> list[File]:
    depth = min(file.path.count("/") for file in files)
    return [file for file in files if file.path.count("/") == depth]


def _written(outline: dict[str, bool] | None, required: frozenset[str]) -> int:
    """How many of the required names are really written; -1 where none is defined."""
    known = outline or {}
    if not required & known.keys():
        return -1
    return sum(known[name] for name in required & known.keys())


def _outlines(files: list[File]) -> Outlines:
    """What each file defines, None where it can't be told. All of them in one child, so that many
    files that take long take no longer than one."""
    try:
        result: Outlines = bounded(
            lambda: {file.path: _definitions(file.path, file.data) for file in files},
            returns=Outlines,
        )
    except TooComplex:
        return dict.fromkeys(file.path for file in files)
    return result


def _definitions(path: str, data: bytes) -> dict[str, bool] | None:
    """What a file defines; None where it can't be told."""
    try:
        if re.search(r"\.ipynb(\.\w+)?$", path, re.IGNORECASE) or is_notebook(data):
            result: dict[str, bool] = {}
            for cell in read_cells(data):
                try:
                    result |= written_definitions(ast.parse(cell.text))
                except (SyntaxError, ValueError):
                    continue
            return result
        if len(data) > 256 * 1024:
            return None
        return written_definitions(ast.parse(data.decode("utf-8-sig")))
    except (SyntaxError, ValueError, NotebookError, RecursionError, MemoryError):
        return None
