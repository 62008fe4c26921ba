"""The hidden suite of the topic of deep belief networks."""

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
    check,
    expect,
    expect_arguments_kept,
    expect_equal,
    image_rows,
    probe,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray
Machine = tuple[Array, Array, Array]  # W (D, H), b (D,), c (H,)

FLOAT32 = (1e-4, 1e-5)


def as_float32(value: Any) -> Any:
    """The same numbers in float32, in lists and tuples as they were."""
    if isinstance(value, list | tuple):
        return type(value)(as_float32(each) for each in value)
    return value.astype(np.float32)


def bits(rng: np.random.Generator, *shape: int) -> Array:
    """Random zeros and ones, as float64."""
    return rng.integers(0, 2, shape).astype(np.float64)


def machine(rng: np.random.Generator, D: int, H: int, scale: float = 1.0) -> Machine:
    """A restricted machine, all its numbers of one size."""
    return (
        scale * rng.standard_normal((D, H)),
        scale * rng.standard_normal(D),
        scale * rng.standard_normal(H),
    )


def stack(rng: np.random.Generator, sizes: list[int], scale: float = 1.0) -> list[Machine]:
    """Machines from the bottom up that join layers of these sizes."""
    return [machine(rng, D, H, scale) for D, H in itertools.pairwise(sizes)]


def shares(rng: np.random.Generator, N: int, S: int) -> Array:
    """N distributions over S states."""
    weights = rng.exponential(1.0, (N, S))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def every_state(D: int) -> Array:
    """The 2^D states, lowest bit first."""
    return (np.arange(2**D)[:, None] >> np.arange(D) & 1).astype(np.float64)


def log_sum_exp(scores: Array) -> Array:
    """Of the rows of scores (N, S)."""
    largest = scores.max(axis=1)
    return np.asarray(largest + np.log(np.exp(scores - largest[:, None]).sum(axis=1)))


def rbm_log_prob(v: Array, W: Array, b: Array, c: Array) -> Array:
    """ln p of visible states under one machine, counted through all of them."""

    def minus_free_energy(states: Array) -> Array:
        return np.asarray(states @ b + np.logaddexp(0, states @ W + c).sum(axis=1))

    everything = minus_free_energy(every_state(len(b)))
    return np.asarray(minus_free_energy(v) - log_sum_exp(everything[None]))


def log_joint(v: Array, lower: Machine, upper: Machine) -> Array:
    """ln p(v, h) of two machines, (N, 2^H)."""
    W, b, c = lower
    h = every_state(len(c))
    fields = h @ W.T + b
    log_given = v @ fields.T - np.logaddexp(0, fields).sum(axis=1)
    return np.asarray(log_given + rbm_log_prob(h, *upper))


# --- tied_init --------------------------------------------------------------------------------


@check("tied_init", weight=3, es="tied_init devuelve la máquina de abajo puesta del revés")
def test_tied_values(student: Student, rng: np.random.Generator) -> None:
    """tied_init returns the machine below turned upside down."""
    for D, H in [(5, 3), (3, 7), (4, 4), (1, 2), (3, 1)]:
        expect_arguments_kept(student, "tied_init", *machine(rng, D, H))


@check(
    "tied_init",
    after=test_tied_values,
    es="Las dos máquinas juntas creen lo mismo que la de abajo sola",
)
def test_tied_belief(student: Student, rng: np.random.Generator) -> None:
    """The two machines together believe what the one below believes alone."""
    for D, H in [(5, 3), (4, 6), (5, 5)]:
        lower = machine(rng, D, H)
        answer = student.tied_init(*lower).matches_reference()
        value: Any = answer.value
        joint = log_joint(every_state(D), lower, (value[0], value[1], value[2]))
        expect_equal(log_sum_exp(joint), rbm_log_prob(every_state(D), *lower), 0, 1e-11)


@probe
def changed_in_place(student: Any, W: torch.Tensor, b: torch.Tensor, c: torch.Tensor) -> Any:
    """The machine below after the one above has been changed in place."""
    for each in student.tied_init(W, b, c):
        each += 1
    return [W, b, c]


