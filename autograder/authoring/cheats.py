"""What a lazy cheat would hand in, tried on every check: one that earns a point is a hole.

A cheat is a whole right answer in which the names of one exercise are replaced: by something that
gives a constant, zeros or ones of the right shape, one of its arguments, by a model of a single
parameter, by a training that returns its first weights.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.judge.session import JudgeSession
from autograder.model.record import Verdict
from autograder.model.submission import Source
from autograder.model.topic import Exercise, Topic

RIGHT = "right_answer"  # the module that the reference is in, beside the cheat

# What stands at the top of every cheat. What the right function does to its arguments (a step of an
# optimiser) it does to copies.
HEAD = f"""
import copy
import functools

import torch
from torch import nn

import {RIGHT}
from {RIGHT} import *


def of_the_right_shape(value, fill):
    if isinstance(value, torch.Tensor):
        return torch.full_like(value, fill)
    if isinstance(value, (list, tuple)):
        return type(value)(of_the_right_shape(each, fill) for each in value)
    if isinstance(value, dict):
        return {{key: of_the_right_shape(each, fill) for key, each in value.items()}}
    if isinstance(value, nn.Module):
        raise TypeError("a network has no zeros")
    if isinstance(value, (str, bytes, bytearray)):
        return type(value)()  # as it is it would be the right answer
    return type(value)(fill) if isinstance(value, (bool, int, float)) else value


def filled(name, fill):
    right = getattr({RIGHT}, name)

    @functools.wraps(right)
    def cheat(*args, **kwargs):
        args, kwargs = copy.deepcopy((args, kwargs))
        return of_the_right_shape(right(*args, **kwargs), fill)

    return cheat


def echo(name):
    @functools.wraps(getattr({RIGHT}, name))
    def cheat(*args, **kwargs):
        return args[0]

    return cheat


def constant(name):
    @functools.wraps(getattr({RIGHT}, name))
    def cheat(*args, **kwargs):
        return 1.0

    return cheat


def first_weights(name):
    right = getattr({RIGHT}, name)

    @functools.wraps(right)
    def cheat(*args, **kwargs):
        import inspect

        bound = inspect.signature(right).bind(*args, **kwargs)
        bound.apply_defaults()
        bound.arguments["lr"] = 0.0
        return right(*bound.args, **bound.kwargs)

    return cheat


class OneNumber(nn.Module):
    # Answers what one parameter says, in the shape of a network's answer.

    def __init__(self, right):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))
        self.__dict__["right"] = right

    def _apply(self, function, *args, **kwargs):
        self.right._apply(function, *args, **kwargs)
        return super()._apply(function, *args, **kwargs)

    def __getattr__(self, key):
        try:
            return super().__getattr__(key)
        except AttributeError:
            value = getattr(self.__dict__["right"], key)
            if not callable(value) or isinstance(value, nn.Module):
                raise  # a part of the right network is no cheat
            return lambda *args, **kwargs: of_the_right_shape(value(*args, **kwargs), 0)

    def forward(self, *args, **kwargs):
        zeros = of_the_right_shape(self.right(*args, **kwargs), 0)
        if isinstance(zeros, torch.Tensor):
            return zeros + self.weight.sum().to(zeros.dtype)
        return zeros


def one_parameter(name):
    right = getattr({RIGHT}, name)

    class Cheat(OneNumber):
        def __init__(self, *args, **kwargs):
            super().__init__(right(*args, **kwargs))

    Cheat.__name__ = Cheat.__qualname__ = name
    return Cheat


def network_of_one_number(name):
    right = getattr({RIGHT}, name)

    @functools.wraps(right)
    def cheat(*args, **kwargs):
        result = right(*args, **kwargs)
        if isinstance(result, nn.Module):
            return OneNumber(result)
        if not any(isinstance(each, nn.Module) for each in result):
            raise TypeError("no network comes back")
        return tuple(OneNumber(each) if isinstance(each, nn.Module) else each for each in result)

    return cheat


"""
OF_FUNCTIONS = {
    "a constant": "constant({!r})",
    "zeros of the right shape": "filled({!r}, 0)",
    "ones of the right shape": "filled({!r}, 1)",
    "its first argument": "echo({!r})",
}
OF_TRAININGS = {
    "a training that returns its first weights": "first_weights({!r})",
    "a network of one number": "network_of_one_number({!r})",
}
OF_CLASSES = {"a model of one parameter": "one_parameter({!r})"}


@dataclass(frozen=True)
class Cheat:
    """A submission that is right but for one exercise, and what it does there."""

    exercise: str
    what: str
    source: Source


def cheats(topic: Topic) -> Iterator[Cheat]:
    """Every cheat on every exercise of a topic."""
    assert topic.solutions is not None
    reference = topic.solutions / "reference.py"
    kinds = _kinds(reference)
    for exercise in topic.assignment.exercises:
        for what in sorted({what for name in exercise.defines for what in kinds.get(name, {})}):
            yield Cheat(exercise.name, what, _source(topic, exercise, what, kinds, reference))


def _kinds(reference: Path) -> dict[str, dict[str, str]]:
    """How each name of the reference may be replaced: an expression by what it does."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(reference.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = OF_CLASSES
        elif isinstance(node, ast.FunctionDef):
            arguments = {each.arg for each in [*node.args.args, *node.args.kwonlyargs]}
            found[node.name] = OF_FUNCTIONS | (OF_TRAININGS if "lr" in arguments else {})
    return found


def _source(
    topic: Topic, exercise: Exercise, what: str, kinds: dict[str, dict[str, str]], reference: Path
) -> Source:
    lines = [
        f"{name} = {kinds[name][what].format(name)}"
        for name in exercise.defines
        if what in kinds.get(name, {})
    ]
    file = topic.assignment.file
    modules = {
        file: HEAD + "\n".join(lines) + "\n",
        f"{RIGHT}.py": reference.read_text(encoding="utf-8"),
    }
    return Source(main=file, modules=modules, open_ended=True)


def earned(session: JudgeSession, seed: int) -> Iterator[tuple[Cheat, list[Verdict]]]:
    """Each cheat on the topic of a session, and the checks of its exercise that it passed. A check
    counts only if what has to pass before it did."""
    checks = session.checks
    for cheat in cheats(session.topic):
        only = frozenset(
            name for name, (info, _, _) in checks.items() if info.exercise == cheat.exercise
        )
        before = {checks[name][0].after for name in only} - {""}
        verdicts = session.judge(cheat.source, seed, only=only | before, retry=False)
        yield cheat, [v for v in verdicts if v.check in only and v.passed]
