"""The public checks of the topic of deep belief networks: small inputs, to follow on paper."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Student,
    TopicData,
    check,
    expect,
    expect_arguments_kept,
    image_rows,
    probe,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray
Machine = tuple[Array, Array, Array]

# The machine of the worked example, and the one above it that starts turned upside down.
LOWER: Machine = (np.full((2, 1), math.log(3)), np.zeros(2), np.zeros(1))
UPPER: Machine = (np.full((1, 2), math.log(3)), np.zeros(1), np.zeros(2))
# After it has learned.
LEARNED: Machine = (UPPER[0], np.array([-math.log(4)]), UPPER[2])
# Index 0, 1, 2, 3: unit 0 is the lowest bit.
FOUR_STATES = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


def zeros_and_ones(rng: np.random.Generator, *shape: int) -> Array:
    """Random units."""
    return rng.integers(0, 2, shape) * 1.0


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random weights."""
    return rng.integers(-20, 21, shape) / 10


def uniform(rng: np.random.Generator, *shape: int) -> Array:
    """Random numbers between 0 and 1, in odd fortieths: none is 1/2."""
    return (2 * rng.integers(0, 20, shape) + 1) / 40


def thousandfold(*layers: Machine) -> list[Machine]:
    """The same machines with all their numbers a thousand times as large."""
    return [(1000 * W, 1000 * b, 1000 * c) for W, b, c in layers]


def small_machine(rng: np.random.Generator, D: int, H: int) -> Machine:
    """W, b and c."""
    return tenths(rng, D, H), tenths(rng, D), tenths(rng, H)


@check("tied_init", es="La máquina de encima tiene la forma (H, D) y los sesgos cambiados")
def test_tied_small(student: Student, rng: np.random.Generator) -> None:
    """The machine above has the shape (H, D), and the biases exchanged."""
    expect_arguments_kept(student, "tied_init", *LOWER)
    student.tied_init(*small_machine(rng, 3, 2)).matches_reference()


@check("up_pass", es="En el ejemplo resuelto, (1, 0) sube a 1 y a (0, 1)")
def test_up_on_paper(student: Student, rng: np.random.Generator) -> None:
    """In the worked example (1, 0) goes up to 1 and to (0, 1)."""
    us = [np.array([[0.7]]), np.array([[0.8, 0.72]])]
    student.up_pass(FOUR_STATES[[1]], [LOWER, UPPER], us).matches_reference()
    layers = [small_machine(rng, 3, 4), small_machine(rng, 4, 2)]
    us = [uniform(rng, 5, 4), uniform(rng, 5, 2)]
    expect_arguments_kept(student, "up_pass", zeros_and_ones(rng, 5, 3), layers, us)
    # With weights of 0 all probabilities are 1/2: the second unit's u is not below it.
    half = (np.zeros((2, 2)), np.zeros(2), np.zeros(2))
    student.up_pass(FOUR_STATES[[3]], [half], [np.array([[0.4, 0.5]])]).matches_reference()


@check("up_pass", after=test_up_on_paper, es="up_pass vale con pesos mil veces mayores")
def test_up_of_thousands(student: Student) -> None:
    """up_pass is right with weights a thousand times as large."""
    us = [np.array([[0.3], [0.7], [0.2], [0.9]]), np.array([[0.8, 0.3]] * 4)]
    student.up_pass(FOUR_STATES, thousandfold(LOWER, UPPER), us).matches_reference()


@check("generate", es="En el ejemplo resuelto, la red sueña (1, 0)")
def test_dream_on_paper(student: Student, rng: np.random.Generator) -> None:
    """In the worked example the network dreams (1, 0)."""
    uh, uv, us = np.array([[[0.6, 0.4]]]), np.array([[[0.5]]]), [np.array([[0.7, 0.9]])]
    student.generate(np.zeros((1, 1)), [LOWER, UPPER], uh, uv, us).matches_reference()
    layers = [small_machine(rng, 3, 4), small_machine(rng, 4, 2), small_machine(rng, 2, 5)]
    uh, uv = uniform(rng, 2, 20, 5), uniform(rng, 2, 20, 2)
    us = [uniform(rng, 20, 3), uniform(rng, 20, 4)]
    expect_arguments_kept(student, "generate", zeros_and_ones(rng, 20, 2), layers, uh, uv, us)


