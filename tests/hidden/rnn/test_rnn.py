"""The hidden suite of the RNN topic."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.suite import (
    Student,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_future_unseen,
    of_all_sizes,
    probe,
)

Array = np.ndarray

# The probability given to wrong classes, on average over held-out sequences (guessing: 0.75 many to
# one, 0.67 many to many). What right and wrong answers reach is in calibration.json: the limits lie
# half-way between, by ratio.
ONE_LIMIT = 0.04
MANY_LIMIT = 0.03
FLOAT32 = (1e-4, 1e-5)


def step_inputs(rng: np.random.Generator, N: int, D: int, H: int) -> tuple[Array, ...]:
    """x, h, Wx, Wh, b: all of them random, none of them zero."""
    return (
        rng.standard_normal((N, D)),
        rng.standard_normal((N, H)),
        0.5 * rng.standard_normal((D, H)),
        0.5 * rng.standard_normal((H, H)),
        0.5 * rng.standard_normal(H),
    )


def sequence_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """x (N, T, D), h0, Wx, Wh, b."""
    return (rng.standard_normal((N, T, D)), *step_inputs(rng, N, D, H)[1:])


def float32(arrays: tuple[Array, ...]) -> tuple[Array, ...]:
    """The same numbers in float32."""
    return tuple(array.astype(np.float32) for array in arrays)


# --- rnn_step ---------------------------------------------------------------------------------


@check("rnn_step", weight=3, es="rnn_step devuelve el siguiente estado oculto")
def test_step_values(student: Student, rng: np.random.Generator) -> None:
    """rnn_step returns the next hidden state."""
    for N, D, H in [(2, 3, 5), (5, 2, 3), (1, 7, 2), (3, 5, 1)]:
        student.rnn_step(*step_inputs(rng, N, D, H)).matches_reference()
    student.rnn_step(*float32(step_inputs(rng, 2, 3, 5))).matches_reference(*FLOAT32)


@check(
    "rnn_step",
    weight=2,
    after=test_step_values,
    es="PyTorch puede derivar rnn_step respecto a cada entrada y cada peso",
)
def test_step_gradients(student: Student, rng: np.random.Generator) -> None:
    """PyTorch can differentiate rnn_step with respect to every input and weight."""
    for N, D, H in [(2, 3, 5), (3, 5, 1)]:
        student.rnn_step.gradients(*step_inputs(rng, N, D, H)).matches_reference()


@check(
    "rnn_step",
    after=test_step_values,
    es="rnn_step y sus gradientes siguen siendo finitos con las unidades saturadas",
)
def test_step_saturated(student: Student, rng: np.random.Generator) -> None:
    """rnn_step and its gradients stay finite when the units are saturated."""
    x, h, Wx, Wh, b = step_inputs(rng, 7, 3, 5)
    student.rnn_step.gradients(x, h, 1000 * Wx, Wh, 1000 * b).matches_reference()


@check("rnn_step", after=test_step_values, es="rnn_step deja sus argumentos como estaban")
def test_step_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """rnn_step leaves its arguments as they were."""
    expect_arguments_kept(student, "rnn_step", *step_inputs(rng, 2, 3, 5))


# --- rnn_forward ------------------------------------------------------------------------------


@check("rnn_forward", weight=4, es="rnn_forward devuelve el estado oculto tras cada paso")
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """rnn_forward returns the hidden state after every step."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3), (1, 7, 2, 3)]:
        student.rnn_forward(*sequence_inputs(rng, N, T, D, H)).matches_reference()
    student.rnn_forward(*float32(sequence_inputs(rng, 2, 5, 3, 7))).matches_reference(*FLOAT32)


@check(
    "rnn_forward",
    weight=3,
    after=test_forward_values,
    es="Los gradientes de rnn_forward vuelven a través de todos los pasos",
)
def test_forward_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of rnn_forward go back through all the steps."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 53, 2, 3)]:
        student.rnn_forward.gradients(*sequence_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "rnn_forward",
    after=test_forward_values,
    es="Los estados de rnn_forward no dependen de entradas futuras ni de llamadas anteriores",
)
def test_forward_causality(student: Student, rng: np.random.Generator) -> None:
    """The states of rnn_forward depend on no later input and on no earlier call."""
    expect_future_unseen(student.rnn_forward, sequence_inputs(rng, 3, 5, 2, 7), at=3)


