"""The public checks of the GRU topic: small inputs, so that you can follow them on paper."""

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
    """Wx, Wh, bx and bh in tenths."""
    shapes = [(D, 3 * H), (H, 3 * H), (3 * H,), (3 * H,)]
    return tuple(rng.integers(-15, 16, shape) / 10 for shape in shapes)


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


# The cell of the worked example in the statement: D = H = 1, r = 1/4 and z = 3/4.
PAPER_CELL = (
    np.array([[1.0]]),
    np.array([[2.0]]),
    np.array([[0.0, 0.0, 1.0]]),
    np.array([[0.0, 0.0, 1.0]]),
    np.array([-math.log(3), math.log(3), 0.0]),
    np.array([0.0, 0.0, 2.0]),
)


@check("gru_cell", es="gru_cell da el 1.7410 del ejemplo resuelto")
def test_cell_on_paper(student: Student) -> None:
    """gru_cell gives the worked example's 1.7410."""
    student.gru_cell(*PAPER_CELL).matches_reference()


@check("gru_cell", es="Con reset_after=False gru_cell da 1.7495")
def test_cell_on_paper_reset_before(student: Student) -> None:
    """With reset_after=False gru_cell gives 1.7495."""
    student.gru_cell(*PAPER_CELL, False).matches_reference()


@check(
    "gru_cell",
    after=test_cell_on_paper,
    es="z = 1 conserva el estado; z = r = 0 solo ve la entrada",
)
def test_cell_gates(student: Student) -> None:
    """z = 1 keeps the state; z = r = 0 sees the input alone."""
    x, h, Wx, Wh, _, _ = PAPER_CELL
    no_bias = np.zeros(3)
    student.gru_cell(x, h, Wx, Wh, np.array([0.0, 50.0, 0.0]), no_bias).matches_reference()
    student.gru_cell(x, h, Wx, Wh, np.array([-50.0, -50.0, 0.0]), no_bias).matches_reference()


@check("gru_cell", es="gru_cell sirve para varias filas y unidades")
def test_cell_batch(student: Student, rng: np.random.Generator) -> None:
    """gru_cell works for several rows and units."""
    inputs = (tenths(rng, 2, 3), tenths(rng, 2, 4), *small_weights(rng, 3, 4))
    student.gru_cell(*inputs).matches_reference()
    student.gru_cell(*inputs, False).matches_reference()
    student.gru_cell.gradients(*inputs).matches_reference()
    expect_arguments_kept(student, "gru_cell", *inputs)


@check(
    "gru_cell",
    after=test_cell_on_paper,
    es="gru_cell y sus gradientes son finitos aunque las entradas sean enormes",
)
def test_cell_large(student: Student) -> None:
    """gru_cell and its gradients are finite however large the inputs are."""
    _, h, *weights = PAPER_CELL
    for x in [2e3, -2e3]:
        student.gru_cell.gradients(np.array([[x]]), h, *weights).matches_reference()


@check("gru_forward", es="gru_forward devuelve los estados tras tres pasos")
def test_forward_three_steps(student: Student, rng: np.random.Generator) -> None:
    """gru_forward returns the states after three steps."""
    inputs = (tenths(rng, 2, 3, 1), tenths(rng, 2, 4), *small_weights(rng, 1, 4))
    student.gru_forward(*inputs).matches_reference()
    student.gru_forward(*inputs, False).matches_reference()
    student.gru_forward.gradients(*inputs).matches_reference()
    expect_arguments_kept(student, "gru_forward", *inputs)


@check("gru_backward", es="gru_backward devuelve los seis gradientes de un paso")
def test_backward_one_step(student: Student) -> None:
    """gru_backward returns the six gradients for one step."""
    x, h, *weights = PAPER_CELL
    student.gru_backward(np.ones((1, 1, 1)), x[:, None], h, *weights).matches_reference()


@check(
    "gru_backward",
    after=test_backward_one_step,
    es="gru_backward devuelve los seis gradientes de tres pasos",
)
def test_backward_three_steps(student: Student, rng: np.random.Generator) -> None:
    """gru_backward returns the six gradients for three steps."""
    x, h0 = tenths(rng, 2, 3, 1), tenths(rng, 2, 4)
    weights = small_weights(rng, 1, 4)
    student.gru_backward(tenths(rng, 2, 3, 4), x, h0, *weights).matches_reference()
    expect_arguments_kept(student, "gru_backward", tenths(rng, 2, 3, 4), x, h0, *weights)


@check(
    "gru_backward",
    after=test_backward_three_steps,
    es="gru_backward tiene todas sus cifras con números de todos los tamaños: es una fórmula",
)
def test_backward_digits(student: Student, rng: np.random.Generator) -> None:
    """gru_backward has all its digits for numbers of all sizes: it is a formula."""
    Wx, *weights = small_weights(rng, 3, 4)
    dhs, x, Wx = of_all_sizes(tenths(rng, 2, 2, 4) + 0.05, tenths(rng, 2, 2, 3), Wx)
    dhs[:, 0] = 0
    weights[0] = 1e-4 * weights[0]
    student.gru_backward(dhs, x, tenths(rng, 2, 4), Wx, *weights).matches_reference(1e-6, 0)


