"""The hidden suite of the LSTM topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Module,
    Student,
    Training,
    adding_problem,
    check,
    expect,
    expect_adam,
    expect_arguments_kept,
    expect_constant_rate,
    expect_equal,
    expect_learns,
    expect_minibatches,
    expect_own_targets,
    expect_padding_unseen,
    expect_recurrent,
    expect_reproducible,
    expect_rows_independent,
    expect_uniform,
    linear_steps,
    of_all_sizes,
    probe,
    random_seed,
    step_returns_number,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

# The adding problem: steps in a sequence; a short training and the long one; the largest mean
# squared error on held-out sequences (always answering the mean scores 0.167).
TRAINING_STEPS = 16
SHORT = Training(
    "train_adding",
    hidden_size=5,
    forget_bias=1.0,
    max_steps=3,
    batch_size=7,
    lr=0.01,
    seed=0,
    goal=0.0,
)
LONG = SHORT.but(hidden_size=16, max_steps=450, batch_size=32, lr=0.04, goal=0.01)
ADDING_LIMIT = 0.04
# Relative and absolute: a norm may be clipped with 1e-6 added to it, as PyTorch does, or without.
CLIP_TOLERANCE = (1e-5, 1e-6)
FLOAT32 = (1e-4, 1e-5)


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


def float32(arrays: tuple[Array, ...]) -> tuple[Array, ...]:
    """The same numbers in float32."""
    return tuple(array.astype(np.float32) for array in arrays)


# --- lstm_step --------------------------------------------------------------------------------


@check("lstm_step", weight=5, es="lstm_step devuelve los siguientes estados, h' y c'")
def test_step_values(student: Student, rng: np.random.Generator) -> None:
    """lstm_step returns the next states, h' and c'."""
    for N, D, H in [(2, 3, 5), (5, 2, 3), (1, 7, 2), (3, 5, 1)]:
        student.lstm_step(*step_inputs(rng, N, D, H)).matches_reference()
    x, h, c, *weights = step_inputs(rng, 2, 3, 5)
    student.lstm_step(x, h, 100 * c, *weights).matches_reference()  # a cell of any size
    student.lstm_step(*float32(step_inputs(rng, 2, 3, 5))).matches_reference(*FLOAT32)


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


@check(
    "lstm_step",
    after=test_step_values,
    es="lstm_step deja sus argumentos como estaban",
)
def test_step_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """lstm_step leaves its arguments as they were."""
    expect_arguments_kept(student, "lstm_step", *step_inputs(rng, 2, 3, 5))


# --- lstm_forward -----------------------------------------------------------------------------


@check("lstm_forward", weight=4, es="lstm_forward devuelve hs, h_last y c_last")
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """lstm_forward returns hs, h_last and c_last."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3), (1, 7, 2, 3)]:
        student.lstm_forward(*sequence_inputs(rng, N, T, D, H)).matches_reference()
    student.lstm_forward(*float32(sequence_inputs(rng, 2, 5, 3, 7))).matches_reference(*FLOAT32)


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
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 53, 2, 3)]:
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
    lengths = random_lengths(rng, 5, 7)
    inputs = (*sequence_inputs(rng, 5, 7, 2, 3), lengths)
    expect_padding_unseen(student.lstm_forward, inputs, lengths)
    expect_rows_independent(student.lstm_forward, inputs, batched=(0, 1, 2, 6))


@check(
    "lstm_forward",
    after=test_forward_values,
    es="lstm_forward deja sus argumentos como estaban",
)
def test_forward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """lstm_forward leaves its arguments as they were."""
    for T in [5, 1]:
        expect_arguments_kept(student, "lstm_forward", *sequence_inputs(rng, 3, T, 2, 7))
    arguments = (*sequence_inputs(rng, 3, 5, 2, 7), np.array([2, 5, 3]))
    expect_arguments_kept(student, "lstm_forward", *arguments)


# --- lstm_backward ----------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """dhs (N, T, H), x, h0, c0, Wx, Wh, b."""
    return (rng.standard_normal((N, T, H)), *sequence_inputs(rng, N, T, D, H))


def faint_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """The same, of all sizes, and with recurrent weights through which next to nothing comes back:
    gradients that differences of values can't tell from zero, and formulas can."""
    dhs, x, h0, c0, Wx, Wh, b = backward_inputs(rng, N, T, D, H)
    dhs, x, Wx = of_all_sizes(dhs, x, Wx)
    dhs[:, :-1] = 0
    b[H : 2 * H] -= 8  # the forget gate, too
    return dhs, x, h0, c0, Wx, 1e-4 * Wh, b