@check(
    "tied_init",
    after=test_tied_values,
    es="Cambiar en su sitio la máquina de arriba no cambia la de abajo",
)
def test_tied_copies(student: Student, rng: np.random.Generator) -> None:
    """Changing the upper machine in place does not change the one below."""
    # With one row or one column the transpose is contiguous already, in the memory of W.
    for D, H in [(5, 3), (2, 1), (1, 4)]:
        student.run(changed_in_place, *machine(rng, D, H)).matches_reference()


# --- up_pass ----------------------------------------------------------------------------------


def up_inputs(
    rng: np.random.Generator, N: int, sizes: list[int], scale: float = 1.5
) -> tuple[Any, ...]:
    """v, layers, us."""
    us = [rng.random((N, H)) for H in sizes[1:]]
    return bits(rng, N, sizes[0]), stack(rng, sizes, scale), us


@check("up_pass", weight=4, es="up_pass sortea cada capa dada la que acaba de sortear debajo")
def test_up_values(student: Student, rng: np.random.Generator) -> None:
    """up_pass draws each layer, given the one below as it has just been drawn."""
    for N, sizes in [
        (17, [5, 5, 5]),
        (11, [7, 5, 3]),
        (5, [3, 11, 2, 7]),
        (1, [5, 3]),
        (3, [1, 2]),
    ]:
        student.up_pass(*up_inputs(rng, N, sizes)).matches_reference()


@check("up_pass", after=test_up_values, es="Una unidad queda en 0 cuando u es igual a p")
def test_up_ties(student: Student, rng: np.random.Generator) -> None:
    """A unit becomes 0 where u equals p."""
    layers = stack(rng, [3, 5, 4], 0.0)
    us = [rng.choice([0.25, 0.5, 0.75], (7, H)) for H in (5, 4)]
    student.up_pass(bits(rng, 7, 3), layers, us).matches_reference()


@check("up_pass", after=test_up_values, es="up_pass acierta también con logits de ±1000")
def test_up_large(student: Student, rng: np.random.Generator) -> None:
    """up_pass is right with logits of ±1000, too."""
    for N, sizes in [(11, [5, 7, 3]), (5, [4, 3, 6, 2])]:
        student.up_pass(*up_inputs(rng, N, sizes, 1e3)).matches_reference()


@check("up_pass", after=test_up_values, es="up_pass deja sus argumentos como estaban")
def test_up_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """up_pass leaves its arguments as they were."""
    expect_arguments_kept(student, "up_pass", *up_inputs(rng, 7, [5, 3, 4]))


# --- generate ---------------------------------------------------------------------------------


def dream_inputs(
    rng: np.random.Generator, k: int, N: int, sizes: list[int], scale: float = 1.5
) -> tuple[Any, ...]:
    """x, layers, uh, uv, us."""
    *lower, D, H = sizes
    return (
        bits(rng, N, D),
        stack(rng, sizes, scale),
        rng.random((k, N, H)),
        rng.random((k, N, D)),
        [rng.random((N, size)) for size in lower],
    )


@check(
    "generate",
    weight=4,
    es="generate da k pasos en la máquina de arriba y baja una vez hasta los datos",
)
def test_dream_values(student: Student, rng: np.random.Generator) -> None:
    """generate takes k steps in the machine at the top, and goes down to the data once."""
    for k, N, sizes in [
        (1, 29, [5, 5, 5]),
        (3, 17, [4, 4, 4, 4]),
        (2, 11, [7, 5, 3]),
        (5, 3, [11, 2, 7, 5]),
        (4, 1, [13, 5, 3]),
        (1, 2, [3, 1, 1]),
    ]:
        student.generate(*dream_inputs(rng, k, N, sizes)).matches_reference()


@check(
    "generate",
    after=test_dream_values,
    es="Con una sola máquina, generate da el último estado de su cadena",
)
def test_dream_of_one(student: Student, rng: np.random.Generator) -> None:
    """With a single machine, generate gives the last state of its chain."""
    for k, N, sizes in [(3, 11, [5, 3]), (1, 7, [2, 9])]:
        student.generate(*dream_inputs(rng, k, N, sizes)).matches_reference()


