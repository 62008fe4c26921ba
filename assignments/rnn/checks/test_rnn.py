"""The public checks of the RNN topic: small inputs, so that you can follow them on paper."""

from __future__ import annotations

import math

import numpy as np

from autograder.suite import Student, check, expect, expect_arguments_kept, expect_below

Array = np.ndarray

# The step of the worked example in the statement: D = H = 1, and tanh(ln 2) = 3/5.
PAPER_STEP = (
    np.array([[2.0]]),
    np.array([[0.5]]),
    np.array([[1.0]]),
    np.array([[-2.0]]),
    np.array([math.log(2) - 1]),
)


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


def small_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """x (N, T, D), h0 (N, H), Wx, Wh and b in tenths."""
    shapes = [(N, T, D), (N, H), (D, H), (H, H), (H,)]
    return tuple(rng.integers(-10, 11, shape) / 10 for shape in shapes)


@check("rnn_step", es="rnn_step da el estado del ejemplo resuelto del enunciado, 3/5")
def test_step_on_paper(student: Student) -> None:
    """rnn_step gives the state of the statement's worked example, 3/5."""
    student.rnn_step(*PAPER_STEP).matches_reference()


@check("rnn_step", es="rnn_step sirve para varias filas y más de una unidad")
def test_step_batch(student: Student, rng: np.random.Generator) -> None:
    """rnn_step works for several rows and more than one unit."""
    x, *rest = small_inputs(rng, 2, 1, 3, 4)
    student.rnn_step(x[:, 0], *rest).matches_reference()
    student.rnn_step.gradients(x[:, 0], *rest).matches_reference()


@check(
    "rnn_step",
    after=test_step_on_paper,
    es="rnn_step y sus gradientes son finitos aunque las entradas sean enormes",
)
def test_step_large(student: Student) -> None:
    """rnn_step and its gradients are finite however large the inputs are."""
    for x in [2e3, -2e3]:
        student.rnn_step.gradients(np.array([[x]]), *PAPER_STEP[1:]).matches_reference()


@check("rnn_forward", es="rnn_forward devuelve los estados tras cada uno de tres pasos")
def test_forward_three_steps(student: Student, rng: np.random.Generator) -> None:
    """rnn_forward returns the states after each of three steps."""
    inputs = small_inputs(rng, 2, 3, 1, 4)
    student.rnn_forward(*inputs).matches_reference()
    student.rnn_forward.gradients(*inputs).matches_reference()


@check("rnn_backward", es="rnn_backward devuelve los cinco gradientes de un paso")
def test_backward_one_step(student: Student) -> None:
    """rnn_backward returns the five gradients for one step."""
    x, h, *weights = PAPER_STEP
    student.rnn_backward(np.ones((1, 1, 1)), x[:, None], h, *weights).matches_reference()


@check(
    "rnn_backward",
    after=test_backward_one_step,
    es="rnn_backward devuelve los cinco gradientes de tres pasos",
)
def test_backward_three_steps(student: Student, rng: np.random.Generator) -> None:
    """rnn_backward returns the five gradients for three steps."""
    inputs = small_inputs(rng, 2, 3, 1, 4)
    student.rnn_backward(tenths(rng, 2, 3, 4), *inputs).matches_reference()
    expect_arguments_kept(student, "rnn_backward", tenths(rng, 2, 3, 4), *inputs)


@check("jacobian_norm", es="Con H = 1 la norma es un producto de números: 1, después 3/4")
def test_jacobian_on_paper(student: Student) -> None:
    """With H = 1 the norm is a product of numbers: 1, then 3/4."""
    # Wh = -2, and 1 - h² is 1/2 and then 3/8.
    hs = np.sqrt(np.array([[[1 / 2], [5 / 8]]]))
    student.jacobian_norm(hs, np.array([[-2.0]])).matches_reference()


@check("jacobian_norm", es="jacobian_norm sirve para más de una unidad")
def test_jacobian_matrix(student: Student, rng: np.random.Generator) -> None:
    """jacobian_norm works for more than one unit."""
    student.jacobian_norm(tenths(rng, 2, 3, 4) / 3, tenths(rng, 4, 4)).matches_reference()