@check(
    "rnn_forward",
    after=test_forward_values,
    es="rnn_forward deja sus argumentos como estaban",
)
def test_forward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """rnn_forward leaves its arguments as they were."""
    for T in [5, 1]:
        expect_arguments_kept(student, "rnn_forward", *sequence_inputs(rng, 2, T, 3, 7))


# --- rnn_backward -----------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """dhs (N, T, H), x, h0, Wx, Wh, b."""
    return (rng.standard_normal((N, T, H)), *sequence_inputs(rng, N, T, D, H))


def faint_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """The same, of all sizes, and with recurrent weights through which next to nothing comes back:
    gradients that differences of values can't tell from zero, and formulas can."""
    dhs, x, h0, Wx, Wh, b = backward_inputs(rng, N, T, D, H)
    dhs, x, Wx = of_all_sizes(dhs, x, Wx)
    dhs[:, :-1] = 0
    return dhs, x, h0, Wx, 1e-4 * Wh, b


@check("rnn_backward", weight=4, es="Los cinco gradientes de rnn_backward son correctos en un paso")
def test_backward_one_step(student: Student, rng: np.random.Generator) -> None:
    """The five gradients of rnn_backward are right for one step."""
    for N, D, H in [(2, 3, 7), (3, 5, 1), (1, 2, 3)]:
        student.rnn_backward(*backward_inputs(rng, N, 1, D, H)).matches_reference()
    student.rnn_backward(*faint_inputs(rng, 2, 1, 3, 5)).matches_reference(1e-7, 0)


