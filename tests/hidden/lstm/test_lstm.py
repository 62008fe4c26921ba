"""The hidden suite of the LSTM topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import Student, check, expect, expect_below, expect_equal, probe

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# The adding problem: steps in a sequence; hidden_size, forget_bias, max_steps, batch_size and lr of
# the training; the largest mean squared error on held-out sequences (always answering the mean
# scores 0.167).
TRAINING_STEPS = 16
SETTINGS = (16, 1.0, 450, 32, 0.04)
ADDING_LIMIT = 0.04


def step_inputs(rng: np.random.Generator, N: int, D: int, H: int) -> tuple[Array, ...]:
    """x, h, c, Wx, Wh, b: all of them random, none of them zero."""
    return (
        rng.standard_normal((N, D)),
        rng.standard_normal((N, H)),
        rng.standard_normal((N, H)),
        0.5 * rng.standard_normal((D, 4 * H)),
        0.5 * rng.standard_normal((H, 4 * H)),
        rng.standard_normal(4 * H),
    )


def sequence_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """x (N, T, D), h0, c0, Wx, Wh, b."""
    return (rng.standard_normal((N, T, D)), *step_inputs(rng, N, D, H)[1:])


def random_lengths(rng: np.random.Generator, N: int, T: int) -> Array:
    """N ≥ 3 lengths from 1 to T in random order: 1, T, T - 1 and others between."""
    return rng.permutation(np.concatenate([[1, T, T - 1], rng.integers(1, T + 1, N - 3)]))


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


# --- lstm_step --------------------------------------------------------------------------------


@check("lstm_step", weight=5, es="lstm_step devuelve los siguientes estados, h' y c'")
def test_step_values(student: Student, rng: np.random.Generator) -> None:
    """lstm_step returns the next states, h' and c'."""
    for N, D, H in [(2, 3, 5), (5, 2, 3), (1, 7, 2), (3, 5, 1)]:
        student.lstm_step(*step_inputs(rng, N, D, H)).matches_reference()


@check(
    "lstm_step",
    weight=4,
    after=test_step_values,
    es="PyTorch puede derivar lstm_step respecto a cada entrada y cada peso",
)
def test_step_gradients(student: Student, rng: np.random.Generator) -> None:
    """PyTorch can differentiate lstm_step with respect to every input and weight."""
    for N, D, H in [(2, 3, 5), (3, 5, 1)]:
        student.lstm_step.gradients(*step_inputs(rng, N, D, H)).matches_reference()


@check(
    "lstm_step",
    after=test_step_values,
    es="lstm_step y sus gradientes siguen siendo finitos con las compuertas saturadas",
)
def test_step_saturated(student: Student, rng: np.random.Generator) -> None:
    """lstm_step and its gradients stay finite when the gates are saturated."""
    x, h, c, Wx, Wh, b = step_inputs(rng, 7, 3, 5)
    student.lstm_step.gradients(x, h, c, 1000 * Wx, Wh, 1000 * b).matches_reference()


# --- lstm_forward -----------------------------------------------------------------------------


@check("lstm_forward", weight=4, es="lstm_forward devuelve hs, h_last y c_last")
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """lstm_forward returns hs, h_last and c_last."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3), (1, 7, 2, 3)]:
        student.lstm_forward(*sequence_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "lstm_forward",
    weight=4,
    es="Tras el final de una secuencia la salida es cero y los estados se conservan",
)
def test_forward_lengths(student: Student, rng: np.random.Generator) -> None:
    """After a sequence's end the output is zero and the states are kept."""
    for N, T, D, H in [(5, 7, 2, 3), (3, 4, 5, 1)]:
        inputs = sequence_inputs(rng, N, T, D, H)
        student.lstm_forward(*inputs, random_lengths(rng, N, T)).matches_reference()
    inputs = sequence_inputs(rng, 3, 5, 2, 7)
    student.lstm_forward(*inputs, np.array([2, 3, 2])).matches_reference()


