"""The hidden suite of the GRU topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import Student, check, expect, expect_below, expect_equal, probe

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# The adding problem: steps in a sequence; hidden_size, steps, batch_size and lr of the training;
# the largest mean squared error on held-out sequences (always answering the mean scores 0.167).
TRAINING_STEPS = 24
SETTINGS = (16, 170, 32, 0.03)
ADDING_LIMIT = 0.04


def cell_inputs(rng: np.random.Generator, N: int, D: int, H: int) -> tuple[Array, ...]:
    """x, h, Wx, Wh, bx, bh: all of them random, none of them zero."""
    return (
        rng.standard_normal((N, D)),
        rng.standard_normal((N, H)),
        0.5 * rng.standard_normal((D, 3 * H)),
        0.5 * rng.standard_normal((H, 3 * H)),
        rng.standard_normal(3 * H),
        rng.standard_normal(3 * H),
    )


def sequence_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """x (N, T, D), h0, Wx, Wh, bx, bh."""
    return (rng.standard_normal((N, T, D)), *cell_inputs(rng, N, D, H)[1:])


def adding_problem(rng: np.random.Generator, N: int, T: int) -> tuple[Array, Array]:
    """The adding problem of Hochreiter and Schmidhuber (1997), one mark in each half.

    The targets are 2 minus the sum of the marked values: the same problem with every value v
    replaced by 1 - v, so that it has to be learnt from them and can't be written down beforehand.
    """
    values = rng.random((N, T))
    marks = np.zeros((N, T))
    marks[np.arange(N), rng.integers(0, T // 2, N)] = 1
    marks[np.arange(N), rng.integers(T // 2, T, N)] = 1
    targets = 2 - (values * marks).sum(axis=1)
    return np.stack([values, marks], axis=2).astype(np.float32), targets.astype(np.float32)


def random_seed(rng: np.random.Generator) -> int:
    """A seed for the student's training."""
    return int(rng.integers(2**31))


# --- gru_cell ---------------------------------------------------------------------------------


@check("gru_cell", weight=3, es="gru_cell devuelve el siguiente estado oculto")
def test_cell_values(student: Student, rng: np.random.Generator) -> None:
    """gru_cell returns the next hidden state."""
    for N, D, H in [(2, 3, 5), (5, 2, 3), (1, 7, 2), (3, 5, 1)]:
        student.gru_cell(*cell_inputs(rng, N, D, H)).matches_reference()
        student.gru_cell(*cell_inputs(rng, N, D, H), True).matches_reference()


@check(
    "gru_cell",
    weight=3,
    after=test_cell_values,
    es="gru_cell se puede derivar respecto a todo lo que recibe",
)
def test_cell_gradients(student: Student, rng: np.random.Generator) -> None:
    """gru_cell can be differentiated in all its arguments."""
    for N, D, H in [(2, 3, 5), (3, 5, 1)]:
        student.gru_cell.gradients(*cell_inputs(rng, N, D, H)).matches_reference()


@check("gru_cell", weight=3, es="Con reset_after=False el reinicio va antes del producto")
def test_cell_reset_before(student: Student, rng: np.random.Generator) -> None:
    """With reset_after=False the reset comes before the product."""
    for N, D, H in [(2, 3, 5), (5, 2, 3), (1, 7, 2), (3, 5, 1)]:
        student.gru_cell(*cell_inputs(rng, N, D, H), False).matches_reference()
    student.gru_cell.gradients(*cell_inputs(rng, 2, 3, 5), False).matches_reference()


@check(
    "gru_cell",
    after=test_cell_values,
    es="gru_cell sigue siendo finita con compuertas saturadas",
)
def test_cell_saturated(student: Student, rng: np.random.Generator) -> None:
    """gru_cell stays finite when its gates are saturated."""
    x, h, Wx, Wh, bx, bh = cell_inputs(rng, 7, 3, 5)
    student.gru_cell.gradients(x, h, 1000 * Wx, Wh, 1000 * bx, bh).matches_reference()


# --- gru_forward ------------------------------------------------------------------------------


