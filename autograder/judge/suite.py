"""How an author writes a check: the words that suites are made of.

A check is a pytest function marked with `check`; its docstring is the sentence that students read.
See `docs/authors.md`.
"""

import ast
import functools
import inspect
import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol, overload

import msgspec
import numpy as np

from autograder.execution.wire import Value
from autograder.judge.compare import Mismatch, difference, form_difference
from autograder.judge.pictures import finite, heat, kept
from autograder.judge.script import call_text
from autograder.model.record import Curve, Detail, Kind, Picture

CURVE_LENGTH = 2000


class Observation(NamedTuple):
    """What an `expect_below` measured, the limit it held it to, and the curve beside it."""

    metric: float
    limit: float
    curve: Curve


# Of the check that is running: the judge reads and clears it.
observed: list[Observation] = []


class Failure(Exception):  # noqa: N818 -- a finding, not an error of ours
    """What was handed in falls short: the kind, and fields of the verdict."""

    def __init__(self, kind: Kind, **fields: Any) -> None:
        super().__init__(str(kind))
        self.kind = kind
        self.fields = fields


class SuiteError(Exception):
    """The suite itself is not written as it should be; the message says what to change."""


@dataclass(frozen=True)
class Check:
    """What `@check` says of a function. Limits left None are the topic's."""

    exercise: str
    title_es: str
    after: str
    weight: float
    retries: int
    cpu_seconds: float | None
    wall_seconds: float | None


