"""What does a grade depend on? Digests that change when it does.

Of a suite as a whole, so that no class is graded half by one and half by another; of each check, so
that a regrade runs again only what a change can touch.
"""

import ast
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

import autograder
from autograder.model import groups
from autograder.model.topic import Topic, data_files

KIT = Path(__file__).parent / "kit"
GROUPS = Path(groups.__file__)  # what is refused where a topic forbids a group
PROOF = "proof.json"  # says what was found of a topic: no grade depends on it
# What `assignment.toml` says of no grade: whether it is a draft, and its place in the course.
PLACE = re.compile(rb"^draft\s*=.*\n|^\[course\]\n(?:[^\[\n].*\n|\n)*", re.MULTILINE)
# By what names a check reaches the files beside it, and the topic's data.
BESIDE, DATA = ("'topic_folder'", "'__file__'"), ("'data'",)


class Digests(msgspec.Struct, frozen=True, kw_only=True):
    """`suite` is of all that a grade depends on; `checks` of what each test function depends on:
    its own code, what it uses of its file, the reference, the limits; `diagnosis` of what only a
    failed check depends on: the wrong answers and their hints, the starter."""

    suite: str
    checks: dict[str, str]
    diagnosis: str

    def changed(self, before: "Digests") -> set[str]:
        """The test functions whose verdicts may not be what they were."""
        return {name for name, digest in self.checks.items() if before.checks.get(name) != digest}


def suite_digest(topic: Topic) -> str:
    """Changes when anything that a grade depends on does: suite, solutions, limits, ourselves."""
    assert topic.hidden is not None
    assert topic.solutions is not None
    paths = [topic.folder / "assignment.toml", GROUPS, *_files(KIT)]
    for folder in (topic.hidden, topic.solutions):
        paths += _files(folder)
    return digest_of(autograder.__version__, *contents(paths), _data(topic))


def passing_digest(topic: Topic) -> str:
    """Changes when anything does that says whether an answer passes: suite, reference, limits,
    ourselves. What names a wrong answer does not, nor do the words of `assignment.toml`."""
    assert topic.hidden is not None
    assert topic.solutions is not None
    paths = [topic.solutions / "reference.py", GROUPS, *_files(KIT), *_files(topic.hidden)]
    exercises = [(each.name, each.defines) for each in topic.assignment.exercises]
    return digest_of(
        autograder.__version__,
        _settings(topic),
        msgspec.json.encode(exercises),
        *contents(paths),
        _data(topic),
    )