@check(
    "rnn_backward",
    weight=4,
    after=test_backward_one_step,
    es="Los cinco gradientes de rnn_backward son correctos en una secuencia",
)
def test_backward_through_time(student: Student, rng: np.random.Generator) -> None:
    """The five gradients of rnn_backward are right for a sequence."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 53, 2, 3)]:
        student.rnn_backward(*backward_inputs(rng, N, T, D, H)).matches_reference()
    student.rnn_backward(*float32(backward_inputs(rng, 2, 5, 3, 7))).matches_reference(*FLOAT32)
    student.rnn_backward(*faint_inputs(rng, 2, 5, 3, 7)).matches_reference(1e-7, 0)


@check(
    "rnn_backward",
    after=test_backward_through_time,
    es="Un gradiente que llega a un paso alcanza ese paso y los anteriores, y ninguno posterior",
)
def test_backward_causality(student: Student, rng: np.random.Generator) -> None:
    """A gradient that arrives at one step reaches that step and those before, and none after."""
    dhs, *rest = backward_inputs(rng, 2, 7, 3, 5)
    dhs[:, :4] = 0
    dhs[:, 5:] = 0
    dx = student.rnn_backward(dhs, *rest).matches_reference().array(0)
    expect(np.all(dx[:, 5:] == 0))
    expect(np.all(np.abs(dx[:, :5]).max(axis=(0, 2)) > 0))


@check(
    "rnn_backward",
    after=test_backward_through_time,
    es="rnn_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """rnn_backward leaves its arguments as they were."""
    expect_arguments_kept(student, "rnn_backward", *backward_inputs(rng, 2, 5, 3, 7))


# --- jacobian_norm ----------------------------------------------------------------------------


def orthogonal(rng: np.random.Generator, H: int) -> Array:
    """A random orthogonal matrix (H, H)."""
    q, _ = np.linalg.qr(rng.standard_normal((H, H)))
    return q


@check("jacobian_norm", weight=3, es="jacobian_norm da la norma del jacobiano de cada estado")
def test_jacobian_values(student: Student, rng: np.random.Generator) -> None:
    """jacobian_norm gives the norm of the Jacobian of every state."""
    for N, T, H in [(2, 5, 7), (3, 2, 5), (5, 1, 3), (1, 7, 2), (3, 5, 1)]:
        hs = np.tanh(rng.standard_normal((N, T, H)))
        student.jacobian_norm(hs, rng.standard_normal((H, H))).matches_reference()


@check(
    "jacobian_norm",
    es="Con estados cero y s veces una matriz ortogonal, la norma tras k pasos es s elevado a k",
)
def test_jacobian_powers(student: Student, rng: np.random.Generator) -> None:
    """With zero states and s times an orthogonal matrix, the norm after k steps is s to the k."""
    for scale, N, T, H in [(0.9, 2, 50, 31), (1.1, 3, 37, 5), (1.5, 1, 50, 2)]:
        answer = student.jacobian_norm(np.zeros((N, T, H)), scale * orthogonal(rng, H))
        expect_equal(answer.array(), np.tile(scale ** np.arange(1, T + 1), (N, 1)))


@check(
    "jacobian_norm",
    after=test_jacobian_values,
    es="La norma puede crecer antes de desvanecerse, y un estado saturado corta el camino",
)
def test_jacobian_transient(student: Student, rng: np.random.Generator) -> None:
    """The norm can grow before it vanishes, and a saturated state cuts the path."""
    # Powers of this matrix have the norm of [[0.9^k, 5 k 0.9^(k - 1)], [0, 0.9^k]].
    Wh = np.array([[0.9, 5.0], [0.0, 0.9]])
    hs = np.zeros((3, 41, 2))
    # A state of exactly 1 is what tanh gives from 20 on: nothing gets past it.
    hs[2, 7] = 1
    norms = student.jacobian_norm(hs, Wh).matches_reference().array()
    k = np.arange(1, 42)
    powers = np.array([np.linalg.norm(np.linalg.matrix_power(Wh, each), 2) for each in k])
    expect_equal(norms[0], powers)
    expect_equal(norms[2], np.where(k <= 7, powers, 0.0))


# --- clip_grad_norm ---------------------------------------------------------------------------

# As in PyTorch, some add 1e-6 to the norm before they divide by it; the norms here are large enough
# for that to be no mistake.
CLIP_TOLERANCE = 1e-5


def gradients(rng: np.random.Generator, scale: float) -> list[Array]:
    """Gradients of different shapes and sizes, of global norm `scale`."""
    shapes = [(3, 7), (7,), (2, 3, 5), (1,), (5, 1)]
    grads = [(i + 1) * rng.standard_normal(shape) for i, shape in enumerate(shapes)]
    norm = np.sqrt(sum((grad**2).sum() for grad in grads))
    return [grad * (scale / norm) for grad in grads]


@check(
    "clip_grad_norm",
    weight=3,
    es="clip_grad_norm acorta los gradientes largos a la norma c, y devuelve la que tenían",
)
def test_clip_scales(student: Student, rng: np.random.Generator) -> None:
    """clip_grad_norm shortens long gradients to norm c, and returns the norm they had."""
    for norm, c in [(11.0, 5.0), (3.0, 0.7), (130.0, 1.0)]:
        answer = student.clip_grad_norm(gradients(rng, norm), c)
        answer.matches_reference(rtol=CLIP_TOLERANCE)
    answer = student.clip_grad_norm([7 * rng.random((2, 3)) + 1], 2.0)
    answer.matches_reference(rtol=CLIP_TOLERANCE)


@check(
    "clip_grad_norm",
    weight=2,
    after=test_clip_scales,
    es="clip_grad_norm deja como están los gradientes cortos",
)
def test_clip_short(student: Student, rng: np.random.Generator) -> None:
    """clip_grad_norm leaves short gradients as they are."""
    for norm, c in [(3.0, 5.0), (0.02, 0.7), (0.9, 1.0)]:
        student.clip_grad_norm(gradients(rng, norm), c).matches_reference()


@check(
    "clip_grad_norm",
    after=test_clip_scales,
    es="clip_grad_norm deja en cero los gradientes que son cero",
)
def test_clip_zero(student: Student) -> None:
    """clip_grad_norm leaves gradients that are zero at zero."""
    student.clip_grad_norm([np.zeros((3, 2)), np.zeros(5)], 2.0).matches_reference()


@check(
    "clip_grad_norm",
    after=test_clip_scales,
    es="clip_grad_norm devuelve tensores nuevos y deja sus argumentos como estaban",
)
def test_clip_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """clip_grad_norm returns new tensors and leaves its arguments as they were."""
    grads = gradients(rng, 13.0)
    expect_arguments_kept(student, "clip_grad_norm", grads, 3.0, rtol=CLIP_TOLERANCE)


# --- truncated_bptt ---------------------------------------------------------------------------


@check(
    "truncated_bptt",
    weight=2,
    es="Con k1 = k2 ningún gradiente cruza el borde entre dos trozos, pero el estado sí",
)
def test_truncated_chunks(student: Student, rng: np.random.Generator) -> None:
    """With k1 = k2 no gradient crosses the border between two chunks, but the state does."""
    for N, T, D, H, k in [(2, 9, 7, 5, 3), (3, 10, 2, 7, 5), (1, 5, 2, 3, 1)]:
        inputs = backward_inputs(rng, N, T, D, H)
        student.truncated_bptt(*inputs, k, k).matches_reference()


@check(
    "truncated_bptt",
    weight=3,
    es="Cada k1 pasos, los errores de esos pasos retroceden hasta k2 pasos",
)
def test_truncated_windows(student: Student, rng: np.random.Generator) -> None:
    """Every k1 steps, the errors of these steps go back up to k2 steps."""
    for N, T, D, H, k1, k2 in [
        (2, 11, 3, 5, 2, 5),
        (3, 13, 2, 7, 3, 5),
        (5, 7, 3, 2, 1, 3),
        (3, 7, 5, 1, 2, 3),
    ]:
        inputs = backward_inputs(rng, N, T, D, H)
        student.truncated_bptt(*inputs, k1, k2).matches_reference()


@check(
    "truncated_bptt",
    after=test_truncated_windows,
    es="Si k2 abarca toda la secuencia, el gradiente es el completo, sea cual sea k1",
)
def test_truncated_whole(student: Student, rng: np.random.Generator) -> None:
    """If k2 spans the whole sequence, the gradient is the full one, whatever k1 is."""
    inputs = backward_inputs(rng, 2, 7, 3, 5)
    answers = [
        student.truncated_bptt(*inputs, k1, k2).matches_reference()
        for k1, k2 in [(1, 7), (3, 7), (7, 7), (2, 11), (13, 17)]
    ]
    for other in answers[1:]:
        expect_equal(other.value, answers[0].value)


@check(
    "truncated_bptt",
    after=test_truncated_windows,
    es="truncated_bptt deja sus argumentos como estaban",
)
def test_truncated_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """truncated_bptt leaves its arguments as they were."""
    arguments = backward_inputs(rng, 2, 7, 3, 5)
    expect_arguments_kept(student, "truncated_bptt", *arguments, 2, 3)


# --- sample -----------------------------------------------------------------------------------


@check("sample", weight=3, es="sample saca el símbolo en el que la probabilidad acumulada supera u")
def test_sample_values(student: Student, rng: np.random.Generator) -> None:
    """sample draws the token at which the cumulative probability exceeds u."""
    for temperature, N, V in [(1.0, 101, 7), (0.4, 101, 5), (2.5, 101, 7), (1.0, 1, 11)]:
        logits = 1.5 * rng.standard_normal((N, V))
        student.sample(logits, temperature, rng.random(N)).matches_reference()
    # Every token in turn.
    logits, u = np.zeros((7, 7)), (np.arange(7) + 0.5) / 7
    student.sample(logits, 3.0, u).matches_reference()
    # So near to where the next token begins that float32 could not tell.
    logits = rng.standard_normal((17, 5))
    sums = np.cumsum(np.exp(logits), axis=1)
    edges = (sums / sums[:, -1:])[np.arange(17), rng.integers(4, size=17)]
    for side in [-1e-10, 1e-10]:
        student.sample(logits, 1.0, edges + side).matches_reference()


@check(
    "sample",
    after=test_sample_values,
    es="sample acierta con logits enormes, con probabilidades nulas y en los extremos de u",
)
def test_sample_extremes(student: Student, rng: np.random.Generator) -> None:
    """sample is right for huge logits, for probabilities of zero and at the ends of u."""
    logits = rng.standard_normal((101, 5))
    student.sample(logits + 1000, 1.0, rng.random(101)).matches_reference()
    student.sample(logits, 1e-4, rng.random(101)).matches_reference()
    # A token of probability zero is never drawn, not even the first for u = 0.
    apart = np.array([[-1000.0, 0.0, -1000.0], [-1000.0, -1000.0, 1.0], [3.0, -1000.0, 0.0]])
    student.sample(apart, 1.0, np.zeros(3)).matches_reference()
    # In floating point the probabilities of some rows add up to a little less than u.
    student.sample(logits, 1.0, np.full(101, np.nextafter(1.0, 0.0))).matches_reference()


# --- training ---------------------------------------------------------------------------------


def initial_params(rng: np.random.Generator, D: int, H: int, C: int) -> tuple[Array, ...]:
    """Wx, Wh, b, Wy, by to start from; Wh is orthogonal, so that gradients keep their size."""
    return (
        0.5 * rng.standard_normal((D, H)),
        orthogonal(rng, H),
        0.1 * rng.standard_normal(H),
        rng.standard_normal((H, C)) / np.sqrt(H),
        0.1 * rng.standard_normal(C),
    )


def logits_of(params: list[Array], x: Array) -> Array:
    """(N, T, C), the logits after every step: computed here, so that nothing is believed."""
    Wx, Wh, b, Wy, by = params
    h = np.zeros((len(x), len(Wh)))
    logits = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        logits.append(h @ Wy + by)
    return np.stack(logits, axis=1)


def doubt_of(logits: Array, y: Array) -> float:
    """The probability that the softmax of the logits (..., C) gives to other classes than the right
    one, y (...,), on average."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    right = np.take_along_axis(weights, y[..., None], axis=-1)[..., 0]
    return float(np.mean(1 - right / weights.sum(axis=-1)))


