"""The public checks of the LSTM topic: small inputs, so that you can follow them on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    Training,
    check,
    expect,
    expect_adam,
    expect_arguments_kept,
    expect_below,
    expect_constant_rate,
    expect_minibatches,
    expect_recurrent,
    expect_reproducible,
    linear_steps,
    of_all_sizes,
    probe,
    step_returns_number,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray


def small_weights(rng: np.random.Generator, D: int, H: int) -> tuple[Array, ...]:
    """Wx, Wh and b in tenths."""
    return tuple(rng.integers(-15, 16, shape) / 10 for shape in [(D, 4 * H), (H, 4 * H), (4 * H,)])


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


# The cell of the worked example in the statement: D = H = 1, i = 1/4, f = 3/4, g = 0.9640, o = 1/2.
PAPER_CELL = (
    np.array([[1.0]]),
    np.array([[2.0]]),
    np.array([[1.0]]),
    np.array([[0.0, 0.0, 1.0, 0.0]]),
    np.array([[0.0, 0.0, 0.5, 0.0]]),
    np.array([-math.log(3), math.log(3), 0.0, 0.0]),
)


@check("lstm_step", es="lstm_step da h' y c' del ejemplo resuelto del enunciado, 0.3789 y 0.9910")
def test_step_on_paper(student: Student) -> None:
    """lstm_step gives h' and c' of the statement's worked example, 0.3789 and 0.9910."""
    student.lstm_step(*PAPER_CELL).matches_reference()


@check(
    "lstm_step",
    after=test_step_on_paper,
    es="Con f = 1 e i = 0 la celda se conserva; con f = 0 e i = 1 se sustituye",
)
def test_step_gates(student: Student) -> None:
    """With f = 1 and i = 0 the cell is kept; with f = 0 and i = 1 it is replaced."""
    *inputs, _ = PAPER_CELL
    student.lstm_step(*inputs, np.array([-50.0, 50.0, 0.0, 0.0])).matches_reference()
    student.lstm_step(*inputs, np.array([50.0, -50.0, 0.0, 0.0])).matches_reference()


@check("lstm_step", es="lstm_step sirve para varias filas y más de una unidad")
def test_step_batch(student: Student, rng: np.random.Generator) -> None:
    """lstm_step works for several rows and more than one unit."""
    states = tenths(rng, 2, 4), tenths(rng, 2, 4)
    inputs = (tenths(rng, 2, 3), *states, *small_weights(rng, 3, 4))
    student.lstm_step(*inputs).matches_reference()
    student.lstm_step.gradients(*inputs).matches_reference()
    expect_arguments_kept(student, "lstm_step", *inputs)


@check(
    "lstm_step",
    after=test_step_on_paper,
    es="lstm_step y sus gradientes son finitos aunque las entradas sean enormes",
)
def test_step_large(student: Student) -> None:
    """lstm_step and its gradients are finite however large the inputs are."""
    for x in [2e3, -2e3]:
        student.lstm_step.gradients(np.array([[x]]), *PAPER_CELL[1:]).matches_reference()


def small_sequences(rng: np.random.Generator) -> tuple[Array, ...]:
    """x (2, 3, 1), h0 and c0 (2, 4), Wx, Wh, b."""
    states = tenths(rng, 2, 4), tenths(rng, 2, 4)
    return (tenths(rng, 2, 3, 1), *states, *small_weights(rng, 1, 4))


@check("lstm_forward", es="lstm_forward devuelve los estados de tres pasos, y los últimos")
def test_forward_three_steps(student: Student, rng: np.random.Generator) -> None:
    """lstm_forward returns the states of three steps, and the last ones."""
    inputs = small_sequences(rng)
    student.lstm_forward(*inputs).matches_reference()
    student.lstm_forward.gradients(*inputs).matches_reference()


@check("lstm_forward", es="Con longitudes 2 y 3, la primera secuencia se detiene tras dos pasos")
def test_forward_two_lengths(student: Student, rng: np.random.Generator) -> None:
    """With lengths 2 and 3, the first sequence stops after two steps."""
    student.lstm_forward(*small_sequences(rng), np.array([2, 3])).matches_reference()


@check("lstm_backward", es="lstm_backward devuelve los seis gradientes de un paso")
def test_backward_one_step(student: Student) -> None:
    """lstm_backward returns the six gradients for one step."""
    x, *rest = PAPER_CELL
    student.lstm_backward(np.ones((1, 1, 1)), x[:, None], *rest).matches_reference()