@check(
    "lstm_forward",
    weight=3,
    after=test_forward_values,
    es="Los gradientes de lstm_forward vuelven a través de todos los pasos",
)
def test_forward_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of lstm_forward go back through all the steps."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1)]:
        student.lstm_forward.gradients(*sequence_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "lstm_forward",
    weight=2,
    after=test_forward_lengths,
    es="Los gradientes de lstm_forward no pasan por el relleno",
)
def test_forward_gradients_lengths(student: Student, rng: np.random.Generator) -> None:
    """The gradients of lstm_forward do not go through the padding."""
    inputs = sequence_inputs(rng, 5, 7, 2, 3)
    lengths = random_lengths(rng, 5, 7)
    student.lstm_forward.gradients(*inputs, lengths).matches_reference()


@check(
    "lstm_forward",
    after=test_forward_lengths,
    es="Ni el relleno, ni el orden del lote, ni las llamadas anteriores cambian lo que devuelve",
)
def test_forward_padding(student: Student, rng: np.random.Generator) -> None:
    """Neither the padding nor the order of the batch nor earlier calls change what it returns."""
    N, T, H = 5, 7, 3
    x, h0, c0, *weights = sequence_inputs(rng, N, T, 2, H)
    lengths = random_lengths(rng, N, T)
    padded = np.where((np.arange(T) < lengths[:, None])[:, :, None], x, 100.0)
    order = np.roll(np.arange(N), 2)
    first = student.lstm_forward(x, h0, c0, *weights, lengths).matches_reference()
    other = student.lstm_forward(padded, h0, c0, *weights, lengths)
    moved = student.lstm_forward(x[order], h0[order], c0[order], *weights, lengths[order])
    for part in range(3):
        value = first.array(part)
        expect_equal(other.array(part), value)
        expect_equal(moved.array(part), value[order])


# --- lstm_backward ----------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """dhs (N, T, H), x, h0, c0, Wx, Wh, b."""
    return (rng.standard_normal((N, T, H)), *sequence_inputs(rng, N, T, D, H))


@check(
    "lstm_backward", weight=4, es="Los seis gradientes de lstm_backward son correctos en un paso"
)
def test_backward_one_step(student: Student, rng: np.random.Generator) -> None:
    """The six gradients of lstm_backward are right for one step."""
    for N, D, H in [(2, 3, 7), (3, 5, 1), (1, 2, 3)]:
        student.lstm_backward(*backward_inputs(rng, N, 1, D, H)).matches_reference()