def one_hot(symbols: Array, K: int) -> Array:
    """(N, T, K)."""
    return np.asarray(np.eye(K)[symbols])


# N, T, D, H, C; learning rate; steps. One has many steps: a rate that falls, an early end or
# an average of the parameters shows; the last one has more sequences than a minibatch would.
TRAININGS = [
    ((7, 5, 3, 11, 2), 0.1, 3),
    ((5, 3, 2, 1, 7), 0.02, 4),
    ((1, 2, 5, 3, 11), 0.05, 1),
    ((11, 1, 3, 5, 2), 0.3, 2),
    ((5, 2, 3, 7, 3), 0.01, 120),
    ((257, 2, 3, 5, 2), 0.1, 3),
]


def short_trainings(rng: np.random.Generator, many: bool) -> Iterator[tuple[Any, ...]]:
    """x, y, params, lr, steps: of different sizes, and one that has little left to learn."""
    for (N, T, D, H, C), lr, steps in TRAININGS:
        y = rng.integers(0, C, (N, T) if many else N)
        yield rng.standard_normal((N, T, D)), y, initial_params(rng, D, H, C), lr, steps
    *params, _ = initial_params(rng, 2, 7, 2)
    y = np.zeros((5, 3) if many else 5, dtype=int)
    yield rng.standard_normal((5, 3, 2)), y, (*params, np.array([6.0, -6.0])), 0.05, 5


