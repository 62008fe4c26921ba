"""A student's class of modules, and a student's training, as a suite sees them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.execution.wire import Value
from autograder.judge.kit import probes
from autograder.judge.suite import Answer, Student, SuiteError

Weights = Mapping[str, np.ndarray] | Sequence[np.ndarray]


class Module:
    """A class of `torch.nn.Module`s of the student's, made with `arguments`.

    `weights` are put into each before it is called: by the names of parameters and buffers, or, as
    a sequence, in the order of the parameters; left out, it keeps those it starts with. `named`
    says whether the statement names the parameters, or only their order.
    """

    def __init__(
        self,
        student: Student,
        name: str,
        *arguments: Value,
        weights: Weights | None = None,
        named: bool = True,
    ) -> None:
        self._student = student
        self._name = name
        self._arguments = list(arguments)
        self._weights: Value = weights
        self._named = named
        if weights is not None:
            self._weights = dict(weights) if isinstance(weights, Mapping) else list(weights)

    def __call__(self, *inputs: Value) -> Answer:
        """What a module of float64 answers. Raises Failure."""
        return self.in_turn(("forward", *inputs))

    def in_turn(self, *calls: tuple[Any, ...]) -> Answer:
        """What one module of float64 answers to several calls, one after the other: each is the
        name of a method ("forward" for the module itself, "train", "eval", "encode" …) and its
        inputs. The answer is a list where there are several. Raises Failure."""
        probe = probes.call_module.of(Module=self._name)
        return self._student.run(probe, self._arguments, self._weights, list(calls))

    def gradients(self, *inputs: Value, seed: int) -> Answer:
        """`{"outputs": …, "gradients": {"Wx": …, "input 0": …}}`: what a module of float64 answers,
        and the gradients of a combination of its outputs, drawn from the seed, with respect to all
        parameters (by name, or "0", "1" … in their order) and all floating-point inputs. Raises
        Failure."""
        if self._weights is None:
            raise SuiteError(f"{self._name}: gradients are compared for given weights")
        probe = probes.module_gradients.of(Module=self._name)
        return self._student.run(probe, self._arguments, self._weights, list(inputs), seed)

    def shapes(self) -> Answer:
        """Zeros of the shape of every parameter. Raises Failure."""
        probe = probes.parameter_shapes.of(Module=self._name)
        return self._student.run(probe, self._arguments, self._named)

    def fresh(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Every parameter (by name, or "0", "1" … in their order) of two modules that were made one
        after the other, in float64, after their shapes matched the reference's. Raises Failure."""
        self.shapes().matches_reference()
        probe = probes.fresh_modules.of(Module=self._name)
        answer = self._student.run(probe, self._arguments, self._named).matches_form()
        first, second = answer.value
        names = list(first) if self._named else range(len(first))
        return {
            str(name): (np.float64(first[name]), np.float64(second[name]))  # type: ignore[misc]
            for name in names
        }


class Training:
    """A function of the student's that takes data and settings, trains a model, and returns it with
    the losses on the way.

    `settings` are named in the order in which the function takes them after the data:
    `Training("train_adding", steps=3, lr=0.01, seed=0)`.
    """

    def __init__(self, function: str, **settings: Value) -> None:
        self.function = function
        self.settings = settings

    def but(self, **settings: Value) -> "Training":
        """The same training with other values for some of its settings. Raises SuiteError for one
        that it does not have."""
        unknown = settings.keys() - self.settings.keys()
        if unknown:
            raise SuiteError(f"{self.function} has no setting {', '.join(sorted(unknown))}")
        return Training(self.function, **{**self.settings, **settings})

    def arguments(self, data: Sequence[Value]) -> list[Value]:
        """What the function is called with."""
        return [*data, *self.settings.values()]

    def form(self, student: Student, data: Sequence[Value], inputs: np.ndarray) -> Answer:
        """Zeros of the shape of `{"predictions": …, "losses": …}`. Raises Failure."""
        probe = probes.training_form.of(function=self.function)
        return student.run(probe, self.arguments(data), inputs)

    def run(self, student: Student, data: Sequence[Value], inputs: np.ndarray) -> Answer:
        """`{"predictions": …, "losses": …}`: what the trained model answers to the inputs, in eval
        mode, and the losses (steps,) on the way. Raises Failure."""
        probe = probes.train.of(function=self.function)
        return student.run(probe, [self.arguments(data)], inputs, None)