@check(
    "lstm_backward",
    weight=4,
    after=test_backward_one_step,
    es="Los seis gradientes de lstm_backward son correctos en una secuencia",
)
def test_backward_through_time(student: Student, rng: np.random.Generator) -> None:
    """The six gradients of lstm_backward are right for a sequence."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 7, 2, 3)]:
        student.lstm_backward(*backward_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "lstm_backward",
    after=test_backward_through_time,
    es="Un gradiente que llega a un paso alcanza ese paso y los anteriores, y ninguno posterior",
)
def test_backward_causality(student: Student, rng: np.random.Generator) -> None:
    """A gradient that arrives at one step reaches that step and those before, and none after."""
    dhs, *rest = backward_inputs(rng, 2, 7, 3, 5)
    dhs[:, :4] = 0
    dhs[:, 5:] = 0
    dx = student.lstm_backward(dhs, *rest).matches_reference().array(0)
    expect(np.all(dx[:, 5:] == 0))
    expect(np.all(np.abs(dx[:, :5]).max(axis=(0, 2)) > 0))


@probe
def arguments_after_backward(student: Any, *arguments: torch.Tensor) -> Any:
    """What lstm_backward leaves of its arguments."""
    student.lstm_backward(*arguments)
    return arguments


@check(
    "lstm_backward",
    after=test_backward_through_time,
    es="lstm_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """lstm_backward leaves its arguments as they were."""
    arguments = backward_inputs(rng, 2, 5, 3, 7)
    left = student.run(arguments_after_backward, *arguments)
    left.matches_reference()
    expect_equal(left.value, arguments)


# --- LSTM -------------------------------------------------------------------------------------


@probe
def parameter_shapes(student: Any, *sizes: int) -> Any:
    """Zeros of the shape of every parameter, by name."""
    layers = student.LSTM(*sizes)
    return {name: torch.zeros_like(value) for name, value in layers.named_parameters()}


@probe
def run_layers(student: Any, x: torch.Tensor, weights: Any, lengths: torch.Tensor | None) -> Any:
    """The answer in float64 with these weights, twice in a row."""
    sizes = weights["Wx"][0].shape[0], weights["Wh"][0].shape[0], len(weights["Wx"])
    layers = student.LSTM(*sizes).to(torch.float64)
    with torch.no_grad():
        for name, values in weights.items():
            for parameter, value in zip(getattr(layers, name), values, strict=True):
                parameter.copy_(value)
    return [layers(x, lengths), layers(x, lengths)]


@probe
def layer_gradients(
    student: Any, x: torch.Tensor, weights: Any, lengths: torch.Tensor, cotangents: Any
) -> Any:
    """The gradients of the answer times the cotangents, with respect to all parameters and x."""
    sizes = weights["Wx"][0].shape[0], weights["Wh"][0].shape[0], len(weights["Wx"])
    layers = student.LSTM(*sizes).to(torch.float64)
    with torch.no_grad():
        for name, values in weights.items():
            for parameter, value in zip(getattr(layers, name), values, strict=True):
                parameter.copy_(value)
    x.requires_grad_(True)
    answer = layers(x, lengths)
    sum((each * other).sum() for each, other in zip(answer, cotangents, strict=True)).backward()
    leaves = {**dict(layers.named_parameters()), "x": x}
    return {
        name: torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
        for name, leaf in leaves.items()
    }


@probe
def first_biases(student: Any, sizes: Any, *forget_bias: float) -> Any:
    """The biases of new layers."""
    return list(student.LSTM(*sizes, *forget_bias).b)


@probe
def first_weights(student: Any, *sizes: int) -> Any:
    """The weights of two new stacks, one made after the other."""
    stacks = [student.LSTM(*sizes) for _ in range(2)]
    return [[*stack.Wx, *stack.Wh] for stack in stacks]


def layer_inputs(
    rng: np.random.Generator, N: int, T: int, D: int, H: int, L: int
) -> tuple[Array, dict[str, list[Array]]]:
    """x (N, T, D), and the weights of L layers by name."""
    layers = [step_inputs(rng, N, H if k else D, H)[3:] for k in range(L)]
    return rng.standard_normal((N, T, D)), {
        name: [layer[k] for layer in layers] for k, name in enumerate(["Wx", "Wh", "b"])
    }


@check("LSTM", weight=3, es="LSTM con una, dos y tres capas devuelve hs, h_last y c_last")
def test_layers_values(student: Student, rng: np.random.Generator) -> None:
    """LSTM with one, two and three layers returns hs, h_last and c_last."""
    student.run(parameter_shapes, 3, 7).matches_reference()
    student.run(parameter_shapes, 3, 7, 2).matches_reference()
    for N, T, D, H, L in [(3, 5, 2, 7, 2), (2, 3, 5, 1, 3), (5, 1, 2, 3, 1)]:
        student.run(run_layers, *layer_inputs(rng, N, T, D, H, L), None).matches_reference()


@check("LSTM", weight=2, after=test_layers_values, es="Las longitudes llegan a todas las capas")
def test_layers_lengths(student: Student, rng: np.random.Generator) -> None:
    """The lengths reach all layers."""
    for N, T, D, H, L in [(4, 5, 2, 7, 2), (3, 4, 5, 1, 3)]:
        x, weights = layer_inputs(rng, N, T, D, H, L)
        student.run(run_layers, x, weights, random_lengths(rng, N, T)).matches_reference()


@check(
    "LSTM",
    weight=2,
    after=test_layers_lengths,
    es="Los gradientes de LSTM llegan a x y a los parámetros de todas las capas",
)
def test_layers_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of LSTM reach x and the parameters of all layers."""
    for N, T, D, H, L in [(4, 5, 2, 7, 2), (3, 2, 5, 1, 3)]:
        x, weights = layer_inputs(rng, N, T, D, H, L)
        cotangents = [rng.standard_normal(shape) for shape in [(N, T, H), (L, N, H), (L, N, H)]]
        lengths = random_lengths(rng, N, T)
        student.run(layer_gradients, x, weights, lengths, cotangents).matches_reference()