@check("clip_grad_norm", es="(3, 0) y (0, 4) tienen juntos norma 5; con c = 1 se dividen por 5")
def test_clip_on_paper(student: Student) -> None:
    """(3, 0) and (0, 4) together have norm 5; with c = 1 they are divided by 5."""
    grads = [np.array([3.0, 0.0]), np.array([[0.0], [4.0]])]
    student.clip_grad_norm(grads, 1.0).matches_reference(rtol=1e-5)


@check("clip_grad_norm", after=test_clip_on_paper, es="Con c = 6 quedan como están")
def test_clip_short(student: Student) -> None:
    """With c = 6 they stay as they are."""
    grads = [np.array([3.0, 0.0]), np.array([[0.0], [4.0]])]
    student.clip_grad_norm(grads, 6.0).matches_reference()


@check(
    "clip_grad_norm",
    after=test_clip_on_paper,
    es="Gradientes de ceros siguen siendo ceros, y los que se reciben quedan como estaban",
)
def test_clip_zeros(student: Student) -> None:
    """Gradients of zeros stay zeros, and those that are given stay as they were."""
    student.clip_grad_norm([np.zeros(2), np.zeros((2, 1))], 1.0).matches_reference()
    grads = [np.array([3.0, 0.0]), np.array([[0.0], [4.0]])]
    expect_arguments_kept(student, "clip_grad_norm", grads, 1.0, rtol=1e-5)


@check("truncated_bptt", es="truncated_bptt corta seis pasos en trozos de dos")
def test_truncated_chunks(student: Student, rng: np.random.Generator) -> None:
    """truncated_bptt cuts six steps into chunks of two."""
    inputs = small_inputs(rng, 2, 6, 1, 3)
    student.truncated_bptt(tenths(rng, 2, 6, 3), *inputs, 2, 2).matches_reference()


@check("truncated_bptt", es="Con k1 = 1 y k2 = 3 cada error retrocede tres pasos")
def test_truncated_windows(student: Student, rng: np.random.Generator) -> None:
    """With k1 = 1 and k2 = 3 every error goes back three steps."""
    inputs = small_inputs(rng, 2, 5, 1, 3)
    student.truncated_bptt(tenths(rng, 2, 5, 3), *inputs, 1, 3).matches_reference()


@check(
    "truncated_bptt",
    after=test_truncated_chunks,
    es="El último trozo puede ser más corto, y los argumentos quedan como estaban",
)
def test_truncated_rest(student: Student, rng: np.random.Generator) -> None:
    """The last chunk may be shorter, and the arguments stay as they were."""
    inputs = small_inputs(rng, 2, 5, 1, 3)
    expect_arguments_kept(student, "truncated_bptt", tenths(rng, 2, 5, 3), *inputs, 2, 3)


@check("sample", es="Con probabilidades 1/8, 1/2 y 3/8, u = 0.1, 0.5 y 0.9 dan 0, 1 y 2")
def test_sample_on_paper(student: Student) -> None:
    """With probabilities 1/8, 1/2 and 3/8, u = 0.1, 0.5 and 0.9 give 0, 1 and 2."""
    logits = np.log(np.tile([1 / 8, 1 / 2, 3 / 8], (3, 1)))
    student.sample(logits, 1.0, np.array([0.1, 0.5, 0.9])).matches_reference()


@check(
    "sample",
    after=test_sample_on_paper,
    es="Con temperatura 1/2 las probabilidades pasan a ser 1/26, 16/26 y 9/26",
)
def test_sample_temperature(student: Student) -> None:
    """With temperature 1/2 the probabilities become 1/26, 16/26 and 9/26."""
    logits = np.log(np.tile([1 / 8, 1 / 2, 3 / 8], (4, 1)))
    student.sample(logits, 0.5, np.array([0.02, 0.1, 0.6, 0.7])).matches_reference()