@check("gru_forward", weight=4, es="gru_forward devuelve el estado oculto tras cada paso")
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """gru_forward returns the hidden state after every step."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3), (1, 7, 2, 3)]:
        student.gru_forward(*sequence_inputs(rng, N, T, D, H)).matches_reference()


@check("gru_forward", weight=2, es="gru_forward usa la forma que pide reset_after")
def test_forward_reset_before(student: Student, rng: np.random.Generator) -> None:
    """gru_forward uses the form that reset_after asks for."""
    for reset_after in [False, True]:
        student.gru_forward(*sequence_inputs(rng, 2, 5, 3, 7), reset_after).matches_reference()


@check(
    "gru_forward",
    weight=3,
    after=test_forward_values,
    es="Los gradientes de gru_forward recorren todos los pasos",
)
def test_forward_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of gru_forward go through all the steps."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1)]:
        student.gru_forward.gradients(*sequence_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "gru_forward",
    after=test_forward_values,
    es="Ningún estado depende del futuro ni de otra llamada",
)
def test_forward_causality(student: Student, rng: np.random.Generator) -> None:
    """No state depends on the future or on another call."""
    x, *rest = sequence_inputs(rng, 3, 5, 2, 7)
    future = x.copy()
    future[:, 3:] += 1
    first = student.gru_forward(x, *rest).matches_reference().array()
    other = student.gru_forward(future, *rest).matches_reference().array()
    again = student.gru_forward(x, *rest).matches_reference().array()
    expect_equal(other[:, :3], first[:, :3])
    expect(not np.allclose(other[:, 3:], first[:, 3:]))
    expect_equal(again, first)


# --- gru_backward -----------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """dhs (N, T, H), x, h0, Wx, Wh, bx, bh."""
    return (rng.standard_normal((N, T, H)), *sequence_inputs(rng, N, T, D, H))


@check("gru_backward", weight=4, es="gru_backward da los seis gradientes de un paso")
def test_backward_one_step(student: Student, rng: np.random.Generator) -> None:
    """gru_backward gives the six gradients of one step."""
    for N, D, H in [(2, 3, 7), (3, 5, 1), (1, 2, 3)]:
        student.gru_backward(*backward_inputs(rng, N, 1, D, H)).matches_reference()


@check(
    "gru_backward",
    weight=4,
    after=test_backward_one_step,
    es="gru_backward da los seis gradientes de una secuencia",
)
def test_backward_through_time(student: Student, rng: np.random.Generator) -> None:
    """gru_backward gives the six gradients of a sequence."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 7, 2, 3)]:
        student.gru_backward(*backward_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "gru_backward",
    after=test_backward_through_time,
    es="Un gradiente llega a su paso y a los anteriores",
)
def test_backward_causality(student: Student, rng: np.random.Generator) -> None:
    """A gradient reaches its own step and those before it."""
    dhs, *rest = backward_inputs(rng, 2, 7, 3, 5)
    dhs[:, :4] = 0
    dhs[:, 5:] = 0
    dx = student.gru_backward(dhs, *rest).matches_reference().array(0)
    expect(np.all(dx[:, 5:] == 0))
    expect(np.all(np.abs(dx[:, :5]).max(axis=(0, 2)) > 0))


@probe
def arguments_after_backward(student: Any, *arguments: torch.Tensor) -> Any:
    """What gru_backward leaves of its arguments."""
    student.gru_backward(*arguments)
    return arguments