@check(
    "LSTM",
    weight=2,
    es="El sesgo de la compuerta de olvido empieza en forget_bias, y los demás en cero",
)
def test_layers_forget_bias(student: Student, rng: np.random.Generator) -> None:
    """The bias of the forget gate starts at forget_bias, and the others at zero."""
    student.run(first_biases, [3, 7, 2]).matches_reference()
    for forget_bias in [2.5, 0.0]:
        student.run(first_biases, [2, 5, 3], forget_bias).matches_reference()


@check("LSTM", es="Los pesos de LSTM son uniformes en ±1/√hidden_size")
def test_layers_weights(student: Student, rng: np.random.Generator) -> None:
    """The weights of LSTM are uniform in ±1/√hidden_size."""
    for D, H, L in [(13, 101, 2), (211, 29, 2)]:
        student.run(parameter_shapes, D, H, L).matches_reference()
        first, second = student.run(first_weights, D, H, L).value
        expect(len(first) == len(second) == 2 * L)
        for one, other in zip(first, second, strict=True):
            for scaled in (np.float64(one) * np.sqrt(H), np.float64(other) * np.sqrt(H)):
                n = scaled.size
                # In range and filling it; mean 0 and variance 1/3 within six standard errors: one
                # right answer in 10⁷ fails.
                expect(np.abs(scaled).max() <= 1 + 1e-6)
                expect(np.abs(scaled).max() > 0.8)
                expect(abs(scaled.mean()) < 6 * np.sqrt(1 / (3 * n)))
                expect(abs((scaled**2).mean() - 1 / 3) < 6 * np.sqrt(4 / (45 * n)))
            expect(not np.array_equal(one, other))
        expect(not np.array_equal(first[L], first[L + 1]))


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


def training_inputs(rng: np.random.Generator) -> tuple[list[tuple[Array, Array]], Array, Array]:
    """Three batches of different sizes, a weight and a bias for a linear model."""
    batches = [(rng.standard_normal((N, 3, 2)), 2 + rng.standard_normal(N)) for N in [5, 7, 11]]
    return batches, rng.standard_normal((1, 6)), rng.standard_normal(1)


@check(
    "train_step",
    weight=2,
    es="train_step sigue el gradiente del error cuadrático medio y devuelve la pérdida",
)
def test_step_updates(student: Student, rng: np.random.Generator) -> None:
    """train_step follows the gradient of the mean squared error and returns the loss."""
    for lr in [0.01, 0.05]:
        student.run(take_steps, *training_inputs(rng), lr, 1e6).matches_reference()