@check(
    "sample",
    after=test_sample_on_paper,
    es="sample acierta con logits enormes, y nunca saca lo que tiene probabilidad 0",
)
def test_sample_large(student: Student) -> None:
    """sample is right for huge logits, and never draws what has probability 0."""
    student.sample(np.array([[2e3, 2e3]] * 2), 1.0, np.array([0.3, 0.8])).matches_reference()
    certain = np.array([[-2e3, 0.0, -2e3], [0.0, -2e3, -2e3]])
    student.sample(certain, 1.0, np.array([0.0, 1 - 1e-12])).matches_reference()


def small_params(rng: np.random.Generator, D: int, H: int, C: int) -> tuple[Array, ...]:
    """Wx, Wh, b, Wy and by to start from; Wh is orthogonal."""
    Wh, _ = np.linalg.qr(rng.standard_normal((H, H)))
    Wx, Wy = rng.standard_normal((D, H)) / 2, rng.standard_normal((H, C)) / math.sqrt(H)
    return Wx, Wh, np.zeros(H), Wy, np.zeros(C)


@check("train_many_to_one", es="Dos pasos de Adam sobre tres secuencias, sin recorte y con él")
def test_one_two_steps(student: Student, rng: np.random.Generator) -> None:
    """Two steps of Adam on three sequences, without clipping and with it."""
    x, y, params = tenths(rng, 3, 4, 2), np.array([0, 1, 1]), small_params(rng, 2, 5, 2)
    student.train_many_to_one(x, y, params, 0.1, 2).matches_reference()
    student.train_many_to_one(x, y, params, 0.1, 2, 0.5).matches_reference(1e-5, 1e-6)
    expect_arguments_kept(student, "train_many_to_one", x, y, params, 0.1, 2)


@check(
    "train_many_to_one",
    after=test_one_two_steps,
    es="Cada paso ve todas las secuencias, por muchas que sean",
)
def test_one_all_sequences(student: Student, rng: np.random.Generator) -> None:
    """Every step sees all sequences, however many they are."""
    x, y = tenths(rng, 70, 3, 2), rng.integers(0, 2, 70)
    student.train_many_to_one(x, y, small_params(rng, 2, 4, 2), 0.1, 2).matches_reference()


@check(
    "train_many_to_one",
    after=test_one_two_steps,
    es="Un entrenamiento corto aprende a recordar el primero de cinco símbolos",
)
def test_one_learns(student: Student, rng: np.random.Generator) -> None:
    """A short training learns to remember the first of five symbols."""
    symbols = rng.integers(0, 2, (50, 5))
    answer = student.train_many_to_one(
        np.eye(2)[symbols], symbols[:, 0], small_params(rng, 2, 8, 2), 0.05, 40
    )
    losses = np.asarray(answer[1], dtype=np.float64)
    expect(losses.shape == (40,))
    expect_below(losses[-1], 0.1, curve=losses)


@check("train_many_to_many", es="Dos pasos de Adam sobre tres secuencias, sin recorte y con él")
def test_many_two_steps(student: Student, rng: np.random.Generator) -> None:
    """Two steps of Adam on three sequences, without clipping and with it."""
    x, y, params = tenths(rng, 3, 4, 2), rng.integers(0, 3, (3, 4)), small_params(rng, 2, 5, 3)
    student.train_many_to_many(x, y, params, 0.1, 2).matches_reference()
    student.train_many_to_many(x, y, params, 0.1, 2, 0.5).matches_reference(1e-5, 1e-6)


@check(
    "train_many_to_many",
    after=test_many_two_steps,
    es="Un entrenamiento corto aprende a decir, en cada paso, el símbolo del paso anterior",
)
def test_many_learns(student: Student, rng: np.random.Generator) -> None:
    """A short training learns to say, at every step, the symbol of the step before."""
    symbols = rng.integers(0, 2, (50, 6))
    before = np.concatenate([np.zeros((50, 1), dtype=int), symbols[:, :-1]], axis=1)
    answer = student.train_many_to_many(
        np.eye(2)[symbols], before, small_params(rng, 2, 8, 2), 0.05, 40
    )
    losses = np.asarray(answer[1], dtype=np.float64)
    expect(losses.shape == (40,))
    expect_below(losses[-1], 0.1, curve=losses)