@check(
    "gru_backward",
    after=test_backward_through_time,
    es="gru_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """gru_backward leaves its arguments as they were."""
    arguments = backward_inputs(rng, 2, 5, 3, 7)
    left = student.run(arguments_after_backward, *arguments)
    left.matches_reference()
    expect_equal(left.value, arguments)


# --- GRU --------------------------------------------------------------------------------------


@probe
def parameter_shapes(student: Any, input_size: int, hidden_size: int) -> Any:
    """Zeros of the shape of every parameter, by name."""
    layer = student.GRU(input_size, hidden_size)
    return {name: torch.zeros_like(value) for name, value in layer.named_parameters()}


@probe
def run_layer(student: Any, x: torch.Tensor, h0: torch.Tensor | None, weights: Any) -> Any:
    """The layer's answer in float64 with these weights."""
    layer = student.GRU(weights["Wx"].shape[0], weights["Wh"].shape[0]).to(torch.float64)
    with torch.no_grad():
        for name, value in weights.items():
            getattr(layer, name).copy_(value)
    return layer(x, h0)


@probe
def run_layer_twice(student: Any, x: torch.Tensor, weights: Any) -> Any:
    """The layer's answers to the same sequences twice, with no state given."""
    layer = student.GRU(weights["Wx"].shape[0], weights["Wh"].shape[0]).to(torch.float64)
    with torch.no_grad():
        for name, value in weights.items():
            getattr(layer, name).copy_(value)
    return [layer(x), layer(x)]


@probe
def layer_gradients(
    student: Any,
    x: torch.Tensor,
    h0: torch.Tensor,
    weights: Any,
    states: torch.Tensor,
    last: torch.Tensor,
) -> Any:
    """The gradients of states · hs + last · h_last with respect to all parameters, x and h0."""
    layer = student.GRU(weights["Wx"].shape[0], weights["Wh"].shape[0]).to(torch.float64)
    with torch.no_grad():
        for name, value in weights.items():
            getattr(layer, name).copy_(value)
    x.requires_grad_(True)
    h0.requires_grad_(True)
    hs, h_last = layer(x, h0)
    ((states * hs).sum() + (last * h_last).sum()).backward()
    leaves = {**dict(layer.named_parameters()), "x": x, "h0": h0}
    return {
        name: torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
        for name, leaf in leaves.items()
    }


@probe
def fresh_layers(student: Any, input_size: int, hidden_size: int) -> Any:
    """The parameters of two layers, one made after the other."""
    layers = [student.GRU(input_size, hidden_size) for _ in range(2)]
    return [dict(layer.named_parameters()) for layer in layers]


def layer_inputs(
    rng: np.random.Generator, N: int, T: int, D: int, H: int
) -> tuple[Array, Array, dict[str, Array]]:
    """x (N, T, D), h0 (N, H), and weights by name."""
    x, h0, *weights = sequence_inputs(rng, N, T, D, H)
    return x, h0, dict(zip(["Wx", "Wh", "bx", "bh"], weights, strict=True))


@check("GRU", weight=2, es="GRU tiene sus parámetros y devuelve (hs, h_last)")
def test_layer_values(student: Student, rng: np.random.Generator) -> None:
    """GRU has its parameters and returns (hs, h_last)."""
    student.run(parameter_shapes, 3, 7).matches_reference()
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3)]:
        student.run(run_layer, *layer_inputs(rng, N, T, D, H)).matches_reference()


@check("GRU", after=test_layer_values, es="Sin h0, GRU empieza siempre en ceros del tipo de x")
def test_layer_default_state(student: Student, rng: np.random.Generator) -> None:
    """Without h0, GRU always starts from zeros of the dtype of x."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1)]:
        x, _, weights = layer_inputs(rng, N, T, D, H)
        student.run(run_layer_twice, x, weights).matches_reference()


@check(
    "GRU",
    after=test_layer_values,
    es="Los gradientes de GRU llegan a sus parámetros, x y h0",
)
def test_layer_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of GRU reach its parameters, x and h0."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1)]:
        x, h0, weights = layer_inputs(rng, N, T, D, H)
        states, last = rng.standard_normal((N, T, H)), rng.standard_normal((N, H))
        student.run(layer_gradients, x, h0, weights, states, last).matches_reference()


@check("GRU", es="Los parámetros de GRU son uniformes en ±1/√hidden_size")
def test_layer_initialisation(student: Student, rng: np.random.Generator) -> None:
    """The parameters of GRU are uniform in ±1/√hidden_size."""
    for D, H in [(13, 101), (211, 29)]:
        student.run(parameter_shapes, D, H).matches_reference()
        layers = student.run(fresh_layers, D, H)
        for name in ["Wx", "Wh", "bx", "bh"]:
            first, second = (np.asarray(layer[name], dtype=np.float64) for layer in layers.value)
            for scaled in (first * np.sqrt(H), second * np.sqrt(H)):
                n = scaled.size
                # In range and filling it; mean 0 and variance 1/3 within six standard errors: one
                # right layer in 10⁷ fails.
                expect(np.abs(scaled).max() <= 1 + 1e-6)
                expect(np.abs(scaled).max() > 0.8)
                expect(abs(scaled.mean()) < 6 * np.sqrt(1 / (3 * n)))
                expect(abs((scaled**2).mean() - 1 / 3) < 6 * np.sqrt(4 / (45 * n)))
            expect(not np.array_equal(first, second))


# --- train_step -------------------------------------------------------------------------------


@probe
def take_steps(
    student: Any, batches: Any, weight: torch.Tensor, bias: torch.Tensor, lr: float, *norm: float
) -> Any:
    """The losses and parameters of a linear model after a train_step on every batch."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(weight.shape[1], 1), nn.Flatten(0))
    model.to(torch.float64)
    with torch.no_grad():
        model[1].weight.copy_(weight)
        model[1].bias.copy_(bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.5)
    losses = [student.train_step(model, optimizer, x, y, *norm) for x, y in batches]
    return {"losses": losses, "weight": model[1].weight, "bias": model[1].bias}