@probe
def returned_number(student: Any, x: torch.Tensor, y: torch.Tensor) -> Any:
    """Whether train_step returns a float."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(6, 1), nn.Flatten(0)).to(torch.float64)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    return isinstance(student.train_step(model, optimizer, x, y), float)


@check(
    "train_step",
    after=test_step_updates,
    es="train_step devuelve un float de Python, no un tensor con su grafo",
)
def test_step_returns_number(student: Student, rng: np.random.Generator) -> None:
    """train_step returns a Python float, not a tensor with its graph."""
    batches, _, _ = training_inputs(rng)
    student.run(returned_number, *batches[0]).matches_reference()


@check(
    "train_step",
    weight=2,
    after=test_step_updates,
    es="train_step recorta la norma de todos los gradientes juntos",
)
def test_step_clips(student: Student, rng: np.random.Generator) -> None:
    """train_step clips the norm of all gradients together."""
    student.run(take_steps, *training_inputs(rng), 0.05).matches_reference()
    for max_norm in [0.3, 4.0]:
        student.run(take_steps, *training_inputs(rng), 0.05, max_norm).matches_reference()


# --- train_adding -----------------------------------------------------------------------------


@probe
def train_and_predict(
    student: Any, x: torch.Tensor, y: torch.Tensor, x_test: torch.Tensor, settings: Any
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
def training_shapes(student: Any, x: torch.Tensor, y: torch.Tensor) -> Any:
    """Zeros of the shape of what a short training returns."""
    model, losses = student.train_adding(x, y, 5, 1.0, 3, 7, 0.01, 0, 0.0)
    with torch.no_grad():
        predictions = model(x[:11])
    return {"predictions": torch.zeros_like(predictions), "losses": torch.zeros(len(losses))}


@probe
def train_three_times(student: Any, x: torch.Tensor, y: torch.Tensor, seed: int, other: int) -> Any:
    """The predictions of three short trainings: the first two with the same seed."""
    predictions = []
    for global_seed, own_seed in [(1, seed), (2, seed), (1, other)]:
        torch.manual_seed(global_seed)
        model, _ = student.train_adding(x, y, 5, 1.0, 3, 7, 0.01, own_seed, 0.0)
        with torch.no_grad():
            predictions.append(model(x))
    return torch.stack(predictions)


@probe
def parameters_reached(student: Any, sequences: Any, y: torch.Tensor) -> Any:
    """How many entries of the parameters of an untrained model the gradients of its predictions
    reach, for each of the sequences. The predictions tell the wrong answers apart."""
    model, _ = student.train_adding(sequences[0], y, 5, 1.0, 1, 7, 0.0, 0, 0.0)
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
    cpu_seconds=60.0,
    es="El modelo entrenado suma los dos valores marcados de secuencias nuevas",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained model adds the two marked values of new sequences."""
    x, y = adding_problem(rng, 23, 6)
    student.run(training_shapes, x, y).matches_reference()
    # Not judged: it tells the wrong answers apart, so that a diagnosis need not run the long
    # training for every one of them.
    student.run(train_and_predict, x, y, x, [5, 1.0, 3, 7, 0.01, random_seed(rng), 0.0])
    x, y = adding_problem(rng, 4000, TRAINING_STEPS)
    order = np.argsort(y)  # minibatches have to be drawn: neighbours have nearly the same target
    x_test, y_test = adding_problem(rng, 1000, TRAINING_STEPS)
    settings = [*SETTINGS, random_seed(rng), 0.01]
    trained = student.run(train_and_predict, x[order], y[order], x_test, settings)
    predictions = trained.array("predictions")
    expect(predictions.shape == y_test.shape and predictions.dtype.kind == "f")
    losses = trained.array("losses")
    expect_below(np.mean((predictions - y_test) ** 2), ADDING_LIMIT, curve=losses)