@probe
def types_of_losses(student: Any, *arguments: Any) -> Any:
    """The names of the types of the losses that a training returns."""
    _, losses = student.function(*arguments)
    return ["float" if isinstance(each, float) else type(each).__name__ for each in losses]


@check(
    "train_many_to_one",
    weight=3,
    es="train_many_to_one sigue con Adam el gradiente de la entropía cruzada media",
)
def test_one_updates(student: Student, rng: np.random.Generator) -> None:
    """train_many_to_one follows the gradient of the mean cross-entropy with Adam."""
    for arguments in short_trainings(rng, many=False):
        student.train_many_to_one(*arguments).matches_reference()
    probe = types_of_losses.of(function="train_many_to_one")
    student.run(probe, *arguments).matches_reference()


@check(
    "train_many_to_one",
    weight=2,
    after=test_one_updates,
    es="train_many_to_one recorta la norma de todos los gradientes juntos",
)
def test_one_clips(student: Student, rng: np.random.Generator) -> None:
    """train_many_to_one clips the norm of all gradients together."""
    N, T, D, H, C = 7, 5, 3, 11, 2
    for max_norm in [0.3, 0.8, 30.0]:
        x, y = rng.standard_normal((N, T, D)), rng.integers(0, C, N)
        params = initial_params(rng, D, H, C)
        answer = student.train_many_to_one(x, y, params, 0.05, 5, max_norm)
        answer.matches_reference(rtol=CLIP_TOLERANCE, atol=1e-6)


@check(
    "train_many_to_one",
    after=test_one_updates,
    es="train_many_to_one deja como estaban los parámetros de los que parte",
)
def test_one_keeps_params(student: Student, rng: np.random.Generator) -> None:
    """train_many_to_one leaves the parameters it starts from as they were."""
    x, y = rng.standard_normal((5, 3, 2)), rng.integers(0, 3, 5)
    params = initial_params(rng, 2, 7, 3)
    expect_arguments_kept(student, "train_many_to_one", x, y, params, 0.1, 2)


