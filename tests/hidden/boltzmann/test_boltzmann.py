"""The hidden suite of the topic of Boltzmann machines."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Student,
    TopicData,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    image_rows,
    near_share,
    probe,
    random_seed,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray
Weights = tuple[Array, Array, Array]  # W (D, H), b (D,), c (H,)

FLOAT32 = (1e-4, 1e-5)
# Nats by which the mean of -log p of the 14 bars and stripes is above ln 14 after training.
LEARNT_LIMIT = 1.3
STEPS, BATCH, RATE, K, HIDDEN = 1500, 10, 0.2, 3, 8


def float32(*arrays: Array) -> tuple[Array, ...]:
    """The same numbers in float32."""
    return tuple(array.astype(np.float32) for array in arrays)


def bits(rng: np.random.Generator, *shape: int) -> Array:
    """Random zeros and ones, as float64."""
    return rng.integers(0, 2, shape).astype(np.float64)


def general(rng: np.random.Generator, D: int, scale: float = 1.0) -> tuple[Array, Array]:
    """W (D, D), symmetric with zeros on the diagonal, and b (D,)."""
    upper = np.triu(scale * rng.standard_normal((D, D)), 1)
    return upper + upper.T, scale * rng.standard_normal(D)


def restricted(rng: np.random.Generator, D: int, H: int, scale: float = 1.0) -> Weights:
    """W (D, H), b (D,) and c (H,)."""
    return (
        scale * rng.standard_normal((D, H)),
        scale * rng.standard_normal(D),
        scale * rng.standard_normal(H),
    )


def every_state(D: int) -> Array:
    """The 2^D states, lowest bit first."""
    return np.array([state[::-1] for state in itertools.product([0.0, 1.0], repeat=D)])


# --- energy -----------------------------------------------------------------------------------


@check("energy", weight=3, es="energy devuelve la energía de cada estado")
def test_energy_values(student: Student, rng: np.random.Generator) -> None:
    """energy returns the energy of every state."""
    for N, D in [(7, 5), (3, 11), (1, 3), (5, 1)]:
        student.energy(bits(rng, N, D), *general(rng, D)).matches_reference()
    student.energy(bits(rng, 5, 7), *general(rng, 7, 1e4)).matches_reference()
    inputs = float32(bits(rng, 5, 7), *general(rng, 7))
    student.energy(*inputs).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "energy", bits(rng, 5, 3), *general(rng, 3))


# --- exact_distribution -----------------------------------------------------------------------


@check(
    "exact_distribution",
    weight=3,
    es="exact_distribution da la probabilidad de cada estado por su índice, y ln Z",
)
def test_distribution_values(student: Student, rng: np.random.Generator) -> None:
    """exact_distribution gives the probability of every state by its index, and ln Z."""
    for D in [3, 5, 2, 1, 8, 12]:
        student.exact_distribution(*general(rng, D)).matches_reference(atol=1e-12)
    student.exact_distribution(*float32(*general(rng, 4))).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "exact_distribution", *general(rng, 3))


@check(
    "exact_distribution",
    after=test_distribution_values,
    weight=2,
    es="exact_distribution acierta también con energías de miles",
)
def test_distribution_large(student: Student, rng: np.random.Generator) -> None:
    """exact_distribution is right for energies of thousands, too."""
    for scale in [1e3, 1e4]:
        W, b = general(rng, 5, scale)
        student.exact_distribution(W, b).matches_reference(atol=1e-12)
        student.exact_distribution(-np.abs(W), -np.abs(b)).matches_reference(atol=1e-12)
        student.exact_distribution(np.abs(W), np.abs(b)).matches_reference(atol=1e-12)


# --- gibbs_sweep ------------------------------------------------------------------------------


@check(
    "gibbs_sweep",
    weight=4,
    es="gibbs_sweep sortea una unidad tras otra, dadas las demás como están en ese momento",
)
def test_sweep_values(student: Student, rng: np.random.Generator) -> None:
    """gibbs_sweep draws one unit after the other, given the others as they are at that moment."""
    for N, D in [(11, 5), (7, 3), (1, 13), (5, 1), (29, 7)]:
        inputs = (bits(rng, N, D), *general(rng, D, 2), rng.random((N, D)))
        student.gibbs_sweep(*inputs).matches_reference()
    student.gibbs_sweep(*float32(*inputs)).matches_form()


@check("gibbs_sweep", after=test_sweep_values, es="La temperatura divide los campos locales")
def test_sweep_temperature(student: Student, rng: np.random.Generator) -> None:
    """The temperature divides the local fields."""
    for temperature in [0.5, 3.0, 1.0, 1e-3, 1e3]:
        inputs = (bits(rng, 17, 5), *general(rng, 5, 2), rng.random((17, 5)))
        student.gibbs_sweep(*inputs, temperature).matches_reference()


@check("gibbs_sweep", after=test_sweep_values, es="Una unidad queda en 0 cuando u es igual a p")
def test_sweep_ties(student: Student, rng: np.random.Generator) -> None:
    """A unit becomes 0 where u equals p."""
    v = bits(rng, 9, 4)
    u = np.where(bits(rng, 9, 4) > 0, 0.5, np.where(bits(rng, 9, 4) > 0, 0.25, 0.75))
    student.gibbs_sweep(v, np.zeros((4, 4)), np.zeros(4), u).matches_reference()


@check(
    "gibbs_sweep",
    after=test_sweep_values,
    es="gibbs_sweep deja sus argumentos como estaban",
)
def test_sweep_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """gibbs_sweep leaves its arguments as they were."""
    inputs = (bits(rng, 11, 5), *general(rng, 5, 2), rng.random((11, 5)))
    expect_arguments_kept(student, "gibbs_sweep", *inputs, 2.0)


# --- anneal -----------------------------------------------------------------------------------


@check(
    "anneal",
    weight=3,
    es="anneal hace una pasada a cada temperatura y devuelve estados y energías",
)
def test_anneal_values(student: Student, rng: np.random.Generator) -> None:
    """anneal makes one sweep at each temperature, and returns states and energies."""
    for S, N, D in [(5, 3, 7), (2, 11, 5), (1, 4, 3), (11, 1, 6)]:
        temperatures = rng.uniform(0.2, 5, S)
        student.anneal(
            bits(rng, N, D), *general(rng, D, 2), rng.random((S, N, D)), temperatures
        ).matches_reference()
    inputs = float32(bits(rng, 3, 5), *general(rng, 5), rng.random((2, 3, 5)), np.array([2.0, 0.5]))
    student.anneal(*inputs).matches_form()


@check("anneal", after=test_anneal_values, es="anneal deja sus argumentos como estaban")
def test_anneal_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """anneal leaves its arguments as they were."""
    inputs = (bits(rng, 7, 5), *general(rng, 5, 2), rng.random((3, 7, 5)))
    expect_arguments_kept(student, "anneal", *inputs, np.array([0.5, 4.0, 0.01]))


# --- log_likelihood_gradient ------------------------------------------------------------------


@check(
    "log_likelihood_gradient",
    weight=4,
    es="log_likelihood_gradient da lo que pasa en los datos menos lo que pasa en el modelo",
)
def test_gradient_values(student: Student, rng: np.random.Generator) -> None:
    """log_likelihood_gradient gives what happens in the data less what happens in the model."""
    for N, D in [(7, 5), (13, 3), (1, 4), (5, 1), (3, 7)]:
        student.log_likelihood_gradient(bits(rng, N, D), *general(rng, D)).matches_reference()
    W, b = general(rng, 6)  # pairs of the weight 0 have a gradient, too
    student.log_likelihood_gradient(bits(rng, 7, 6), np.where(W > 0, W, 0), b).matches_reference()
    student.log_likelihood_gradient(bits(rng, 3, 10), *general(rng, 10)).matches_reference()
    inputs = float32(bits(rng, 5, 4), *general(rng, 4))
    student.log_likelihood_gradient(*inputs).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "log_likelihood_gradient", bits(rng, 5, 4), *general(rng, 4))


@check(
    "log_likelihood_gradient",
    after=test_gradient_values,
    es="El gradiente exacto sigue siéndolo con energías de miles",
)
def test_gradient_large(student: Student, rng: np.random.Generator) -> None:
    """The exact gradient stays exact for energies of thousands."""
    W, b = general(rng, 5, 1e3)
    student.log_likelihood_gradient(bits(rng, 7, 5), np.abs(W), b).matches_reference()
    student.log_likelihood_gradient(bits(rng, 7, 5), -np.abs(W), -np.abs(b)).matches_reference()


# --- free_energy ------------------------------------------------------------------------------


@check("free_energy", weight=3, es="free_energy devuelve la energía libre de cada estado")
def test_free_energy_values(student: Student, rng: np.random.Generator) -> None:
    """free_energy returns the free energy of every state."""
    for N, D, H in [(7, 5, 3), (3, 2, 11), (1, 3, 2), (5, 1, 1)]:
        student.free_energy(bits(rng, N, D), *restricted(rng, D, H)).matches_reference()
    inputs = float32(bits(rng, 5, 7), *restricted(rng, 7, 3))
    student.free_energy(*inputs).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "free_energy", bits(rng, 5, 3), *restricted(rng, 3, 2))


@check(
    "free_energy",
    after=test_free_energy_values,
    weight=2,
    es="free_energy se puede derivar respecto a todo lo que recibe",
)
def test_free_energy_gradients(student: Student, rng: np.random.Generator) -> None:
    """free_energy can be differentiated in all its arguments."""
    for N, D, H in [(7, 5, 3), (2, 3, 5)]:
        student.free_energy.gradients(bits(rng, N, D), *restricted(rng, D, H)).matches_reference()


@check(
    "free_energy",
    after=test_free_energy_values,
    weight=2,
    es="free_energy acierta también con números de miles en la exponencial",
)
def test_free_energy_large(student: Student, rng: np.random.Generator) -> None:
    """free_energy is right with thousands under the exponential, too."""
    for scale in [1e3, 1e4]:
        inputs = (bits(rng, 7, 5), *restricted(rng, 5, 3, scale))
        student.free_energy(*inputs).matches_reference()
        student.free_energy.gradients(*inputs).matches_reference()


# --- conditionals -----------------------------------------------------------------------------


@check("conditionals", es="conditionals da las probabilidades de cada capa dada la otra")
def test_conditionals_values(student: Student, rng: np.random.Generator) -> None:
    """conditionals gives the probabilities of each layer, given the other."""
    for N, M, D, H in [(3, 5, 2, 2), (7, 2, 5, 3), (2, 3, 3, 11), (1, 5, 7, 1), (3, 1, 2, 2)]:
        v, h = bits(rng, N, D), bits(rng, M, H)
        student.conditionals(v, h, *restricted(rng, D, H)).matches_reference()
    v, h = bits(rng, 3, 5), bits(rng, 2, 4)
    student.conditionals(v, h, *restricted(rng, 5, 4, 1e3)).matches_reference()
    inputs = float32(v, h, *restricted(rng, 5, 4))
    student.conditionals(*inputs).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "conditionals", v, h, *restricted(rng, 5, 4))


# --- gibbs_chain ------------------------------------------------------------------------------


def chain_inputs(rng: np.random.Generator, k: int, N: int, D: int, H: int) -> tuple[Array, ...]:
    """v, W, b, c, uh, uv."""
    return (
        bits(rng, N, D),
        *restricted(rng, D, H, 1.5),
        rng.random((k, N, H)),
        rng.random((k, N, D)),
    )


def tied(inputs: tuple[Array, ...]) -> tuple[Array, ...]:
    """The same from dark states and without biases, where p is 1/2, and so is u, half the time."""
    v, W, b, c, uh, uv = inputs
    uh, uv = uh.copy(), uv.copy()
    uh[:, ::2], uv[:, ::2] = 0.5, 0.5
    return np.zeros_like(v), W, np.zeros_like(b), np.zeros_like(c), uh, uv


@check(
    "gibbs_chain",
    weight=4,
    es="gibbs_chain devuelve los estados visibles tras cada paso",
)
def test_chain_values(student: Student, rng: np.random.Generator) -> None:
    """gibbs_chain returns the visible states after every step."""
    for k, N, D, H in [(3, 11, 7, 5), (2, 5, 3, 13), (1, 7, 5, 3), (7, 1, 11, 2)]:
        student.gibbs_chain(*chain_inputs(rng, k, N, D, H)).matches_reference()
    student.gibbs_chain(*tied(chain_inputs(rng, 3, 11, 7, 5))).matches_reference()
    student.gibbs_chain(*float32(*chain_inputs(rng, 3, 4, 7, 5))).matches_form()


@check(
    "gibbs_chain",
    after=test_chain_values,
    weight=3,
    es="Lo que se conoce conserva sus valores en cada paso",
)
def test_chain_known(student: Student, rng: np.random.Generator) -> None:
    """What is known keeps its values in every step."""
    for k, N, D, H in [(3, 7, 5, 3), (5, 2, 11, 7)]:
        for known in [rng.permutation(D) < D // 2, np.zeros(D, bool), np.ones(D, bool)]:
            inputs = chain_inputs(rng, k, N, D, H)
            student.gibbs_chain(*inputs, known=known).matches_reference()


@check(
    "gibbs_chain",
    after=test_chain_values,
    es="gibbs_chain deja sus argumentos como estaban",
)
def test_chain_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """gibbs_chain leaves its arguments as they were."""
    inputs = chain_inputs(rng, 3, 7, 5, 3)
    expect_arguments_kept(student, "gibbs_chain", *inputs)
    expect_arguments_kept(student, "gibbs_chain", *inputs, np.arange(5) < 2)


@check(
    "gibbs_chain",
    after=test_chain_known,
    weight=2,
    es="gibbs_chain completa dígitos de los que conoce una parte",
)
def test_chain_digits(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """gibbs_chain completes digits of which it knows a part."""
    held_out = data.load("held_out.npz")
    W, b, c = (held_out[name].astype(np.float64) for name in "Wbc")
    D, H = W.shape
    rows = rng.choice(len(held_out["digits"]), 8, replace=False)
    known = np.arange(D) < D // 2
    v = np.where(known, held_out["digits"][rows], 0).astype(np.float64)
    k = 12
    inputs = (v, W, b, c, rng.random((k, 8, H)), rng.random((k, 8, D)))
    answer = student.gibbs_chain(*inputs, known).matches_form()
    got, right = (np.asarray(each).reshape(k, 8, 8, 8) for each in (answer.value, answer.expected))
    picture = image_rows({GIVEN: v.reshape(8, 8, 8), YOURS: got[-1], EXPECTED: right[-1]})
    expect(np.array_equal(got, right), picture=picture)


# --- rbm_log_likelihood -----------------------------------------------------------------------


@check(
    "rbm_log_likelihood",
    weight=3,
    es="rbm_log_likelihood da ln p(v) exacto, cualquiera que sea la capa pequeña",
)
def test_likelihood_values(student: Student, rng: np.random.Generator) -> None:
    """rbm_log_likelihood gives the exact ln p(v), whichever layer is small."""
    for N, D, H in [(5, 7, 3), (3, 4, 6), (1, 5, 2), (2, 1, 3), (4, 5, 5), (4, 2, 37), (3, 41, 5)]:
        inputs = (bits(rng, N, D), *restricted(rng, D, H))
        student.rbm_log_likelihood(*inputs).matches_reference()
    for N, D, H in [(3, 59, 10), (3, 10, 60)]:
        inputs = (bits(rng, N, D), *restricted(rng, D, H))
        student.rbm_log_likelihood(*inputs).matches_reference()
    inputs = float32(bits(rng, 5, 7), *restricted(rng, 7, 3))
    student.rbm_log_likelihood(*inputs).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "rbm_log_likelihood", bits(rng, 5, 4), *restricted(rng, 4, 3))


@check(
    "rbm_log_likelihood",
    after=test_likelihood_values,
    es="Las probabilidades de todos los estados visibles suman 1",
)
def test_likelihood_sums(student: Student, rng: np.random.Generator) -> None:
    """The probabilities of all visible states add up to 1."""
    for D, H in [(5, 3), (4, 11)]:
        answer = student.rbm_log_likelihood(every_state(D), *restricted(rng, D, H))
        answer.matches_reference()
        expect_equal(np.exp(answer.array()).sum(), np.float64(1))


@check(
    "rbm_log_likelihood",
    after=test_likelihood_values,
    es="rbm_log_likelihood acierta también con energías de miles",
)
def test_likelihood_large(student: Student, rng: np.random.Generator) -> None:
    """rbm_log_likelihood is right for energies of thousands, too."""
    for D, H in [(5, 3), (3, 7), (31, 4)]:
        inputs = (bits(rng, 5, D), *restricted(rng, D, H, 1e3))
        student.rbm_log_likelihood(*inputs).matches_reference()


# --- contrastive_divergence -------------------------------------------------------------------


@check(
    "contrastive_divergence",
    weight=4,
    es="contrastive_divergence da los datos menos el sueño, tras k pasos",
)
def test_divergence_values(student: Student, rng: np.random.Generator) -> None:
    """contrastive_divergence gives the data less the dream, after k steps."""
    for k, N, D, H in [(1, 7, 5, 3), (3, 5, 3, 11), (2, 1, 7, 2), (5, 13, 2, 5)]:
        inputs = chain_inputs(rng, k, N, D, H)
        student.contrastive_divergence(*inputs).matches_reference()
    student.contrastive_divergence(*tied(chain_inputs(rng, 2, 5, 3, 4))).matches_reference()
    student.contrastive_divergence(*float32(*chain_inputs(rng, 2, 5, 3, 4))).matches_form()


@check(
    "contrastive_divergence",
    after=test_divergence_values,
    es="contrastive_divergence deja sus argumentos como estaban",
)
def test_divergence_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """contrastive_divergence leaves its arguments as they were."""
    expect_arguments_kept(student, "contrastive_divergence", *chain_inputs(rng, 2, 7, 5, 3))


# --- persistent_step --------------------------------------------------------------------------


def persistent_inputs(
    rng: np.random.Generator, k: int, N: int, M: int, D: int, H: int, lr: float
) -> tuple[Any, ...]:
    """v, chain, W, b, c, uh, uv, lr."""
    return (bits(rng, N, D), *chain_inputs(rng, k, M, D, H), lr)


@check(
    "persistent_step",
    weight=3,
    es="persistent_step avanza las cadenas desde donde están y mueve los parámetros",
)
def test_persistent_values(student: Student, rng: np.random.Generator) -> None:
    """persistent_step runs the chains on from where they are, and moves the parameters."""
    for k, N, M, D, H, lr in [
        (1, 7, 3, 5, 2, 0.1),
        (3, 2, 11, 3, 5, 0.5),
        (2, 5, 1, 7, 3, 1.5),
        (1, 3, 3, 2, 5, 1e-3),
    ]:
        inputs = persistent_inputs(rng, k, N, M, D, H, lr)
        student.persistent_step(*inputs).matches_reference(atol=1e-12)
    v, chains = bits(rng, 5, 3), chain_inputs(rng, 2, 7, 3, 4)
    student.persistent_step(v, *tied(chains), 0.5).matches_reference(atol=1e-12)
    student.persistent_step(*float32(v, *chains), 0.5).matches_form()


@check(
    "persistent_step",
    after=test_persistent_values,
    es="persistent_step deja sus argumentos como estaban",
)
def test_persistent_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """persistent_step leaves its arguments as they were."""
    expect_arguments_kept(student, "persistent_step", *persistent_inputs(rng, 2, 7, 3, 5, 2, 0.3))


# --- train_rbm --------------------------------------------------------------------------------


@probe
def trained(student: Any, v: torch.Tensor, start: Any, settings: Any, seeds: Any) -> Any:
    """The parameters after a training for each seed, each from copies of the same start."""
    return [
        list(student.train_rbm(v.clone(), *[each.clone() for each in start], *settings, seed))
        for seed in seeds
    ]


@probe
def left_by_training(student: Any, v: torch.Tensor, start: Any, settings: Any) -> Any:
    """What a training leaves of its arguments."""
    student.train_rbm(v, *start, *settings)
    return [v, *start]


def run(
    student: Student, v: Array, start: Weights, settings: list[Any], seeds: list[int]
) -> list[Weights]:
    """The parameters after a training for each seed. `settings` are steps, batch_size, lr and k.
    Raises Failure."""
    answer = student.run(trained, v, list(start), settings, seeds).matches_form()
    value: Any = answer.value
    parameters = []
    for each in value:
        W, b, c = arrays_like(each, start)
        parameters.append((W, b, c))
    return parameters


def flat(parameters: Weights) -> Array:
    """All numbers of the parameters, or of a direction, in a row."""
    return np.concatenate([each.ravel() for each in parameters])


def sigmoid(z: Array) -> Array:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-z)))


def directions(v: Array, dreams: Array, start: Weights) -> Array:
    """What CD gives for every row of the data with every dream, (rows, dreams, parameters)."""
    W, _, c = start

    def statistics(states: Array) -> Array:
        hidden = sigmoid(states @ W + c)
        return np.array([flat((np.outer(s, h), s, h)) for s, h in zip(states, hidden, strict=True)])

    return np.asarray(statistics(v)[:, None] - statistics(dreams)[None])


def dream_chances(start: Weights, k: int) -> Array:
    """The probability of every visible state k steps after every visible state."""
    W, b, c = start
    D, H = W.shape
    visible, hidden = every_state(D), every_state(H)

    def chances(states: Array, p: Array) -> Array:
        return np.asarray(np.prod(np.where(states[None] > 0, p[:, None], 1 - p[:, None]), axis=2))

    step = chances(hidden, sigmoid(visible @ W + c)) @ chances(visible, sigmoid(hidden @ W.T + b))
    return np.linalg.matrix_power(step, k)


def matched(moves: Array, possible: Array) -> Array:
    """Which of the possible moves (n, P) each of the moves (S, P) is. Raises Failure."""
    which = np.array([np.abs(possible - move).max(axis=1).argmin() for move in moves])
    expect_equal(moves, possible[which], 1e-7, 1e-8)
    return which


@check(
    "train_rbm",
    weight=2,
    es="Un paso suma lr veces la dirección CD de filas de los datos",
)
def test_training_step(student: Student, rng: np.random.Generator) -> None:
    """One step adds lr times the CD direction of rows of the data."""
    index = rng.permutation(8)[:5]
    v = every_state(3)[index]
    for batch_size, lr, k in [(1, 0.3, 1), (1, 2.0, 3), (2, 0.1, 2)]:
        start = restricted(rng, 3, 2, 0.5)
        single = directions(v, every_state(3), start).reshape(-1, 11)
        possible = single
        if batch_size == 2:
            possible = (single[:, None] + single[None]).reshape(-1, 11) / 2
        seeds = [random_seed(rng) for _ in range(60)]
        after = run(student, v, start, [1, batch_size, lr, k], seeds)
        moves = np.array([(flat(each) - flat(start)) / lr for each in after])
        matched(moves, possible)
        # A dream that is the row again moves nothing, and is as frequent as it has to be.
        still = int((np.abs(moves).max(axis=1) < 1e-6).sum())
        again = float(dream_chances(start, k)[index, index].mean())
        expect(near_share(still, 60, again) if batch_size == 1 else still < 60)


@check(
    "train_rbm",
    after=test_training_step,
    weight=2,
    es="Dos pasos son dos, el segundo desde donde acabó el primero",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """Two steps are two, the second from where the first one ended."""
    v, lr = every_state(3)[rng.permutation(8)[:4]], 0.7
    start = restricted(rng, 3, 2, 0.5)
    possible = []
    for move in directions(v, every_state(3), start).reshape(-1, 11):
        W = start[0] + lr * move[:6].reshape(3, 2)
        there = (W, start[1] + lr * move[6:9], start[2] + lr * move[9:])
        possible += list(move + directions(v, every_state(3), there).reshape(-1, 11))
    seeds = [random_seed(rng) for _ in range(40)]
    after = run(student, v, start, [2, 1, lr, 1], seeds)
    moves = np.array([(flat(each) - flat(start)) / lr for each in after])
    matched(moves, np.array(possible))
    expect(np.abs(moves).max() > 1e-6)


def fork(rng: np.random.Generator, v: Array) -> Weights:
    """A machine of one hidden unit which, started from v, dreams of one state or its opposite.

    Both are as probable, and the chain stays where it has come to. Were the hidden unit no bit,
    the visible ones would not be alike.
    """
    W = np.where(bits(rng, 3, 1) > 0, 7.0, -7.0) + 0.1 * rng.standard_normal((3, 1))
    return W, -W[:, 0] / 2, -v[0] @ W


@check(
    "train_rbm",
    after=test_training_step,
    weight=2,
    es="Las filas se sortean de todos los datos, y los sueños son de k pasos",
)
def test_training_draws(student: Student, rng: np.random.Generator) -> None:
    """Rows are drawn from all of the data, and dreams are of k steps."""
    lr = 0.5
    # Dreams are dark here, and no row of the data is: a move then says which row was drawn.
    v = every_state(3)[1 + rng.permutation(7)[:5]]
    start = (0.3 * rng.standard_normal((3, 2)), np.full(3, -9.0), rng.standard_normal(2))
    after = run(student, v, start, [1, 1, lr, 1], [random_seed(rng) for _ in range(300)])
    possible = directions(v, every_state(3), start).reshape(-1, 11)
    rows = matched(np.array([(flat(each) - flat(start)) / lr for each in after]), possible) // 8
    for row in range(5):
        expect(near_share(int((rows == row).sum()), 300, 1 / 5))
    # Each hidden unit agrees with one visible unit mostly, so that a step changes little here.
    v = np.repeat(every_state(3)[3:4], 2, axis=0)
    W = np.zeros((3, 3))
    W[np.arange(3), rng.permutation(3)] = 5.0
    mirror = (W + 0.1 * rng.standard_normal((3, 3)), np.full(3, -2.5), np.full(3, -2.5))
    for start, k in [(mirror, 1), (mirror, 6), (fork(rng, v), 1)]:
        possible = directions(v[:1], every_state(3), start)[0]
        after = run(student, v, start, [1, 1, lr, k], [random_seed(rng) for _ in range(300)])
        dreams = matched(np.array([(flat(each) - flat(start)) / lr for each in after]), possible)
        chances = dream_chances(start, k)[3]
        for state in range(8):
            expect(near_share(int((dreams == state).sum()), 300, chances[state]))


@check(
    "train_rbm",
    after=test_training_step,
    es="Cada paso, y cada fila de un minilote, tiene sus propios sorteos",
)
def test_training_draws_anew(student: Student, rng: np.random.Generator) -> None:
    """Every step, and every row of a minibatch, has draws of its own."""
    v, lr = np.array([[1.0, 0.0, 1.0]] * 2), 1e-3
    start = fork(rng, v)
    single = directions(v[:1], every_state(3), start)[0]
    pairs = (single[:, None] + single[None]).reshape(64, -1)
    alike = float((dream_chances(start, 1)[5] ** 2).sum())
    for steps, batch_size in [(1, 2), (2, 1)]:
        seeds = [random_seed(rng) for _ in range(300)]
        after = run(student, v, start, [steps, batch_size, lr, 1], seeds)
        moves = np.array([(flat(each) - flat(start)) / lr for each in after]) * batch_size
        # The second step is taken from a place that differs by some thousandths.
        which = np.array([np.abs(pairs - move).max(axis=1).argmin() for move in moves])
        expect_equal(moves, pairs[which], 0, 0.02)
        expect(near_share(int((which // 8 == which % 8).sum()), 300, alike))
    # Dreams are dark here, so that the biases say which rows were drawn: mostly, or always, two.
    v = every_state(3)[1 + rng.permutation(7)[:5]]
    start = (0.3 * rng.standard_normal((3, 2)), np.full(3, -9.0), rng.standard_normal(2))
    for steps, batch_size in [(2, 1), (1, 2)]:
        seeds = [random_seed(rng) for _ in range(300)]
        after = run(student, v, start, [steps, batch_size, lr, 1], seeds)
        both = np.array([(each[1] - start[1]) / lr for each in after]) * batch_size
        expect_equal(both, np.round(both), 0, 1e-6)
        same = int((np.round(both) % 2 == 0).all(axis=1).sum())
        expect(same < 60 or near_share(same, 300, 1 / 5))


@check(
    "train_rbm",
    after=test_training_step,
    es="Cada paso toma batch_size filas, aunque no dividan los datos",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size rows, even where they don't divide the data."""
    v, lr = np.array([[0.0, 1.0, 1.0]] * 5), 1e-3
    start = fork(rng, v)
    one = np.sign(start[0][:, 0])  # the one dream is where this is 1, the other where it is -1
    after = run(student, v, start, [2, 4, lr, 1], [random_seed(rng) for _ in range(300)])
    # Eight dreams, half of them the one and half the other: fewer dreams rarely cancel out.
    dreams = 8 * v[0] - 4 * np.array([(each[1] - start[1]) / lr for each in after])
    scores = (dreams - 4) @ one
    expect_equal(scores, np.round(scores), 0, 1e-6)
    chances = np.zeros(4)  # that a dream's score is -1.5, -0.5, 0.5, 1.5
    for state, chance in zip(every_state(3), dream_chances(start, 1)[6], strict=True):
        chances[int((state - 0.5) @ one + 1.5)] += chance
    eight = np.ones(1)
    for _ in range(8):
        eight = np.convolve(eight, chances)
    expect(near_share(int((np.abs(scores) < 1.5).sum()), 300, float(eight[11:14].sum())))