def check(
    exercise: str,
    *,
    es: str,
    after: Callable[..., None] | str = "",
    weight: float = 1.0,
    retries: int = 0,
    cpu_seconds: float | None = None,
    wall_seconds: float | None = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Marks a test function as a check of `exercise`.

    `es` is the docstring's sentence in Spanish. `after` is the check (or its name) that has to pass
    before this one is run. `weight` is its share of the exercise's points. `retries` is how often a
    training that did not converge is tried again with new seeds. The limits are for one call.
    """

    def mark(function: Callable[..., None]) -> Callable[..., None]:
        function.autograder_check = Check(  # type: ignore[attr-defined]
            exercise=exercise,
            title_es=es,
            after=after if isinstance(after, str) else after.__name__,
            weight=weight,
            retries=retries,
            cpu_seconds=cpu_seconds,
            wall_seconds=wall_seconds,
        )
        return function

    return mark


@dataclass(frozen=True)
class Probe:
    """A function that runs beside the student's code: its name, its source, and the names of the
    student's module that it uses."""

    name: str
    source: str
    needs: tuple[str, ...]

    def of(self, **names: str) -> "Probe":
        """The same probe for other names of the student's: what is written for `student.Module`
        uses `student.GRU` in `of(Module="GRU")`. Raises SuiteError for a name it does not use."""
        return _renamed(self, tuple(sorted(names.items())))


@functools.cache
def _renamed(probe: Probe, names: tuple[tuple[str, str], ...]) -> Probe:
    new = dict(names)
    if not new.keys() <= set(probe.needs):
        raise SuiteError(f"{probe.name} uses {', '.join(probe.needs)}, not {', '.join(new)}")
    tree = ast.parse(probe.source)
    for part in _parts_of_student(tree.body[-1]):
        part.attr = new.get(part.attr, part.attr)
    needs = {new.get(name, name) for name in probe.needs}
    return Probe(probe.name, ast.unparse(tree), tuple(sorted(needs)))


def _parts_of_student(definition: ast.stmt) -> list[ast.Attribute]:
    """Every `student.NAME` of a probe."""
    assert isinstance(definition, ast.FunctionDef)
    student = definition.args.args[0].arg
    return [
        node
        for node in ast.walk(definition)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == student
    ]


@overload
def probe(function: Callable[..., Any]) -> Probe: ...


@overload
def probe(*, beside: Sequence[Callable[..., Any]]) -> Callable[[Callable[..., Any]], Probe]: ...


def probe(
    function: Callable[..., Any] | None = None, *, beside: Sequence[Callable[..., Any]] = ()
) -> Probe | Callable[[Callable[..., Any]], Probe]:
    """Marks a function as a probe: it is sent as text and run in the worker.

    Its first parameter is the student's module. `torch`, `nn`, `F`, `np` and `math` are at hand,
    and the functions `beside` it, which are sent along; nothing else of its file is, so it imports
    what else it needs and holds no secret. Arrays arrive as tensors; what it returns must be
    tensors, numbers, text, or lists, tuples, dicts of those.
    """
    if function is None:
        return functools.partial(_probe, beside=beside)
    return _probe(function, beside)


def _probe(function: Callable[..., Any], beside: Sequence[Callable[..., Any]]) -> Probe:
    definition = _definition(function)
    if not definition.args.args:
        raise SuiteError(f"{function.__name__}: a probe's first parameter is the student")
    student = definition.args.args[0].arg
    parts = _parts_of_student(definition)
    uses = [each for each in ast.walk(definition) if isinstance(each, ast.Name)]
    if sum(each.id == student for each in uses) > len(parts):
        # What a probe needs has to be known: it is refused by name where it is missing.
        raise SuiteError(f"{function.__name__}: a probe uses `{student}` as `{student}.NAME` alone")
    needs = {node.attr for node in parts}
    texts = [ast.unparse(each) for each in (*map(_definition, beside), definition)]
    return Probe(function.__name__, "\n\n".join(texts), tuple(sorted(needs)))


def _definition(function: Callable[..., Any]) -> ast.FunctionDef:
    """A function as it is written, without decorators and annotations, whose names a worker does
    not know."""
    definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise SuiteError(f"{function.__name__}: a probe, and what is beside it, is a function")
    definition.decorator_list = []
    for node in ast.walk(definition):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return definition


class Backend(Protocol):
    """What a `Student` asks: the judge's session, or a frozen file's."""

    def ask(self, request: dict[str, Value]) -> Value:
        """The student's answer. Raises Failure."""

    def expected(self) -> Value:
        """The reference's answer to the request that was asked last."""

    def argument_name(self, function: str, key: str) -> str:
        """The name of a function's argument, by position or keyword."""

    def part_name(self, function: str, part: str, answer: Value) -> str:
        """A part of the right answer of a function by the name that the starter gives it."""


class Student:
    """The submission, as a suite sees it: `student.gru_cell(x, h)`, `student.run(probe, x)`."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def __getattr__(self, name: str) -> "Function":
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self._backend, name)

    def run(self, probe: Probe, *args: Value, **kwargs: Value) -> "Answer":
        """Runs a probe beside the student's code. Raises Failure."""
        request: dict[str, Value] = {
            "op": "run",
            "probe": probe.name,
            "source": probe.source,
            "needs": list(probe.needs),
            "args": list(args),
            "kwargs": kwargs,
        }
        name = probe.needs[0] if len(probe.needs) == 1 else ""
        return Answer(self._backend, request, name)


class Function:
    """A function of the student's."""

    def __init__(self, backend: Backend, name: str) -> None:
        self._backend = backend
        self._name = name

    def __call__(self, *args: Value, **kwargs: Value) -> "Answer":
        """Calls it: numpy arrays arrive as tensors. Raises Failure."""
        return self._ask(args, kwargs, gradients=False)

    def gradients(self, *args: Value, **kwargs: Value) -> "Answer":
        """Calls it, and takes the gradients of a fixed random combination of its outputs with
        respect to every floating-point array argument. Raises Failure.

        The answer's value is `{"outputs": …, "gradients": {"0": …, "name": …}}`, keyed by position
        or keyword.
        """
        return self._ask(args, kwargs, gradients=True)

    def _ask(self, args: Sequence[Value], kwargs: dict[str, Value], gradients: bool) -> "Answer":
        request: dict[str, Value] = {
            "op": "call",
            "function": self._name,
            "args": list(args),
            "kwargs": kwargs,
            "gradients": gradients,
        }
        return Answer(self._backend, request, self._name)


class Answer:
    """What came back from one call."""

    def __init__(self, backend: Backend, request: dict[str, Value], function: str = "") -> None:
        self._backend = backend
        self._function = function or str(request.get("function", ""))
        self._request = request
        self._gradients = bool(request.get("gradients"))
        try:
            self.value: Value = backend.ask(request)
        except Failure as failure:
            failure.fields.setdefault("function", function)
            detail = failure.fields.get("detail") or Detail()
            text = detail.call or self._call
            failure.fields["detail"] = msgspec.structs.replace(detail, call=text)
            raise
        self._expected: Value = None
        self._asked = False

    @property
    def _call(self) -> str:
        return call_text(self._request)  # of thousands of calls only those that fail are shown

    def __getitem__(self, key: Any) -> Any:
        """A part of the value. Raises Failure where the answer has no such part."""
        try:
            return self.value[key]
        except (TypeError, KeyError, IndexError):
            self.matches_reference()
            raise SuiteError(
                f"{self._call} has no part {key!r}, and nor has the reference"
            ) from None

    def array(self, part: Any = None) -> np.ndarray:
        """The value, or a part of it, as an array of finite numbers. Raises Failure."""
        value = self.value if part is None else self[part]
        if not isinstance(value, np.ndarray | int | float):
            self.matches_reference()
            raise SuiteError(f"{self._call} gives no array, and nor does the reference")
        array = np.asarray(value)
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise Failure(Kind.NOT_FINITE, function=self._function, detail=Detail(call=self._call))
        return array

    @property
    def expected(self) -> Value:
        """The reference's answer to the same call."""
        if not self._asked:
            self._expected = self._backend.expected()
            self._asked = True
        return self._expected

    def matches_reference(self, rtol: float = 1e-7, atol: float = 1e-9) -> "Answer":
        """Raises Failure unless the answer equals the reference's, within `rtol` and `atol`."""
        if self._gradients:
            self._match_gradients(rtol, atol)
        else:
            self._require(difference(self.value, self.expected, rtol, atol))
        return self

    def matches_form(self, *, shapes: bool = True) -> "Answer":
        """Raises Failure unless types, lengths, shapes and dtypes are those of the reference's
        answer, whatever the values; without `shapes`, arrays may have any. What has the form can be
        taken apart without a look at what else a student's process may send."""
        if self._gradients:
            got, right = self.value["outputs"], self.expected["outputs"]
            self._require(form_difference(got, right, shapes=shapes))
            self._require_gradients()
        else:
            self._require(form_difference(self.value, self.expected, shapes=shapes))
        return self

    def _require_gradients(self) -> None:
        """Raises Failure where a gradient that the reference has is missing or of another form."""
        got, wanted = self.value["gradients"], self.expected["gradients"]
        if got is None or wanted is None:
            if got is not wanted:
                raise Failure(
                    Kind.NO_GRADIENT, function=self._function, detail=Detail(call=self._call)
                )
            return
        for key, gradient in wanted.items():
            if gradient is None:
                continue
            name = self._backend.argument_name(self._function, key)
            if got.get(key) is None:
                raise Failure(
                    Kind.NO_GRADIENT,
                    function=self._function,
                    argument=name,
                    detail=Detail(call=self._call),
                )
            self._require(form_difference(got[key], gradient), Kind.WRONG_GRADIENT, argument=name)

    def _match_gradients(self, rtol: float, atol: float) -> None:
        self._require(difference(self.value["outputs"], self.expected["outputs"], rtol, atol))
        self._require_gradients()
        got, wanted = self.value["gradients"], self.expected["gradients"]
        for key, gradient in (wanted or {}).items():
            name = self._backend.argument_name(self._function, key)
            if gradient is None:
                gradient = np.zeros(())
                got = {**got, key: np.zeros(()) if got.get(key) is None else got[key] * 1.0}
                if np.any(got[key]):
                    raise Failure(
                        Kind.WRONG_GRADIENT,
                        function=self._function,
                        argument=name,
                        detail=Detail(call=self._call),
                    )
                continue
            mismatch = difference(got[key], gradient, rtol, atol)
            if mismatch is not None:
                self._require(mismatch, Kind.WRONG_GRADIENT, argument=name)

    def _require(
        self, mismatch: Mismatch | None, kind: Kind | None = None, argument: str = ""
    ) -> None:
        if mismatch is None:
            return
        part = mismatch.part
        if not argument:
            answer = self.expected["outputs"] if self._gradients else self.expected
            part = self._backend.part_name(self._function, part, answer)
        raise Failure(
            kind or mismatch.kind,
            function=self._function,
            argument=argument,
            detail=_detail(replace(mismatch, part=part), self._call),
            picture=heat(mismatch.errors),
        )


def _detail(mismatch: Mismatch, call: str = "") -> Detail:
    return Detail(
        call=call,
        part=mismatch.part,
        expected=mismatch.expected,
        got=mismatch.got,
        index=mismatch.index,
        wrong_entries=mismatch.wrong_entries,
        entries=mismatch.entries,
        largest_error=mismatch.largest_error,
        allowed_error=mismatch.allowed_error,
        missing=mismatch.missing,
        extra=mismatch.extra,
    )


def expect(condition: object, *, picture: Picture | None = None) -> None:
    """Raises Failure (a broken property: the check's sentence says which) unless it holds.
    `picture` is as for `expect_below`."""
    if not bool(condition):
        raise Failure(Kind.BROKEN_PROPERTY, picture=kept(picture))


def expect_equal(got: Value, expected: Value, rtol: float = 1e-7, atol: float = 1e-9) -> None:
    """Raises Failure (a broken property) unless the two are equal within the tolerance."""
    mismatch = difference(got, expected, rtol, atol)
    if mismatch is not None:
        raise Failure(Kind.BROKEN_PROPERTY, detail=_detail(mismatch))


def expect_below(
    metric: float,
    limit: float,
    *,
    curve: Sequence[float] | np.ndarray = (),
    picture: Picture | None = None,
) -> None:
    """Raises Failure (did not converge) unless `metric` ≤ `limit`.

    `curve` is the training curve that the student's code reported, shown but not believed.
    `picture` is what one of `judge.pictures` made: of a public check for everybody, of a hidden one
    for the teacher alone.
    """
    metric = float(metric)
    try:
        reported = np.asarray(curve).ravel()[:CURVE_LENGTH]
    except ValueError:
        reported = np.zeros(0)
    if reported.dtype.kind not in "biuf":  # the student's to choose, so it may be anything
        reported = np.zeros(0)
    shown = Curve(
        values=finite(reported), final=metric if math.isfinite(metric) else None, limit=limit
    )
    observed.append(Observation(metric, limit, shown))
    if math.isfinite(metric) and metric <= limit:
        return
    raise Failure(Kind.DID_NOT_CONVERGE, picture=kept(picture))