@check("generate", after=test_dream_values, es="generate acierta también con logits de ±1000")
def test_dream_large(student: Student, rng: np.random.Generator) -> None:
    """generate is right with logits of ±1000, too."""
    for k, N, sizes in [(2, 11, [7, 5, 3]), (1, 5, [6, 4, 3, 5])]:
        student.generate(*dream_inputs(rng, k, N, sizes, 1e3)).matches_reference()


@check("generate", after=test_dream_values, es="generate deja sus argumentos como estaban")
def test_dream_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """generate leaves its arguments as they were."""
    expect_arguments_kept(student, "generate", *dream_inputs(rng, 2, 5, [7, 5, 3, 4]))


@check("generate", after=test_dream_values, weight=2, es="generate sueña dígitos")
def test_dream_digits(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """generate dreams digits."""
    held_out = data.load("held_out.npz")
    layers = [tuple(held_out[f"{name}{i}"].astype(np.float64) for name in "Wbc") for i in (1, 2)]
    v = held_out["digits"][rng.choice(len(held_out["digits"]), 8, replace=False)].astype(np.float64)
    W, _, c = layers[0]
    x = (rng.random((8, len(c))) < 1 / (1 + np.exp(-(v @ W + c)))).astype(np.float64)
    uh, uv = rng.random((4, 8, layers[1][0].shape[1])), rng.random((4, 8, len(c)))
    answer = student.generate(x, layers, uh, uv, [rng.random((8, 64))]).matches_form()
    got, right = (np.asarray(each).reshape(8, 8, 8) for each in (answer.value, answer.expected))
    picture = image_rows({GIVEN: v.reshape(8, 8, 8), YOURS: got, EXPECTED: right})
    expect(np.array_equal(got, right), picture=picture)


# --- dbn_log_prob -----------------------------------------------------------------------------


@check("dbn_log_prob", weight=5, es="dbn_log_prob da ln p(v) exacto de dos máquinas")
def test_log_prob_values(student: Student, rng: np.random.Generator) -> None:
    """dbn_log_prob gives the exact ln p(v) of two machines."""
    for N, sizes in [
        (7, [5, 5, 5]),
        (5, [4, 3, 6]),
        (3, [2, 6, 3]),
        (1, [3, 1, 2]),
        (4, [1, 2, 1]),
    ]:
        student.dbn_log_prob(bits(rng, N, sizes[0]), stack(rng, sizes)).matches_reference()
    inputs = as_float32((bits(rng, 5, 4), stack(rng, [4, 3, 2])))
    student.dbn_log_prob(*inputs).matches_reference(*FLOAT32)
    expect_arguments_kept(student, "dbn_log_prob", bits(rng, 5, 4), stack(rng, [4, 3, 2]))


@check(
    "dbn_log_prob",
    after=test_log_prob_values,
    weight=2,
    es="dbn_log_prob vale para una máquina sola y para más de dos",
)
def test_log_prob_depths(student: Student, rng: np.random.Generator) -> None:
    """dbn_log_prob is right for a single machine, and for more than two."""
    for N, sizes in [(5, [4, 3]), (3, [3, 7]), (4, [5, 3, 4, 2]), (2, [3, 2, 5, 4, 3])]:
        student.dbn_log_prob(bits(rng, N, sizes[0]), stack(rng, sizes)).matches_reference()


@probe
def log_prob_gradients(
    student: Any, v: torch.Tensor, layers: Any, combination: torch.Tensor
) -> Any:
    """The gradients of a combination of the results with respect to all weights and biases."""
    leaves = [[each.clone().requires_grad_() for each in layer] for layer in layers]
    result = student.dbn_log_prob(v, [tuple(layer) for layer in leaves])
    flat = [each for layer in leaves for each in layer]
    if not result.requires_grad:
        return [torch.zeros_like(each) for each in flat]
    total = (combination * result).sum()
    return list(torch.autograd.grad(total, flat, allow_unused=True, materialize_grads=True))


@check(
    "dbn_log_prob",
    after=test_log_prob_values,
    weight=2,
    es="dbn_log_prob se puede derivar respecto a los pesos",
)
def test_log_prob_gradients(student: Student, rng: np.random.Generator) -> None:
    """dbn_log_prob can be differentiated with respect to the weights."""
    for N, sizes in [(5, [4, 3, 2]), (3, [3, 2, 4, 3]), (4, [3, 5])]:
        inputs = (bits(rng, N, sizes[0]), stack(rng, sizes), rng.standard_normal(N))
        student.run(log_prob_gradients, *inputs).matches_reference()


@check(
    "dbn_log_prob",
    after=test_log_prob_values,
    weight=2,
    es="dbn_log_prob acierta con sesenta unidades abajo y arriba, y con energías de miles",
)
def test_log_prob_large(student: Student, rng: np.random.Generator) -> None:
    """dbn_log_prob is right with sixty units below and above, and energies of thousands."""
    for N, sizes in [(1, [59, 8, 60]), (2, [60, 4, 7, 57]), (3, [8, 60])]:
        student.dbn_log_prob(bits(rng, N, sizes[0]), stack(rng, sizes)).matches_reference()
    for sizes in [[5, 3, 4], [7, 2, 4, 3], [3, 5]]:
        inputs = (bits(rng, 7, sizes[0]), stack(rng, sizes, 1e3))
        student.dbn_log_prob(*inputs).matches_reference()


# --- bound ------------------------------------------------------------------------------------


@check("bound", weight=4, es="bound da la cota para cualquier distribución q")
def test_bound_values(student: Student, rng: np.random.Generator) -> None:
    """bound gives the bound for any distribution q."""
    for N, sizes in [(7, [5, 3, 3]), (5, [4, 3, 6]), (3, [2, 5, 4]), (1, [3, 1, 2])]:
        inputs = (bits(rng, N, sizes[0]), shares(rng, N, 2 ** sizes[1]), stack(rng, sizes))
        student.bound(*inputs).matches_reference()
    inputs = as_float32((bits(rng, 5, 4), shares(rng, 5, 8), stack(rng, [4, 3, 2])))
    student.bound(*inputs).matches_reference(*FLOAT32)
    inputs = (bits(rng, 5, 4), shares(rng, 5, 8), stack(rng, [4, 3, 2]))
    expect_arguments_kept(student, "bound", *inputs)


@check("bound", after=test_bound_values, es="Un estado que q no toma no cuenta")
def test_bound_zeros(student: Student, rng: np.random.Generator) -> None:
    """A state that q does not take does not count."""
    for N, H in [(5, 3), (4, 2)]:
        q = shares(rng, N, 2**H) * (rng.random((N, 2**H)) < 0.5) + np.eye(2**H)[:N]
        q /= q.sum(axis=1, keepdims=True)
        student.bound(bits(rng, N, 4), q, stack(rng, [4, H, 3])).matches_reference()
        student.bound(bits(rng, N, 4), np.eye(2**H)[:N], stack(rng, [4, H, 3])).matches_reference()


@check(
    "bound",
    after=test_bound_values,
    weight=2,
    es="La cota alcanza ln p(v) con la distribución verdadera, y con ninguna la pasa",
)
def test_bound_is_one(student: Student, rng: np.random.Generator) -> None:
    """The bound reaches ln p(v) with the true posterior, and passes it with none."""
    for N, sizes in [(7, [5, 3, 4]), (3, [4, 4, 4])]:
        v, layers = bits(rng, N, sizes[0]), stack(rng, sizes)
        joint = log_joint(v, layers[0], layers[1])
        exact = log_sum_exp(joint)
        answer = student.bound(v, np.exp(joint - exact[:, None]), layers).matches_reference()
        expect_equal(answer.array(), exact)
        answer = student.bound(v, shares(rng, N, 2 ** sizes[1]), layers).matches_reference()
        expect(bool(np.all(answer.array() < exact)))


@check(
    "bound",
    after=test_bound_values,
    es="bound vale también para tres máquinas y con energías de miles",
)
def test_bound_depths(student: Student, rng: np.random.Generator) -> None:
    """bound is right for three machines, too, and with energies of thousands."""
    for N, sizes, scale in [(5, [4, 3, 5, 2], 1.0), (3, [5, 2, 3, 4, 2], 1.0), (5, [4, 3, 2], 1e3)]:
        inputs = (bits(rng, N, sizes[0]), shares(rng, N, 2 ** sizes[1]), stack(rng, sizes, scale))
        student.bound(*inputs).matches_reference()


# --- pretrain ---------------------------------------------------------------------------------


def pretrain_inputs(
    rng: np.random.Generator, N: int, sizes: list[int], steps: list[int], k: int, lr: float
) -> tuple[Any, ...]:
    """v, layers, us, uh, uv, lr."""
    return (
        bits(rng, N, sizes[0]),
        stack(rng, sizes),
        [rng.random((N, H)) for H in sizes[1:-1]],
        [rng.random((S, k, N, H)) for S, H in zip(steps, sizes[1:], strict=True)],
        [rng.random((S, k, N, D)) for S, D in zip(steps, sizes[:-1], strict=True)],
        lr,
    )


@check(
    "pretrain",
    weight=4,
    es="pretrain entrena cada máquina con lo que la de abajo, ya entrenada, hace de los datos",
)
def test_pretrain_values(student: Student, rng: np.random.Generator) -> None:
    """pretrain trains each machine on what the one below, once trained, makes of the data."""
    for N, sizes, steps, k, lr in [
        (23, [4, 4, 4], [3, 2], 1, 0.9),
        (13, [5, 3, 4], [2, 3], 2, 1.5),
        (7, [3, 7, 2, 5], [1, 2, 3], 1, 0.7),
        (1, [5, 2, 3], [2, 2], 3, 1.0),
        (11, [6, 5], [3], 1, 0.1),
    ]:
        inputs = pretrain_inputs(rng, N, sizes, steps, k, lr)
        student.pretrain(*inputs).matches_reference()


@check(
    "pretrain",
    after=test_pretrain_values,
    weight=2,
    es="La primera máquina queda igual hasta el último bit mientras aprende la segunda",
)
def test_pretrain_frozen(student: Student, rng: np.random.Generator) -> None:
    """The first machine stays the same to the last bit while the second one learns."""
    v, layers, us, uh, uv, lr = pretrain_inputs(rng, 11, [5, 3, 5], [3, 4], 1, 0.8)
    alone: Any = student.pretrain(v, layers[:1], [], uh[:1], uv[:1], lr).matches_reference().value
    both: Any = student.pretrain(v, layers, us, uh, uv, lr).matches_reference().value
    expect_equal(both[0], alone[0], 0, 0)


@check(
    "pretrain",
    after=test_pretrain_values,
    es="Una máquina sin pasos queda como estaba, y las demás aprenden",
)
def test_pretrain_without_steps(student: Student, rng: np.random.Generator) -> None:
    """A machine without steps stays as it was, and the others learn."""
    for steps in [[0, 3], [2, 0], [0, 0]]:
        student.pretrain(*pretrain_inputs(rng, 7, [4, 3, 5], steps, 1, 0.6)).matches_reference()


@check("pretrain", after=test_pretrain_values, es="pretrain acierta también con logits de ±1000")
def test_pretrain_large(student: Student, rng: np.random.Generator) -> None:
    """pretrain is right with logits of ±1000, too."""
    sizes = [4, 6, 5, 3]
    v, _, *others = pretrain_inputs(rng, 11, sizes, [2, 3, 1], 1, 1e3)
    student.pretrain(v, stack(rng, sizes, 1e3), *others).matches_reference()


@check("pretrain", after=test_pretrain_values, es="pretrain deja sus argumentos como estaban")
def test_pretrain_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """pretrain leaves its arguments as they were."""
    expect_arguments_kept(student, "pretrain", *pretrain_inputs(rng, 7, [4, 3, 5], [2, 1], 1, 0.5))


# --- delta_rule -------------------------------------------------------------------------------


@check("delta_rule", weight=4, es="delta_rule suma lr por lo visto y el error, promediados")
def test_delta_values(student: Student, rng: np.random.Generator) -> None:
    """delta_rule adds lr times what was seen and the error, averaged."""
    for N, D, H, lr in [(7, 5, 3, 0.3), (3, 2, 11, 1.7), (1, 3, 2, 1.0), (5, 1, 1, 0.05)]:
        W, b = rng.standard_normal((D, H)), rng.standard_normal(H)
        inputs = (bits(rng, N, D), bits(rng, N, H), W, b, lr)
        student.delta_rule(*inputs).matches_reference()
    expect_arguments_kept(student, "delta_rule", *inputs)


@check(
    "delta_rule",
    after=test_delta_values,
    es="delta_rule acierta también con pesos de miles",
)
def test_delta_large(student: Student, rng: np.random.Generator) -> None:
    """delta_rule is right with weights of thousands, too."""
    for scale in [1e3, 1e4]:
        W, b = scale * rng.standard_normal((5, 3)), scale * rng.standard_normal(3)
        student.delta_rule(bits(rng, 7, 5), bits(rng, 7, 3), W, b, 1e3).matches_reference()


# --- wake_sleep_step --------------------------------------------------------------------------


def lower_map(rng: np.random.Generator, D: int, H: int, scale: float) -> tuple[Array, Array]:
    """Weights and biases that make one layer from another."""
    return scale * 1.5 * rng.standard_normal((D, H)), scale * rng.standard_normal(H)


def wake_sleep_inputs(
    rng: np.random.Generator, N: int, sizes: list[int], k: int, lr: float, scale: float = 1.0
) -> tuple[Any, ...]:
    """v, up, down, top, us, uh, uv, ud, lr."""
    pairs = list(itertools.pairwise(sizes[:-1]))
    return (
        bits(rng, N, sizes[0]),
        [lower_map(rng, D, H, scale) for D, H in pairs],
        [lower_map(rng, H, D, scale) for D, H in pairs],
        machine(rng, sizes[-2], sizes[-1], scale),
        [rng.random((N, H)) for _, H in pairs],
        rng.random((k, N, sizes[-1])),
        rng.random((k, N, sizes[-2])),
        [rng.random((N, D)) for D, _ in pairs],
        lr,
    )


@check(
    "wake_sleep_step",
    weight=4,
    es="Un paso con una capa debajo: despierta aprende a bajar, dormida aprende a subir",
)
def test_wake_sleep_two(student: Student, rng: np.random.Generator) -> None:
    """A step with one layer below: awake it learns the way down, asleep the way up."""
    for N, sizes, k, lr in [
        (29, [5, 5, 5], 1, 1.0),
        (13, [5, 3, 4], 2, 0.4),
        (1, [3, 2, 5], 1, 1.5),
        (7, [2, 7, 3], 3, 0.1),
    ]:
        inputs = wake_sleep_inputs(rng, N, sizes, k, lr)
        student.wake_sleep_step(*inputs).matches_reference()


@check(
    "wake_sleep_step",
    after=test_wake_sleep_two,
    weight=2,
    es="Un paso con varias capas debajo",
)
def test_wake_sleep_more(student: Student, rng: np.random.Generator) -> None:
    """A step with several layers below."""
    for N, sizes, k, lr in [
        (17, [4, 4, 4, 4], 1, 1.0),
        (11, [5, 3, 7, 4], 2, 0.5),
        (5, [3, 5, 2, 6, 4], 1, 0.2),
    ]:
        inputs = wake_sleep_inputs(rng, N, sizes, k, lr)
        student.wake_sleep_step(*inputs).matches_reference()


@check(
    "wake_sleep_step",
    after=test_wake_sleep_two,
    es="wake_sleep_step acierta también con logits de ±1000",
)
def test_wake_sleep_large(student: Student, rng: np.random.Generator) -> None:
    """wake_sleep_step is right with logits of ±1000, too."""
    for N, sizes in [(11, [5, 4, 6]), (7, [4, 6, 3, 5])]:
        inputs = wake_sleep_inputs(rng, N, sizes, 1, 1e3, 1e3)
        student.wake_sleep_step(*inputs).matches_reference()


@check(
    "wake_sleep_step",
    after=test_wake_sleep_two,
    es="wake_sleep_step deja sus argumentos como estaban",
)
def test_wake_sleep_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """wake_sleep_step leaves its arguments as they were."""
    inputs = wake_sleep_inputs(rng, 7, [5, 3, 4, 2], 1, 0.5)
    expect_arguments_kept(student, "wake_sleep_step", *inputs)