@check(
    "lstm_backward", weight=4, es="Los seis gradientes de lstm_backward son correctos en un paso"
)
def test_backward_one_step(student: Student, rng: np.random.Generator) -> None:
    """The six gradients of lstm_backward are right for one step."""
    for N, D, H in [(2, 3, 7), (3, 5, 1), (1, 2, 3)]:
        student.lstm_backward(*backward_inputs(rng, N, 1, D, H)).matches_reference()
    student.lstm_backward(*faint_inputs(rng, 2, 1, 3, 5)).matches_reference(1e-7, 0)


@check(
    "lstm_backward",
    weight=4,
    after=test_backward_one_step,
    es="Los seis gradientes de lstm_backward son correctos en una secuencia",
)
def test_backward_through_time(student: Student, rng: np.random.Generator) -> None:
    """The six gradients of lstm_backward are right for a sequence."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 53, 2, 3)]:
        student.lstm_backward(*backward_inputs(rng, N, T, D, H)).matches_reference()
    student.lstm_backward(*float32(backward_inputs(rng, 2, 5, 3, 7))).matches_reference(*FLOAT32)
    student.lstm_backward(*faint_inputs(rng, 2, 5, 3, 7)).matches_reference(1e-7, 0)


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


@check(
    "lstm_backward",
    after=test_backward_through_time,
    es="lstm_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """lstm_backward leaves its arguments as they were."""
    expect_arguments_kept(student, "lstm_backward", *backward_inputs(rng, 2, 5, 3, 7))


# --- LSTM -------------------------------------------------------------------------------------


@probe
def first_biases(student: Any, sizes: Any, *forget_bias: float) -> Any:
    """The biases of new layers."""
    return list(student.LSTM(*sizes, *forget_bias).b)


def layers(
    student: Student, rng: np.random.Generator, N: int, T: int, D: int, H: int, L: int
) -> tuple[Module, Array]:
    """L layers with random weights, and x (N, T, D)."""
    weights: dict[str, Array] = {}
    for k in range(L):
        Wx, Wh, b = step_inputs(rng, N, H if k else D, H)[3:]
        weights |= {f"Wx.{k}": Wx, f"Wh.{k}": Wh, f"b.{k}": b}
    return Module(student, "LSTM", D, H, L, weights=weights), rng.standard_normal((N, T, D))


@check("LSTM", weight=3, es="LSTM con una, dos y tres capas devuelve hs, h_last y c_last")
def test_layers_values(student: Student, rng: np.random.Generator) -> None:
    """LSTM with one, two and three layers returns hs, h_last and c_last."""
    Module(student, "LSTM", 3, 7).shapes().matches_reference()
    Module(student, "LSTM", 3, 7, 2).shapes().matches_reference()
    for N, T, D, H, L in [(3, 5, 2, 7, 2), (2, 3, 5, 1, 3), (5, 1, 2, 3, 1)]:
        lstm, x = layers(student, rng, N, T, D, H, L)
        lstm.in_turn(("forward", x), ("forward", x)).matches_reference()


@check("LSTM", weight=2, after=test_layers_values, es="Las longitudes llegan a todas las capas")
def test_layers_lengths(student: Student, rng: np.random.Generator) -> None:
    """The lengths reach all layers."""
    for N, T, D, H, L in [(4, 5, 2, 7, 2), (3, 4, 5, 1, 3)]:
        lstm, x = layers(student, rng, N, T, D, H, L)
        lengths = random_lengths(rng, N, T)
        lstm.in_turn(("forward", x, lengths), ("forward", x, lengths)).matches_reference()


@check(
    "LSTM",
    weight=2,
    after=test_layers_lengths,
    es="Los gradientes de LSTM llegan a x y a los parámetros de todas las capas",
)
def test_layers_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of LSTM reach x and the parameters of all layers."""
    for N, T, D, H, L in [(4, 5, 2, 7, 2), (3, 2, 5, 1, 3)]:
        lstm, x = layers(student, rng, N, T, D, H, L)
        answer = lstm.gradients(x, random_lengths(rng, N, T), seed=random_seed(rng))
        answer.matches_reference()


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
        parameters = Module(student, "LSTM", D, H, L).fresh()
        weights = [each for name, pair in parameters.items() if name[0] == "W" for each in pair]
        expect_uniform(weights, 1 / np.sqrt(H))


# --- train_step -------------------------------------------------------------------------------


@check(
    "train_step",
    weight=2,
    es="train_step sigue el gradiente del error cuadrático medio y devuelve la pérdida",
)
def test_step_updates(student: Student, rng: np.random.Generator) -> None:
    """train_step follows the gradient of the mean squared error and returns the loss."""
    for lr in [0.01, 0.05]:
        linear_steps(student, "train_step", rng, 1e6, lr=lr).matches_reference()