def step_inputs(rng: np.random.Generator) -> tuple[list[tuple[Array, Array]], Array, Array]:
    """Three batches of different sizes, a weight and a bias for a linear model."""
    batches = [(rng.standard_normal((N, 3, 2)), 2 + rng.standard_normal(N)) for N in [5, 7, 11]]
    return batches, rng.standard_normal((1, 6)), rng.standard_normal(1)


@check(
    "train_step",
    weight=2,
    es="train_step sigue el gradiente del error cuadrático medio",
)
def test_step_updates(student: Student, rng: np.random.Generator) -> None:
    """train_step follows the mean squared error's gradient."""
    for lr in [0.01, 0.05]:
        student.run(take_steps, *step_inputs(rng), lr, 1e6).matches_reference()


@probe
def returned_number(student: Any, x: torch.Tensor, y: torch.Tensor) -> Any:
    """Whether train_step returns a float."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(6, 1), nn.Flatten(0)).to(torch.float64)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    return isinstance(student.train_step(model, optimizer, x, y), float)


@check(
    "train_step",
    after=test_step_updates,
    es="train_step devuelve la pérdida como float de Python",
)
def test_step_returns_number(student: Student, rng: np.random.Generator) -> None:
    """train_step returns the loss as a Python float."""
    batches, _, _ = step_inputs(rng)
    student.run(returned_number, *batches[0]).matches_reference()


@check(
    "train_step",
    weight=2,
    after=test_step_updates,
    es="train_step recorta la norma de todos los gradientes juntos",
)
def test_step_clips(student: Student, rng: np.random.Generator) -> None:
    """train_step clips the norm of all gradients together."""
    student.run(take_steps, *step_inputs(rng), 0.05).matches_reference()
    for max_norm in [0.3, 4.0]:
        student.run(take_steps, *step_inputs(rng), 0.05, max_norm).matches_reference()


# --- train_adding -----------------------------------------------------------------------------


@probe
def training_shapes(student: Any, x: torch.Tensor, y: torch.Tensor) -> Any:
    """Zeros of the shape of what a short training returns."""
    model, losses = student.train_adding(x, y, 5, 3, 7, 0.01, 0)
    with torch.no_grad():
        predictions = model(x[:11])
    return {"predictions": torch.zeros_like(predictions), "losses": torch.zeros(len(losses))}


@probe
def train_and_test(
    student: Any,
    x: torch.Tensor,
    y: torch.Tensor,
    x_test: torch.Tensor,
    settings: Any,
) -> Any:
    """The predictions of a trained model for other sequences, and the losses on the way."""
    model, losses = student.train_adding(x, y, *settings)
    with torch.no_grad():
        predictions = model(x_test)
    return {
        "predictions": predictions,
        "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
    }


@probe
def train_three_times(student: Any, x: torch.Tensor, y: torch.Tensor, seed: int, other: int) -> Any:
    """The predictions of three short trainings: the first two with the same seed."""
    predictions = []
    for global_seed, own_seed in [(1, seed), (2, seed), (1, other)]:
        torch.manual_seed(global_seed)
        model, _ = student.train_adding(x, y, 5, 3, 7, 0.01, own_seed)
        with torch.no_grad():
            predictions.append(model(x))
    return torch.stack(predictions)


@probe
def parameters_reached(student: Any, sequences: Any, y: torch.Tensor) -> Any:
    """How many entries of the parameters of an untrained model the gradients of its predictions
    reach, for each of the sequences. The predictions tell the wrong answers apart."""
    model, _ = student.train_adding(sequences[0], y, 5, 1, 7, 0.0, 0)
    answers = []
    for x in sequences:
        model.zero_grad()
        predictions = model(x)
        predictions.sum().backward()
        gradients = [each.grad for each in model.parameters() if each.grad is not None]
        reached = sum(int((gradient != 0).sum()) for gradient in gradients)
        answers.append({"reached": reached, "predictions": predictions})
    return answers


@check(
    "train_adding",
    es="Los gradientes de lo que predice el modelo vuelven a través de los pasos",
)
def test_training_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of what the model predicts go back through the steps."""
    x = rng.random((11, 5, 2), dtype=np.float32)
    # The weights of the input get their gradient from the steps whose input is not zero. (The first
    # step alone would not do: where there is no state yet, nothing shows what is kept of it.)
    early = np.where((np.arange(5) < 2)[:, None], x, np.float32(0))
    answers = student.run(parameters_reached, [x, early], x[:, 0, 0]).value
    expect(answers[0]["reached"] == answers[1]["reached"])


