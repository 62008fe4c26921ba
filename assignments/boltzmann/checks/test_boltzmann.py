"""The public checks of the topic of Boltzmann machines: small inputs, to follow on paper."""

from __future__ import annotations

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
    expect_below,
    expect_equal,
    image_rows,
    probe,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

# The machines of the worked examples in the statement.
PAIR = (np.array([[0.0, math.log(3)], [math.log(3), 0.0]]), np.array([0.0, math.log(2)]))
ONE_HIDDEN = (np.full((2, 1), math.log(3)), np.zeros(2), np.zeros(1))
# Index 0, 1, 2, 3: unit 0 is the lowest bit.
FOUR_STATES = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


def zeros_and_ones(rng: np.random.Generator, *shape: int) -> Array:
    """Random units."""
    return rng.integers(0, 2, shape) * 1.0


def uniforms(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Numbers in (0, 1) that no probability of these machines equals: odd fortieths."""
    return (2 * rng.integers(20, size=shape) + 1) / 40


def small_machine(rng: np.random.Generator, D: int) -> tuple[Array, Array]:
    """W and b of a general machine, in tenths."""
    W = np.tril(rng.integers(-20, 21, (D, D)) / 10, -1)
    return W + W.T, rng.integers(-20, 21, D) / 10


def small_rbm(rng: np.random.Generator, D: int, H: int) -> tuple[Array, Array, Array]:
    """W, b and c of a restricted machine, in tenths."""
    W, b, c = (rng.integers(-20, 21, shape) / 10 for shape in [(D, H), (D,), (H,)])
    return W, b, c


@check("energy", es="energy da 0, 0, -ln 2 y -ln 6 en el ejemplo resuelto")
def test_energy_on_paper(student: Student, rng: np.random.Generator) -> None:
    """energy gives 0, 0, -ln 2 and -ln 6 in the worked example."""
    student.energy(FOUR_STATES, *PAIR).matches_reference()
    student.energy(zeros_and_ones(rng, 3, 4), *small_machine(rng, 4)).matches_reference()


@check("exact_distribution", es="exact_distribution da 0.1, 0.1, 0.2, 0.6 y ln 10")
def test_distribution_on_paper(student: Student, rng: np.random.Generator) -> None:
    """exact_distribution gives 0.1, 0.1, 0.2, 0.6 and ln 10."""
    student.exact_distribution(*PAIR).matches_reference()
    student.exact_distribution(*small_machine(rng, 3)).matches_reference()


@check(
    "exact_distribution",
    after=test_distribution_on_paper,
    es="Con energías de miles, las probabilidades siguen siendo números",
)
def test_distribution_of_thousands(student: Student) -> None:
    """With energies of thousands, probabilities are still numbers."""
    student.exact_distribution(1000 * PAIR[0], 1000 * PAIR[1]).matches_reference()


@check("gibbs_sweep", es="La pasada del ejemplo resuelto acaba en (1, 0)")
def test_sweep_on_paper(student: Student, rng: np.random.Generator) -> None:
    """The sweep of the worked example ends in (1, 0)."""
    start, u = np.array([[0.0, 1.0]]), np.array([[0.7, 0.9]])
    student.gibbs_sweep(start, *PAIR, u).matches_reference()
    # If unit 1 did not see what unit 0 has become: p would be 2/3, and not 6/7.
    student.gibbs_sweep(start, *PAIR, np.array([[0.7, 0.8]])).matches_reference()
    inputs = (zeros_and_ones(rng, 5, 3), *small_machine(rng, 3), uniforms(rng, (5, 3)))
    expect_arguments_kept(student, "gibbs_sweep", *inputs)


@check(
    "gibbs_sweep",
    after=test_sweep_on_paper,
    es="Con calor, un campo cuenta poco; con frío, decide",
)
def test_sweep_hot_and_cold(student: Student) -> None:
    """In the heat a field counts for little, in the cold it decides."""
    v, u = np.zeros((1, 2)), np.array([[0.52, 0.55]])
    for temperature in [10.0, 0.1]:
        student.gibbs_sweep(v, *PAIR, u, temperature).matches_reference()
    half = np.array([[0.5]])  # p is 1/2, and u is not below it
    student.gibbs_sweep(half * 2, np.zeros((1, 1)), np.zeros(1), half).matches_reference()


@check("anneal", es="anneal sigue de una pasada a la siguiente y mide la energía tras cada una")
def test_anneal_small(student: Student, rng: np.random.Generator) -> None:
    """anneal goes on from sweep to sweep, and measures the energy after each."""
    u = uniforms(rng, (3, 4, 3))
    inputs = (zeros_and_ones(rng, 4, 3), *small_machine(rng, 3), u, np.array([4.0, 2.0, 0.5]))
    student.anneal(*inputs).matches_reference()


@check("log_likelihood_gradient", es="El gradiente da 0.4 y (0.3, 0.2) en el ejemplo resuelto")
def test_gradient_on_paper(student: Student, rng: np.random.Generator) -> None:
    """The gradient gives 0.4 and (0.3, 0.2) in the worked example."""
    student.log_likelihood_gradient(FOUR_STATES[[3, 3]], *PAIR).matches_reference()
    v = zeros_and_ones(rng, 5, 3)
    student.log_likelihood_gradient(v, *small_machine(rng, 3)).matches_reference()


@check(
    "log_likelihood_gradient",
    after=test_gradient_on_paper,
    es="El gradiente es cero donde los datos son como el modelo",
)
def test_gradient_at_the_top(student: Student) -> None:
    """The gradient is zero where the data are as the model."""
    # Ten rows, in the shares 0.1, 0.1, 0.2, 0.6.
    student.log_likelihood_gradient(
        np.repeat(FOUR_STATES, [1, 1, 2, 6], axis=0), *PAIR
    ).matches_reference()


@check("free_energy", es="free_energy da -ln 2, -ln 4, -ln 4 y -ln 10 en el ejemplo resuelto")
def test_free_energy_on_paper(student: Student, rng: np.random.Generator) -> None:
    """free_energy gives -ln 2, -ln 4, -ln 4 and -ln 10 in the worked example."""
    student.free_energy(FOUR_STATES, *ONE_HIDDEN).matches_reference()
    inputs = (zeros_and_ones(rng, 2, 4), *small_rbm(rng, 4, 3))
    student.free_energy.gradients(*inputs).matches_reference()


@check(
    "free_energy",
    after=test_free_energy_on_paper,
    es="Con 1000 en la exponencial, free_energy sigue siendo un número",
)
def test_free_energy_of_thousands(student: Student) -> None:
    """With 1000 under the exponential, free_energy is still a number."""
    W, b, c = ONE_HIDDEN
    student.free_energy(FOUR_STATES, 1000 * W, b, c).matches_reference()
    student.free_energy(FOUR_STATES, -1000 * W, b, c).matches_reference()


@check("conditionals", es="conditionals da ½, ¾, ¾ y 0.9 hacia arriba, y ½ y ¾ hacia abajo")
def test_conditionals_on_paper(student: Student, rng: np.random.Generator) -> None:
    """conditionals gives ½, ¾, ¾ and 0.9 upwards, and ½ and ¾ downwards."""
    student.conditionals(FOUR_STATES, np.array([[0.0], [1.0]]), *ONE_HIDDEN).matches_reference()
    v, h = zeros_and_ones(rng, 2, 3), zeros_and_ones(rng, 5, 4)
    student.conditionals(v, h, *small_rbm(rng, 3, 4)).matches_reference()


@check("gibbs_chain", es="Un paso de la cadena lleva (1, 0) a (0, 1) en el ejemplo resuelto")
def test_chain_on_paper(student: Student, rng: np.random.Generator) -> None:
    """A step of the chain takes (1, 0) to (0, 1) in the worked example."""
    uh, uv = np.array([[[0.7]]]), np.array([[[0.8, 0.2]]])
    student.gibbs_chain(FOUR_STATES[[1]], *ONE_HIDDEN, uh, uv).matches_reference()
    inputs = (
        zeros_and_ones(rng, 4, 3),
        *small_rbm(rng, 3, 2),
        uniforms(rng, (3, 4, 2)),
        uniforms(rng, (3, 4, 3)),
    )
    expect_arguments_kept(student, "gibbs_chain", *inputs)
    student.gibbs_chain(*inputs, np.array([True, False, False])).matches_reference()


@check(
    "gibbs_chain",
    after=test_chain_on_paper,
    es="gibbs_chain completa ocho dígitos de los que conoce la mitad de arriba",
)
def test_chain_completes_digits(
    student: Student, rng: np.random.Generator, data: TopicData
) -> None:
    """gibbs_chain completes eight digits of which it knows the upper half."""
    shipped = data.load("digits.npz")
    W, b, c = (shipped[name].astype(np.float64) for name in "Wbc")
    known = np.arange(64) < 32
    start = np.where(known, shipped["digits"][:8], 0) * 1.0
    drawn = (rng.random((15, 8, 48)), rng.random((15, 8, 64)))
    answer = student.gibbs_chain(start, W, b, c, *drawn, known).matches_form()
    last, wanted = (
        np.asarray(each).reshape(15, 8, 8, 8)[-1] for each in (answer.value, answer.expected)
    )
    rows = {GIVEN: start.reshape(8, 8, 8), YOURS: last, EXPECTED: wanted}
    expect(np.array_equal(last, wanted), picture=image_rows(rows))


@check("rbm_log_likelihood", es="rbm_log_likelihood da ln 0.1, ln 0.2, ln 0.2 y ln 0.5")
def test_likelihood_on_paper(student: Student, rng: np.random.Generator) -> None:
    """rbm_log_likelihood gives ln 0.1, ln 0.2, ln 0.2 and ln 0.5."""
    student.rbm_log_likelihood(FOUR_STATES, *ONE_HIDDEN).matches_reference()
    for D, H in [(2, 3), (4, 3)]:
        inputs = (zeros_and_ones(rng, 2, D), *small_rbm(rng, D, H))
        student.rbm_log_likelihood(*inputs).matches_reference()
    # 2^50 states of one layer are too many; the four of the other are not.
    for D, H in [(50, 2), (2, 50)]:
        inputs = (zeros_and_ones(rng, 2, D), *small_rbm(rng, D, H))
        student.rbm_log_likelihood(*inputs).matches_reference()


@check("contrastive_divergence", es="CD-1 da (0.75, -0.75), (1, -1) y 0 en el ejemplo resuelto")
def test_divergence_on_paper(student: Student, rng: np.random.Generator) -> None:
    """CD-1 gives (0.75, -0.75), (1, -1) and 0 in the worked example."""
    uh, uv = np.array([[[0.7]]]), np.array([[[0.8, 0.2]]])
    student.contrastive_divergence(FOUR_STATES[[1]], *ONE_HIDDEN, uh, uv).matches_reference()
    uh, uv = uniforms(rng, (2, 5, 4)), uniforms(rng, (2, 5, 3))
    student.contrastive_divergence(
        zeros_and_ones(rng, 5, 3), *small_rbm(rng, 3, 4), uh, uv
    ).matches_reference()


@check("persistent_step", es="persistent_step mueve los parámetros y devuelve las cadenas")
def test_persistent_small(student: Student, rng: np.random.Generator) -> None:
    """persistent_step moves the parameters, and returns the chains where they are now."""
    uh, uv = uniforms(rng, (2, 4, 2)), uniforms(rng, (2, 4, 3))
    v, chain = zeros_and_ones(rng, 5, 3), zeros_and_ones(rng, 4, 3)
    student.persistent_step(v, chain, *small_rbm(rng, 3, 2), uh, uv, 0.5).matches_reference()


@probe
def after_training(student: Any, v: torch.Tensor, start: Any, settings: Any) -> Any:
    """The parameters after a training, as a list."""
    return list(student.train_rbm(v, start[0], start[1], start[2], *settings))


@check("train_rbm", es="Un paso con una sola fila suma lr veces la dirección CD de esa fila")
def test_training_one_row(student: Student) -> None:
    """A step with a single row adds lr times the CD direction of that row."""
    # The visible biases are so large that the dream is (1, 0) again, up to 1 in 10^13.
    W, b, c = ONE_HIDDEN[0], np.array([30.0, -40.0]), np.array([0.5])
    for lr in [0.1, 1.0]:
        answer = student.run(after_training, np.array([[0.0, 0.0]]), [W, b, c], [1, 1, lr, 1, 3])
        answer.matches_form()
        up, dream_up = 1 / (1 + math.exp(-0.5)), 1 / (1 + math.exp(-0.5) / 3)
        expect_equal(answer[0], W + lr * np.array([[-dream_up], [0.0]]))
        expect_equal(answer[1], b + lr * np.array([-1.0, 0.0]))
        expect_equal(answer[2], c + lr * (up - dream_up))


@check(
    "train_rbm",
    after=test_training_one_row,
    retries=2,
    es="La máquina aprende las cuatro imágenes de 2×2 con una fila o una columna encendida",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The machine learns the four pictures of 2×2 with one row or one column on."""
    v = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]) * 1.0
    start = [rng.standard_normal((4, 6)) / 10, np.zeros(4), np.zeros(6)]
    answer = student.run(after_training, v, start, [600, 4, 0.3, 3, int(rng.integers(1000))])
    W, b, c = answer.matches_form().value
    everything = np.array([[number >> i & 1 for i in range(4)] for number in range(16)])

    def score(states: Array) -> Array:
        return np.asarray(states @ b + np.logaddexp(0, states @ W + c).sum(axis=1))

    missing = np.log(np.exp(score(everything) - score(v).mean()).sum())
    expect_below(missing - math.log(4), 0.9)  # nats above the best