def latch(rng: np.random.Generator, N: int, T: int, classes: Array) -> tuple[Array, Array]:
    """Sequences of random symbols; the first of them decides the class (Bengio et al., 1994)."""
    symbols = rng.integers(0, len(classes), (N, T))
    return one_hot(symbols, len(classes)), classes[symbols[:, 0]]


@check(
    "train_many_to_one",
    weight=4,
    after=test_one_updates,
    retries=2,
    cpu_seconds=30,
    es="La red entrenada recuerda el primer símbolo de secuencias nuevas hasta su final",
)
def test_one_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained network remembers the first symbol of new sequences to their end."""
    classes = rng.permutation(4)
    x, y = latch(rng, 400, 10, classes)
    params = initial_params(rng, 4, 20, 4)
    trained = student.train_many_to_one(x, y, params, 0.01, 100)
    found = arrays_like(trained[0], params)
    x_test, y_test = latch(rng, 1000, 10, classes)
    doubt = doubt_of(logits_of(found, x_test)[:, -1], y_test)
    expect_below(doubt, ONE_LIMIT, curve=trained[1])


@check(
    "train_many_to_many",
    weight=3,
    es="train_many_to_many sigue con Adam el gradiente de la entropía cruzada de todos los pasos",
)
def test_many_updates(student: Student, rng: np.random.Generator) -> None:
    """train_many_to_many follows the gradient of the cross-entropy of all steps with Adam."""
    for arguments in short_trainings(rng, many=True):
        student.train_many_to_many(*arguments).matches_reference()
    probe = types_of_losses.of(function="train_many_to_many")
    student.run(probe, *arguments).matches_reference()


@check(
    "train_many_to_many",
    weight=2,
    after=test_many_updates,
    es="train_many_to_many recorta la norma de todos los gradientes juntos",
)
def test_many_clips(student: Student, rng: np.random.Generator) -> None:
    """train_many_to_many clips the norm of all gradients together."""
    N, T, D, H, C = 7, 5, 3, 11, 2
    for max_norm in [0.3, 0.8, 30.0]:
        x, y = rng.standard_normal((N, T, D)), rng.integers(0, C, (N, T))
        params = initial_params(rng, D, H, C)
        answer = student.train_many_to_many(x, y, params, 0.05, 5, max_norm)
        answer.matches_reference(rtol=CLIP_TOLERANCE, atol=1e-6)


@check(
    "train_many_to_many",
    after=test_many_updates,
    es="train_many_to_many deja como estaban los parámetros de los que parte",
)
def test_many_keeps_params(student: Student, rng: np.random.Generator) -> None:
    """train_many_to_many leaves the parameters it starts from as they were."""
    x, y = rng.standard_normal((5, 3, 2)), rng.integers(0, 3, (5, 3))
    params = initial_params(rng, 2, 7, 3)
    expect_arguments_kept(student, "train_many_to_many", x, y, params, 0.1, 2)


def two_back(rng: np.random.Generator, N: int, T: int, table: Array) -> tuple[Array, Array]:
    """Sequences of random symbols; the class of a step is in a table, by its symbol and the symbol
    two steps before (symbol 0 where there is none)."""
    symbols = rng.integers(0, len(table), (N, T))
    before = np.concatenate([np.zeros((N, 2), dtype=int), symbols[:, :-2]], axis=1)
    return one_hot(symbols, len(table)), table[symbols, before]


@check(
    "train_many_to_many",
    weight=4,
    after=test_many_updates,
    retries=2,
    cpu_seconds=30,
    es="La red entrenada combina cada símbolo de secuencias nuevas con el de dos pasos antes",
)
def test_many_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained network combines each symbol of new sequences with the one two steps before."""
    table = np.stack([rng.permutation(3) for _ in range(3)])
    x, y = two_back(rng, 200, 10, table)
    params = initial_params(rng, 3, 20, 3)
    trained = student.train_many_to_many(x, y, params, 0.02, 100)
    found = arrays_like(trained[0], params)
    x_test, y_test = two_back(rng, 1000, 10, table)
    doubt = doubt_of(logits_of(found, x_test), y_test)
    expect_below(doubt, MANY_LIMIT, curve=trained[1])