@check("generate", after=test_dream_on_paper, es="generate vale con pesos mil veces mayores")
def test_dream_of_thousands(student: Student) -> None:
    """generate is right with weights a thousand times as large."""
    uh, uv, us = np.array([[[0.6, 0.4]]]), np.array([[[0.5]]]), [np.array([[0.7, 0.9]])]
    inputs = (np.zeros((1, 1)), thousandfold(LOWER, UPPER), uh, uv, us)
    student.generate(*inputs).matches_reference()


@check(
    "generate",
    after=test_dream_on_paper,
    es="generate sueña ocho dígitos a partir de ocho de los datos",
)
def test_dream_of_digits(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """generate dreams eight digits, starting from eight of the data."""
    shipped = data.load("digits.npz")
    lower, upper = (
        tuple(shipped[letter + number].astype(np.float64) for letter in "Wbc") for number in "12"
    )
    digits = shipped["digits"][:8] * 1.0
    p = 1 / (1 + np.exp(-(digits @ lower[0] + lower[2])))
    start = (rng.random(p.shape) < p) * 1.0
    uniforms = (rng.random((4, 8, 64)), rng.random((4, 8, 48)), [rng.random((8, 64))])
    answer = student.generate(start, [lower, upper], *uniforms).matches_form()
    dreams, wanted = (
        np.asarray(each).reshape(-1, 8, 8) for each in (answer.value, answer.expected)
    )
    rows = {GIVEN: digits.reshape(-1, 8, 8), YOURS: dreams, EXPECTED: wanted}
    expect(np.array_equal(dreams, wanted), picture=image_rows(rows))


@check("dbn_log_prob", es="La pila cree 0.1, 0.2, 0.2 y 0.5, como la máquina sola; luego, 0.40625")
def test_log_prob_on_paper(student: Student, rng: np.random.Generator) -> None:
    """The stack believes 0.1, 0.2, 0.2 and 0.5, as the machine alone; then, 0.40625."""
    student.dbn_log_prob(FOUR_STATES, [LOWER, UPPER]).matches_reference()
    student.dbn_log_prob(FOUR_STATES, [LOWER, LEARNED]).matches_reference()
    layers = [small_machine(rng, 4, 2), small_machine(rng, 2, 3)]
    student.dbn_log_prob(zeros_and_ones(rng, 2, 4), layers).matches_reference()


@probe
def slope(student: Any, v: torch.Tensor, lower: Any, upper: Any) -> Any:
    """How ln p(v) changes with the weights of both machines."""
    weights = [lower[0].clone().requires_grad_(), upper[0].clone().requires_grad_()]
    stack = [(weights[0], lower[1], lower[2]), (weights[1], upper[1], upper[2])]
    return list(torch.autograd.grad(student.dbn_log_prob(v, stack).sum(), weights))


@check(
    "dbn_log_prob",
    after=test_log_prob_on_paper,
    es="dbn_log_prob se puede derivar respecto a los pesos del ejemplo resuelto",
)
def test_log_prob_slope(student: Student) -> None:
    """dbn_log_prob can be differentiated in the weights of the worked example."""
    student.run(slope, FOUR_STATES[[3]], list(LOWER), list(LEARNED)).matches_reference()


@check(
    "dbn_log_prob",
    after=test_log_prob_on_paper,
    es="dbn_log_prob vale para una, dos y tres máquinas, y con números grandes",
)
def test_log_prob_of_thousands(student: Student, rng: np.random.Generator) -> None:
    """dbn_log_prob is right for one, two and three machines, and for large numbers."""
    layers = [small_machine(rng, 2, 3), small_machine(rng, 3, 2), small_machine(rng, 2, 4)]
    for L in [1, 2, 3]:
        student.dbn_log_prob(FOUR_STATES, layers[:L]).matches_reference()
    student.dbn_log_prob(FOUR_STATES, thousandfold(*layers[:2])).matches_reference()


@check("bound", es="La cota es -1.0245 con la máquina de abajo, y -0.9008 con q = 0.6923")
def test_bound_on_paper(student: Student, rng: np.random.Generator) -> None:
    """The bound is -1.0245 with the machine below, and -0.9008 with q = 0.6923."""
    for q in [0.9, 0.28125 / 0.40625]:
        student.bound(
            FOUR_STATES[[3]], np.array([[1 - q, q]]), [LOWER, LEARNED]
        ).matches_reference()
    q = rng.integers(1, 9, (3, 4)) * 1.0
    q /= q.sum(axis=1, keepdims=True)
    layers = [small_machine(rng, 3, 2), small_machine(rng, 2, 3)]
    student.bound(zeros_and_ones(rng, 3, 3), q, layers).matches_reference()


@check("bound", after=test_bound_on_paper, es="Donde q es 0, q ln q es 0")
def test_bound_of_sure_states(student: Student) -> None:
    """Where q is 0, q ln q is 0."""
    student.bound(FOUR_STATES[[3, 0]], np.eye(2), [LOWER, LEARNED]).matches_reference()


@check("pretrain", es="pretrain entrena una máquina y luego la siguiente")
def test_pretrain_small(student: Student, rng: np.random.Generator) -> None:
    """pretrain trains one machine, and then the next."""
    for N, sizes in [(3, [2, 2, 2]), (4, [3, 2, 4])]:
        layers = [small_machine(rng, D, H) for D, H in itertools.pairwise(sizes)]
        uh = [uniform(rng, 2, 1, N, sizes[1]), uniform(rng, 3, 1, N, sizes[2])]
        uv = [uniform(rng, 2, 1, N, sizes[0]), uniform(rng, 3, 1, N, sizes[1])]
        v, us = zeros_and_ones(rng, N, sizes[0]), [uniform(rng, N, sizes[1])]
        expect_arguments_kept(student, "pretrain", v, layers, us, uh, uv, 0.5)


@check("delta_rule", es="La fila del enunciado da (½, -½) dos veces")
def test_delta_on_paper(student: Student, rng: np.random.Generator) -> None:
    """The row of the statement gives (½, -½) twice."""
    x, y = np.array([[1.0]]), np.array([[1.0, 0.0]])
    student.delta_rule(x, y, np.zeros((1, 2)), np.zeros(2), 1.0).matches_reference()
    x, y = zeros_and_ones(rng, 4, 3), zeros_and_ones(rng, 4, 2)
    expect_arguments_kept(student, "delta_rule", x, y, tenths(rng, 3, 2), tenths(rng, 2), 0.5)


@check("wake_sleep_step", es="Un paso en vela y dormida con una capa debajo, y con dos")
def test_wake_sleep_small(student: Student, rng: np.random.Generator) -> None:
    """A step awake and asleep with one layer below, and with two."""
    for N, sizes in [(12, [2, 2, 2]), (4, [3, 2, 4]), (7, [2, 3, 2, 3])]:
        pairs = list(itertools.pairwise(sizes[:-1]))
        expect_arguments_kept(
            student,
            "wake_sleep_step",
            zeros_and_ones(rng, N, sizes[0]),
            [(tenths(rng, D, H), tenths(rng, H)) for D, H in pairs],
            [(tenths(rng, H, D), tenths(rng, D)) for D, H in pairs],
            small_machine(rng, *sizes[-2:]),
            [uniform(rng, N, H) for _, H in pairs],
            uniform(rng, 1, N, sizes[-1]),
            uniform(rng, 1, N, sizes[-2]),
            [uniform(rng, N, D) for D, _ in pairs],
            2.0,
        )