@check(
    "train_rbm",
    after=test_training_step,
    es="La misma semilla da los mismos parámetros, otra da otros, y los argumentos se conservan",
)
def test_training_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same parameters, another one others, and arguments are kept."""
    v, start = bits(rng, 13, 5), restricted(rng, 5, 3)
    one, other = random_seed(rng), random_seed(rng)
    first, again, third = run(student, v, start, [7, 4, 0.1, 2], [one, one, other])
    expect_equal(list(first), list(again), 0, 0)
    expect(np.abs(flat(first) - flat(third)).max() > 1e-6)
    expect_equal(list(run(student, v, start, [7, 4, 0.1, 2], [one])[0]), list(first), 0, 0)
    left = student.run(left_by_training, v, list(start), [7, 4, 0.1, 2, one])
    expect_equal(left.value, [v, *start], 0, 0)


def bars_and_stripes() -> Array:
    """The 14 pictures (14, 9)."""
    lines = every_state(3)
    pictures = [np.repeat(line, 3) for line in lines] + [np.tile(line, 3) for line in lines]
    return np.unique(pictures, axis=0)


def log_probabilities(parameters: Weights) -> Array:
    """The exact ln p of every visible state, by counting through all of them."""
    W, b, c = parameters
    states = every_state(W.shape[0])
    minus_free = states @ b + np.logaddexp(0, states @ W + c).sum(axis=1)
    largest = minus_free.max()
    return np.asarray(minus_free - largest - np.log(np.exp(minus_free - largest).sum()))


@check(
    "train_rbm",
    after=test_training_steps,
    retries=2,
    cpu_seconds=20,
    weight=2,
    es="La máquina entrenada da una probabilidad alta a las barras y franjas",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained machine gives bars and stripes a high probability."""
    order = rng.permutation(9)  # of the pixels, so that the data are others in every run
    pictures = bars_and_stripes()
    v = pictures[:, order]
    start = (0.1 * rng.standard_normal((9, HIDDEN)), np.zeros(9), np.zeros(HIDDEN))
    settings: list[Any] = [STEPS, BATCH, RATE, K]
    parameters = run(student, v, start, settings, [random_seed(rng)])[0]
    # Of a direction, no number is beyond 1.
    expect(np.abs(flat(parameters)).max() < 2 * RATE * STEPS)
    log_p = log_probabilities(parameters)
    missing = -np.mean(log_p[(v @ 2 ** np.arange(9)).astype(int)]) - np.log(len(v))
    # Eight dreams of the machine, and the picture that each is closest to.
    numbers = rng.choice(len(log_p), 8, p=np.exp(log_p))
    dreams = every_state(9)[numbers][:, np.argsort(order)]
    closest = pictures[np.abs(dreams[:, None] - pictures).sum(axis=2).argmin(axis=1)]
    rows = {YOURS: dreams.reshape(8, 3, 3), EXPECTED: closest.reshape(8, 3, 3)}
    expect_below(missing, LEARNT_LIMIT, picture=image_rows(rows))