@check(
    "lstm_backward",
    after=test_backward_one_step,
    es="lstm_backward devuelve los seis gradientes de tres pasos",
)
def test_backward_three_steps(student: Student, rng: np.random.Generator) -> None:
    """lstm_backward returns the six gradients for three steps."""
    student.lstm_backward(tenths(rng, 2, 3, 4), *small_sequences(rng)).matches_reference()
    expect_arguments_kept(student, "lstm_backward", tenths(rng, 2, 3, 4), *small_sequences(rng))


@check(
    "lstm_backward",
    after=test_backward_three_steps,
    es="lstm_backward tiene todas sus cifras con números de todos los tamaños: es una fórmula",
)
def test_backward_digits(student: Student, rng: np.random.Generator) -> None:
    """lstm_backward has all its digits for numbers of all sizes: it is a formula."""
    Wx, Wh, b = small_weights(rng, 3, 4)
    dhs, x, Wx = of_all_sizes(tenths(rng, 2, 2, 4) + 0.05, tenths(rng, 2, 2, 3), Wx)
    dhs[:, 0] = 0
    states = tenths(rng, 2, 4), tenths(rng, 2, 4)
    student.lstm_backward(dhs, x, *states, Wx, 1e-4 * Wh, b).matches_reference(1e-6, 0)


@probe
def parameter_shapes(student: Any, input_size: int, hidden_size: int, num_layers: int) -> Any:
    """Zeros of the shape of every parameter, by name."""
    layers = student.LSTM(input_size, hidden_size, num_layers)
    return {name: torch.zeros_like(value) for name, value in layers.named_parameters()}


@probe
def initial_values(student: Any, forget_bias: float) -> Any:
    """The biases of two new layers, and the largest of their weights."""
    layers = student.LSTM(2, 4, 2, forget_bias)
    largest = max(float(weight.abs().max()) for weight in [*layers.Wx, *layers.Wh])
    return {"b": list(layers.b), "largest": largest}


@probe
def run_layers(student: Any, x: torch.Tensor, weights: Any, *lengths: torch.Tensor) -> Any:
    """The answers of two layers in float64 with these weights, called twice, and the gradient of
    hs with respect to x."""
    layers = student.LSTM(1, 4, 2).to(torch.float64)
    with torch.no_grad():
        for k, (Wx, Wh, b) in enumerate(weights):
            layers.Wx[k].copy_(Wx)
            layers.Wh[k].copy_(Wh)
            layers.b[k].copy_(b)
    leaf = x.clone().requires_grad_()
    first, second = layers(leaf, *lengths), layers(leaf, *lengths)
    slope = torch.autograd.grad(first[0].sum(), leaf)[0]
    return {"first call": first, "second call": second, "gradient of x": slope}


@check("LSTM", es="LSTM tiene en cada capa los parámetros Wx, Wh y b, con sus valores iniciales")
def test_layers_parameters(student: Student) -> None:
    """LSTM has the parameters Wx, Wh and b in every layer, with their initial values."""
    student.run(parameter_shapes, 2, 4, 2).matches_reference()
    for forget_bias in [1.0, 3.0]:
        initial = student.run(initial_values, forget_bias)
        expect(0 < initial.array("largest") <= 0.5 + 1e-6)
        for bias in initial["b"]:
            expect(np.array_equal(np.asarray(bias), np.repeat([0, forget_bias, 0, 0], 4)))


@check("LSTM", es="LSTM con dos capas devuelve (hs, h_last, c_last), con y sin longitudes")
def test_two_layers(student: Student, rng: np.random.Generator) -> None:
    """LSTM with two layers returns (hs, h_last, c_last), with and without lengths."""
    x, weights = tenths(rng, 2, 3, 1), [small_weights(rng, 1, 4), small_weights(rng, 4, 4)]
    student.run(run_layers, x, weights).matches_reference()
    student.run(run_layers, x, weights, np.array([2, 3])).matches_reference()