@check(
    "train_adding",
    after=test_training_learns,
    es="Cada paso del entrenamiento toma un minilote nuevo",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every step of the training draws a new minibatch."""
    x, y = adding_problem(rng, 200, 6)
    settings = [5, 1.0, 10, 16, 0.0, random_seed(rng), 0.0]
    trained = student.run(train_and_predict, x, y, x[:11], settings)
    # With learning rate 0 the losses differ by their minibatches alone.
    losses = trained.array("losses")
    expect(losses.shape == (10,) and len(np.unique(losses)) == 10)


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
    models = [student.train_adding(x, y, 5, 2.5, 1, 7, rate, seed, 0.0)[0] for rate in (0.0, lr)]
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
    model, losses = student.train_adding(x, y, 5, 2.5, 11, 1, 0.0, seed, 0.0)
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


@probe
def forget_biases(student: Any, x: torch.Tensor, y: torch.Tensor) -> Any:
    """How many parameters of an untrained model have the forget gate's first value."""
    model, _ = student.train_adding(x, y, 5, 2.5, 1, 7, 0.0, 0, 0.0)
    return sum(int((parameter == 2.5).sum()) for parameter in model.parameters())


@check(
    "train_adding",
    after=test_training_learns,
    es="Los sesgos de la compuerta de olvido del modelo empiezan en forget_bias",
)
def test_training_forget_bias(student: Student, rng: np.random.Generator) -> None:
    """The biases of the model's forget gate start at forget_bias."""
    student.run(forget_biases, *adding_problem(rng, 23, 6)).matches_reference()


@probe
def answer_to_a_long_sequence(student: Any, x: torch.Tensor, y: torch.Tensor, seed: int) -> Any:
    """What an untrained model that forgets nothing predicts after 500 large inputs, and the sum of
    the sizes of its parameters (without the forget gate's first values)."""
    model, _ = student.train_adding(x, y, 4, 30.0, 1, 7, 0.0, seed, 0.0)
    with torch.no_grad():
        prediction = model(torch.tensor([20.0, 0.0]).expand(1, 500, 2))
    sizes = [parameter[parameter != 30.0].abs().sum() for parameter in model.parameters()]
    return {"prediction": prediction, "bound": torch.stack(sizes).sum()}


@check(
    "train_adding",
    after=test_training_learns,
    es="El modelo lee el estado oculto, que está acotado, y no el estado de la celda",
)
def test_training_reads_hidden_state(student: Student, rng: np.random.Generator) -> None:
    """The model reads the hidden state, which is bounded, and not the cell state."""
    # In a cell that forgets nothing, half of the units count the steps; |h| stays below 1.
    for _ in range(3):
        x, y = adding_problem(rng, 23, 6)
        answer = student.run(answer_to_a_long_sequence, x, y, random_seed(rng))
        expect(np.all(np.abs(answer.array("prediction")) <= answer.array("bound")))


@probe
def answers_to_the_same_end(student: Any, x: torch.Tensor, y: torch.Tensor, seed: int) -> Any:
    """What an untrained model that forgets at once predicts for two sequences that differ only in
    their first 20 of 60 steps."""
    model, _ = student.train_adding(x, y, 16, -30.0, 1, 7, 0.0, seed, 0.0)
    sequences = torch.zeros(2, 60, 2)
    sequences[1, :20] = 1
    with torch.no_grad():
        return model(sequences)


@check(
    "train_adding",
    after=test_training_learns,
    es="El modelo lee el último estado oculto, y no los anteriores",
)
def test_training_reads_last_state(student: Student, rng: np.random.Generator) -> None:
    """The model reads the last hidden state, and none of those before it."""
    for _ in range(2):
        x, y = adding_problem(rng, 23, 6)
        answer = student.run(answers_to_the_same_end, x, y, random_seed(rng)).array()
        expect(answer.shape == (2,) and abs(answer[0] - answer[1]) < 1e-6)


@check(
    "train_adding",
    weight=2,
    after=test_training_reproducible,
    es="El entrenamiento para en cuanto la media de las últimas 20 pérdidas baja de goal",
)
def test_training_stops(student: Student, rng: np.random.Generator) -> None:
    """The training stops as soon as the mean of the last 20 losses is below goal."""
    x, y = adding_problem(rng, 200, 4)
    settings = [5, 1.0, 60, 16, 0.005, random_seed(rng)]
    losses = student.run(train_and_predict, x, y, x, [*settings, 0.0]).array("losses")
    expect(losses.shape == (60,))
    means = np.convolve(losses, np.full(20, 1 / 20), mode="valid")
    # The goal lies between the lowest mean of the first half and the first mean that beats it.
    record = means[:15].min()
    later = int(np.argmax(means < record))
    goals = {10.0: 20, (record + means[later]) / 2: later + 20}
    stopped = [student.run(train_and_predict, x, y, x, [*settings, goal]) for goal in goals]
    for answer, length in zip(stopped, goals.values(), strict=True):
        expect_equal(answer.array("losses"), losses[:length])