@check(
    "train_step",
    after=test_step_updates,
    es="train_step devuelve un float de Python, no un tensor con su grafo",
)
def test_step_returns_number(student: Student, rng: np.random.Generator) -> None:
    """train_step returns a Python float, not a tensor with its graph."""
    step_returns_number(student, "train_step", rng).matches_reference()


@check(
    "train_step",
    weight=2,
    after=test_step_updates,
    es="train_step recorta la norma de todos los gradientes juntos",
)
def test_step_clips(student: Student, rng: np.random.Generator) -> None:
    """train_step clips the norm of all gradients together."""
    for max_norm in [(), (0.3,), (4.0,)]:
        steps = linear_steps(student, "train_step", rng, *max_norm, lr=0.05)
        steps.matches_reference(*CLIP_TOLERANCE)


# --- train_adding -----------------------------------------------------------------------------


@check(
    "train_adding",
    es="La misma semilla da el mismo modelo, y otra semilla otro",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same model, and another seed another."""
    x, y = adding_problem(rng, 23, 6)
    expect_reproducible(student, SHORT, rng, (x, y), x)


@check(
    "train_adding",
    after=test_training_reproducible,
    es="Cada paso mueve los parámetros como Adam con lr, y la tasa no cambia",
)
def test_training_first_step(student: Student, rng: np.random.Generator) -> None:
    """Every step moves the parameters as Adam with lr does, and the rate stays the same."""
    training = SHORT.but(forget_bias=2.5, seed=random_seed(rng))
    expect_adam(student, training, adding_problem(rng, 7, 5)[0], steps="max_steps")
    expect_constant_rate(student, training, adding_problem(rng, 7, 2)[0], steps="max_steps")


@check(
    "train_adding",
    after=test_training_first_step,
    es="Los gradientes de lo que predice el modelo vuelven a través de los pasos",
)
def test_training_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of what the model predicts go back through the steps."""
    one_step = SHORT.but(max_steps=1, seed=random_seed(rng))
    expect_recurrent(student, one_step, adding_problem(rng, 11, 5), rng)


@check(
    "train_adding",
    after=test_training_first_step,
    es="Cada paso toma batch_size secuencias al azar, de entre todas",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size sequences at random, from all of them."""
    training = SHORT.but(seed=random_seed(rng))
    expect_minibatches(student, training, adding_problem(rng, 13, 3), steps="max_steps")


@check(
    "train_adding",
    weight=4,
    retries=2,
    cpu_seconds=60.0,
    es="El modelo entrenado suma los dos valores marcados de secuencias nuevas",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained model adds the two marked values of new sequences."""
    x, y = adding_problem(rng, 4000, TRAINING_STEPS)
    order = np.argsort(y)  # minibatches have to be drawn: neighbours have nearly the same target
    expect_learns(
        student,
        LONG,
        rng,
        data=(x[order], y[order]),
        held_out=adding_problem(rng, 1000, TRAINING_STEPS),
        limit=ADDING_LIMIT,
        short=(SHORT, adding_problem(rng, 23, 6)),
    )


@check(
    "train_adding",
    after=test_training_learns,
    es="Cada pérdida compara la predicción de una secuencia con su propio objetivo",
)
def test_training_pairs(student: Student, rng: np.random.Generator) -> None:
    """Every loss compares the prediction for a sequence with that sequence's own target."""
    seed = random_seed(rng)
    one_row = SHORT.but(forget_bias=2.5, max_steps=11, batch_size=1, lr=0.0, seed=seed)
    expect_own_targets(student, one_row, adding_problem(rng, 31, 6))


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
        large = torch.tensor([20.0, 0.0], dtype=x.dtype)
        prediction = model(large.expand(1, 500, 2))
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
    sequences = torch.zeros(2, 60, 2, dtype=x.dtype)
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
    training = SHORT.but(max_steps=60, batch_size=16, lr=0.005, seed=random_seed(rng))
    losses = training.run(student, (x, y), x).array("losses")
    expect(losses.shape == (60,))
    means = np.convolve(losses, np.full(20, 1 / 20), mode="valid")
    # The goal lies between the lowest mean of the first half and the first mean that beats it.
    record = means[:15].min()
    later = int(np.argmax(means < record))
    goals = {10.0: 20, (record + means[later]) / 2: later + 20}
    for goal, length in goals.items():
        stopped = training.but(goal=goal).run(student, (x, y), x)
        expect_equal(stopped.array("losses"), losses[:length])