@probe
def two_steps(student: Any, x: torch.Tensor, y: torch.Tensor, max_norm: float) -> Any:
    """The losses and the weight of the model w · x after two steps with w = 1 and rate 0.1."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(1, 1, bias=False), nn.Flatten(0)).to(x.dtype)
    with torch.no_grad():
        model[1].weight.fill_(1.0)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = [student.train_step(model, optimizer, x, y, max_norm) for _ in range(2)]
    return {"losses": losses, "w": model[1].weight}


@check("train_step", es="Dos pasos llevan w de 1 a 1.5 y a 1.75; recortados, a 1.1 y a 1.2")
def test_two_steps(student: Student) -> None:
    """Two steps take w from 1 to 1.5 and to 1.75; clipped, to 1.1 and to 1.2."""
    # The model is w · x, and the loss ((w - 2)² + 4 (w - 2)²) / 2, with derivative 5 (w - 2).
    x, y = np.array([[[1.0]], [[2.0]]]), np.array([2.0, 4.0])
    student.run(two_steps, x, y, 100.0).matches_reference()
    student.run(two_steps, x, y, 1.0).matches_reference()


@check(
    "train_step",
    after=test_two_steps,
    es="Se recorta la norma de todos los gradientes juntos, y la pérdida es un número de Python",
)
def test_step_of_two_parameters(student: Student, rng: np.random.Generator) -> None:
    """The norm of all gradients together is clipped, and the loss is a Python number."""
    # Whether 1e-6 is added to the norm, as PyTorch does, is free.
    linear_steps(student, "train_step", rng, 0.5, lr=0.1).matches_reference(1e-5, 1e-6)
    step_returns_number(student, "train_step", rng).matches_reference()


@probe
def train_and_predict(
    student: Any, x: torch.Tensor, y: torch.Tensor, x_test: torch.Tensor, goal: float
) -> Any:
    """The predictions of a briefly trained model, and its losses on the way."""
    model, losses = student.train_adding(x, y, 16, 1.0, 200, 32, 0.03, 1, goal)
    with torch.no_grad():
        predictions = model(x_test)
    return {
        "predictions": predictions,
        "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
    }


def short_sequences(rng: np.random.Generator, N: int) -> tuple[Array, Array]:
    """The adding problem with six steps: one mark in the first three, one in the last three."""
    values, marks = rng.random((N, 6)), np.zeros((N, 6))
    marks[np.arange(N), rng.integers(0, 3, N)] = 1
    marks[np.arange(N), rng.integers(3, 6, N)] = 1
    targets = (values * marks).sum(axis=1)
    return np.stack([values, marks], axis=2).astype(np.float32), targets.astype(np.float32)


# Trainings of three steps: what the model learns plays no part.
FEW_STEPS = Training(
    "train_adding",
    hidden_size=4,
    forget_bias=1.5,
    max_steps=3,
    batch_size=5,
    lr=0.02,
    seed=1,
    goal=0.0,
)


@check("train_adding", es="La misma semilla da el mismo modelo y las mismas pérdidas; otra, otros")
def test_training_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same model and losses, another seed others."""
    data = short_sequences(rng, 12)
    expect_reproducible(student, FEW_STEPS, rng, data, data[0])


@check(
    "train_adding",
    after=test_training_seed,
    es="Cada paso es uno de Adam con lr, desde el primero hasta el último",
)
def test_training_adam(student: Student, rng: np.random.Generator) -> None:
    """Every step is one of Adam with lr, from the first to the last."""
    sequences = short_sequences(rng, 6)[0]
    expect_adam(student, FEW_STEPS, sequences, steps="max_steps")
    expect_constant_rate(student, FEW_STEPS, sequences[:, :2], steps="max_steps")


@check(
    "train_adding",
    after=test_training_seed,
    es="Cada paso toma batch_size secuencias al azar de entre todas",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size sequences at random from all of them."""
    x, y = short_sequences(rng, 10)
    expect_minibatches(student, FEW_STEPS, (x[:, 2:4], y), steps="max_steps")


@check(
    "train_adding",
    after=test_training_seed,
    es="El modelo lee paso a paso, con hidden_size unidades, y los gradientes vuelven por todas",
)
def test_training_model(student: Student, rng: np.random.Generator) -> None:
    """The model reads step by step, with hidden_size units, and gradients come back through all."""
    expect_recurrent(student, FEW_STEPS.but(max_steps=1), short_sequences(rng, 8), rng)


@check(
    "train_adding",
    retries=2,
    cpu_seconds=20.0,
    es="Un entrenamiento corto aprende a sumar los valores marcados de seis pasos, y para a tiempo",
)
def test_short_training(student: Student, rng: np.random.Generator) -> None:
    """A short training learns to add the marked values of six steps, and stops in time."""
    (x, y), (x_test, y_test) = short_sequences(rng, 500), short_sequences(rng, 200)
    at_once = student.run(train_and_predict, x, y, x_test, 10.0)
    expect(at_once.array("losses").shape == (20,))
    trained = student.run(train_and_predict, x, y, x_test, 0.02)
    predictions, losses = trained.array("predictions"), trained.array("losses")
    expect(predictions.shape == (200,) and len(losses) >= 20)
    # Always answering the mean scores 0.167.
    expect_below(np.mean((predictions - y_test) ** 2), 0.05, curve=losses)