def suite_secret(suite: Path) -> bytes:
    """32 bytes that only who has the files of the suite can know."""
    digest = hashlib.blake2b(digest_size=32)
    for path in sorted(suite.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def digests(topic: Topic) -> Digests:
    """The digests of a topic as it stands. Whatever can't be told apart counts for every check."""
    assert topic.hidden is not None
    assert topic.solutions is not None
    files = _files(topic.hidden)
    suites = [path for path in files if path.suffix == ".py" and _is_suite(path)]
    shared = [path for path in files if path.suffix == ".py" and path not in suites]
    common = [
        autograder.__version__,
        _settings(topic),
        (topic.solutions / "reference.py").read_bytes(),
        *contents(shared),
        *contents(_files(KIT)),  # most checks use it
        GROUPS.read_bytes(),
    ]
    beside = digest_of(*contents(path for path in files if path not in (*suites, *shared)))
    data = _data(topic)
    shared_code = [ast.dump(ast.parse(path.read_bytes())) for path in shared]
    checks: dict[str, str] = {}
    for path in suites:
        module = _Module(ast.parse(path.read_bytes()))
        # A suite that imports another one may use all of it.
        others = [other for other in suites if other != path and other.stem in module.imported]
        others_code = [ast.dump(ast.parse(other.read_bytes())) for other in others]
        for name in module.tests:
            parts = module.reached(name)
            read = [*parts, *shared_code, *others_code]
            if any(word in part for part in read for word in BESIDE):
                parts.append(beside)
            if any(word in part for part in read for word in DATA):
                parts.append(data)
            checks[name] = digest_of(*common, *contents(others), *parts)
    wrong = [path for path in _files(topic.solutions) if path.name != "reference.py"]
    wrong = [path for path in wrong if path.parent.name != "alternatives"]
    diagnosis = digest_of(topic.starter.read_bytes(), *contents(wrong))
    return Digests(suite=suite_digest(topic), checks=checks, diagnosis=diagnosis)


class _Module:
    """The statements at the top of a suite's file, and which of them uses which."""

    def __init__(self, tree: ast.Module) -> None:
        self.tests: list[str] = []
        self.imported: set[str] = set()
        self._defining: dict[str, list[ast.stmt]] = {}
        self._always: list[ast.stmt] = []
        for node in tree.body[ast.get_docstring(tree) is not None :]:
            names = _defined(node)
            for name in names:
                self._defining.setdefault(name, []).append(node)
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.imported |= _imported(node)
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                self.tests.append(node.name)
            elif not names or _is_registered(node):
                self._always.append(node)  # a bare call, a fixture that is used unasked …

    def reached(self, test: str) -> list[str]:
        """What a test depends on, as text without comments, positions and its own title."""
        found: dict[int, str] = {}
        waiting = [*self._defining[test], *self._always]
        while waiting:
            node = waiting.pop()
            if id(node) in found:
                continue
            shown = node
            if isinstance(node, ast.FunctionDef) and node.name == test:
                shown = _normal(node)
            found[id(node)] = ast.dump(shown)
            for name in _used(shown):
                waiting += self._defining.get(name, ())
        return sorted(found.values())


def _defined(node: ast.stmt) -> set[str]:
    """The names that a statement binds; empty where it is none that only binds names."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(name.asname or name.name).partition(".")[0] for name in node.names}
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        bound = [each for target in targets for each in ast.walk(target)]
        return {each.id for each in bound if isinstance(each, ast.Name)}
    return set()


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    names = [name.name for name in node.names]
    return {part for name in (*modules, *names) for part in name.split(".")}


def _is_registered(node: ast.stmt) -> bool:
    """Whether a definition is given to somebody by its decorator, who may use it for any check."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return False
    return any(not _is_call_of(each, "probe") for each in node.decorator_list)


def _is_call_of(decorator: ast.expr, name: str) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(function, ast.Name) and function.id == name


def _normal(test: ast.FunctionDef) -> ast.FunctionDef:
    """A test without what its verdict does not depend on: its title in both languages, its share of
    the points, and after which check it comes, since that is seen anew each time."""
    decorators = []
    for each in test.decorator_list:
        if isinstance(each, ast.Call) and _is_call_of(each, "check"):
            kept = [word for word in each.keywords if word.arg not in ("es", "weight", "after")]
            each = ast.Call(func=each.func, args=[], keywords=kept)
        decorators.append(each)
    titled = ast.get_docstring(test) is not None
    fields = {name: getattr(test, name) for name in test._fields}
    fields |= {"decorator_list": decorators, "body": test.body[titled:] or [ast.Pass()]}
    return ast.FunctionDef(**fields)


def _used(node: ast.stmt) -> set[str]:
    """Every name in a statement, those of arguments (fixtures) and in texts (annotations) too."""
    used = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            used.add(each.id)
        elif isinstance(each, ast.arg):
            used.add(each.arg)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            used.add(each.value)
    return used


def _settings(topic: Topic) -> bytes:
    """Of `assignment.toml`, what verdicts depend on."""
    assignment = topic.assignment
    by_hand = [name for exercise in assignment.exercises for name in exercise.by_hand]
    return msgspec.json.encode([assignment.file, assignment.limits, assignment.forbidden, by_hand])


def _is_suite(path: Path) -> bool:
    return path.stem.startswith("test_") or path.stem.endswith("_test")


def _files(folder: Path) -> list[Path]:
    """What a grade may depend on: code and settings, and data of any type."""
    code = (path for path in folder.rglob("*") if path.suffix in (".py", ".toml", ".json"))
    found = {*code, *data_files(folder / "data")}
    return sorted(path for path in found if path.name != PROOF)


def _data(topic: Topic) -> str:
    """Of the topic's data. Where it is from changes no grade."""
    parts: list[str | bytes] = []
    for kind, folder in (("public", topic.data), ("hidden", topic.hidden_data)):
        for path in data_files(folder):
            parts += [kind, path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest_of(*parts)


def contents(paths: Iterable[Path]) -> list[str | bytes]:
    """The names of the files and what is in them, without what a topic's place in the course is."""
    found: list[str | bytes] = []
    for path in paths:
        data = path.read_bytes()
        found += [path.name, PLACE.sub(b"", data) if path.name == "assignment.toml" else data]
    return found


def digest_of(*parts: str | bytes) -> str:
    """A digest of the parts, each for itself."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()[:16]