@probe
def parameter_shapes(student: Any, input_size: int, hidden_size: int) -> Any:
    """Zeros of the shape of every parameter, by name."""
    layer = student.GRU(input_size, hidden_size)
    return {name: torch.zeros_like(value) for name, value in layer.named_parameters()}


@probe
def largest_parameters(student: Any, input_size: int, hidden_size: int) -> Any:
    """The largest absolute value in every parameter of a new layer, by name."""
    layer = student.GRU(input_size, hidden_size)
    return {name: value.abs().max() for name, value in layer.named_parameters()}


@probe
def run_layer(student: Any, x: torch.Tensor, weights: Any, *h0: torch.Tensor) -> Any:
    """The layer's answers in float64 with these weights, called twice, and the gradient of hs."""
    layer = student.GRU(weights["Wx"].shape[0], weights["Wh"].shape[0]).to(torch.float64)
    with torch.no_grad():
        for name, value in weights.items():
            getattr(layer, name).copy_(value)
    leaf = x.clone().requires_grad_()
    first, second = layer(leaf, *h0), layer(leaf, *h0)
    slope = torch.autograd.grad(first[0].sum(), leaf)[0]
    return {"first call": first, "second call": second, "gradient of x": slope}


@check("GRU", es="GRU tiene sus cuatro parámetros, en ±1/√hidden_size")
def test_layer_parameters(student: Student) -> None:
    """GRU has its four parameters, in ±1/√hidden_size."""
    student.run(parameter_shapes, 2, 4).matches_reference()
    layer = student.run(largest_parameters, 2, 4)
    for name in ["Wx", "Wh", "bx", "bh"]:
        expect(0 < layer.array(name).max() <= 0.5 + 1e-6)


@check("GRU", es="GRU devuelve (hs, h_last), con y sin h0")
def test_layer_values(student: Student, rng: np.random.Generator) -> None:
    """GRU returns (hs, h_last), with and without h0."""
    x, h0 = tenths(rng, 2, 3, 1), tenths(rng, 2, 4)
    weights = dict(zip(["Wx", "Wh", "bx", "bh"], small_weights(rng, 1, 4), strict=True))
    student.run(run_layer, x, weights, h0).matches_reference()
    student.run(run_layer, x, weights).matches_reference()


@probe
def two_steps(student: Any, x: torch.Tensor, y: torch.Tensor, max_norm: float) -> Any:
    """The losses and the weight of the model w · x after two steps with w = 1 and rate 0.1."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(1, 1, bias=False), nn.Flatten(0)).to(x.dtype)
    with torch.no_grad():
        model[1].weight.fill_(1.0)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = [student.train_step(model, optimizer, x, y, max_norm) for _ in range(2)]
    return {"losses": losses, "w": model[1].weight}


@check("train_step", es="Dos pasos: w = 1.5 y 1.75; recortados, 1.1 y 1.2")
def test_two_steps(student: Student) -> None:
    """Two steps: w = 1.5 and 1.75; clipped, 1.1 and 1.2."""
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
def train_and_predict(student: Any, x: torch.Tensor, y: torch.Tensor, x_test: torch.Tensor) -> Any:
    """The predictions of a briefly trained model, and its losses on the way."""
    model, losses = student.train_adding(x, y, 16, 80, 32, 0.03, 1)
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
FEW_STEPS = Training("train_adding", hidden_size=4, steps=3, batch_size=5, lr=0.02, seed=1)


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
    expect_adam(student, FEW_STEPS, sequences)
    expect_constant_rate(student, FEW_STEPS, sequences[:, :2])


@check(
    "train_adding",
    after=test_training_seed,
    es="Cada paso toma batch_size secuencias al azar de entre todas",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size sequences at random from all of them."""
    x, y = short_sequences(rng, 10)
    expect_minibatches(student, FEW_STEPS, (x[:, 2:4], y))


@check(
    "train_adding",
    after=test_training_seed,
    es="El modelo lee paso a paso, con hidden_size unidades, y los gradientes vuelven por todas",
)
def test_training_model(student: Student, rng: np.random.Generator) -> None:
    """The model reads step by step, with hidden_size units, and gradients come back through all."""
    expect_recurrent(student, FEW_STEPS.but(steps=1), short_sequences(rng, 8), rng)


@check(
    "train_adding",
    retries=2,
    es="Un entrenamiento corto aprende a sumar en seis pasos",
)
def test_short_training(student: Student, rng: np.random.Generator) -> None:
    """A short training learns to add over six steps."""
    (x, y), (x_test, y_test) = short_sequences(rng, 500), short_sequences(rng, 200)
    trained = student.run(train_and_predict, x, y, x_test)
    predictions, losses = trained.array("predictions"), trained.array("losses")
    expect(predictions.shape == (200,) and losses.shape == (80,))
    # Always answering the mean scores 0.167; the reference scores 0.004 to 0.018 (20 seeds).
    expect_below(np.mean((predictions - y_test) ** 2), 0.05, curve=losses)