@check(
    "train_adding",
    weight=4,
    retries=2,
    cpu_seconds=20,
    es="El modelo entrenado resuelve secuencias nuevas",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained model solves new sequences."""
    x, y = adding_problem(rng, 23, 6)
    student.run(training_shapes, x, y).matches_reference()
    # Not judged: it tells the wrong answers apart, so that a diagnosis need not run the long
    # training for every one of them.
    student.run(train_and_test, x, y, x, [5, 3, 7, 0.01, random_seed(rng)])
    x, y = adding_problem(rng, 4000, TRAINING_STEPS)
    order = np.argsort(y)  # minibatches have to be drawn: neighbours have nearly the same target
    x_test, y_test = adding_problem(rng, 1000, TRAINING_STEPS)
    settings = [*SETTINGS, random_seed(rng)]
    trained = student.run(train_and_test, x[order], y[order], x_test, settings)
    predictions = trained.array("predictions")
    expect(predictions.shape == y_test.shape and predictions.dtype.kind == "f")
    losses = trained.array("losses")
    expect_below(np.mean((predictions - y_test) ** 2), ADDING_LIMIT, curve=losses)


@check(
    "train_adding",
    after=test_training_learns,
    es="La misma semilla da el mismo modelo, y otra semilla otro",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same model, and another seed another."""
    x, y = adding_problem(rng, 23, 6)
    trained = student.run(train_three_times, x, y, random_seed(rng), random_seed(rng)).array()
    expect(trained.shape == (3, 23))
    expect(np.array_equal(trained[0], trained[1]))
    expect(not np.allclose(trained[0], trained[2]))


@probe
def first_step(student: Any, x: torch.Tensor, y: torch.Tensor, lr: float, seed: int) -> Any:
    """By how much the first step with learning rate lr moves every parameter."""
    models = [student.train_adding(x, y, 5, 1, 7, rate, seed)[0] for rate in (0.0, lr)]
    pairs = zip(models[0].parameters(), models[1].parameters(), strict=True)
    return torch.cat([(after - before).flatten() for before, after in pairs])


@check(
    "train_adding",
    after=test_training_reproducible,
    es="El primer paso mueve los parámetros como Adam: lr como mucho, y algunos justo lr",
)
def test_training_first_step(student: Student, rng: np.random.Generator) -> None:
    """The first step moves the parameters as Adam does: by lr at most, and some of them by lr."""
    for lr in [0.02, 0.003]:
        x, y = adding_problem(rng, 23, 6)
        moved = student.run(first_step, x, y, lr, random_seed(rng)).array()
        # Where the input is zero, its weights have no gradient: nothing but a decay moves them.
        without_input = student.run(first_step, 0 * x, y, lr, random_seed(rng)).array()
        expect(0.99 * lr < np.abs(moved).max() < 1.01 * lr)
        expect(np.any(without_input == 0))


@probe
def single_losses(student: Any, x: torch.Tensor, y: torch.Tensor, seed: int) -> Any:
    """The losses of minibatches of one sequence, and what the model, left as it was, predicts."""
    model, losses = student.train_adding(x, y, 5, 11, 1, 0.0, seed)
    with torch.no_grad():
        predictions = model(x)
    return {"losses": torch.tensor(losses, dtype=torch.float64), "predictions": predictions}


@check(
    "train_adding",
    after=test_training_learns,
    es="Cada pérdida compara la predicción de una secuencia con su propio objetivo",
)
def test_training_pairs(student: Student, rng: np.random.Generator) -> None:
    """Every loss compares the prediction for a sequence with that sequence's own target."""
    x, y = adding_problem(rng, 31, 6)
    trained = student.run(single_losses, x, y, random_seed(rng))
    predictions, losses = trained.array("predictions"), trained.array("losses")
    expect(predictions.shape == (31,) and losses.shape == (11,))
    errors = (predictions.astype(np.float64) - y) ** 2
    expect(np.all(np.abs(losses[:, None] - errors).min(axis=1) < 1e-5))
