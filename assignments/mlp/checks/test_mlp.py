"""The public checks of the topic on multilayer perceptrons: numbers to follow on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    GIVEN,
    YOURS,
    Student,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    image_rows,
    mean_cross_entropy,
    probe,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


def some_layers(rng: np.random.Generator, *sizes: int) -> list[tuple[Array, Array]]:
    """Layers of these sizes, in tenths."""
    return [
        (tenths(rng, sizes[i], sizes[i + 1]), tenths(rng, sizes[i + 1]))
        for i in range(len(sizes) - 1)
    ]


def singles(value: Any) -> Any:
    """The same in float32; whole numbers and settings stay as they are."""
    if isinstance(value, list | tuple):
        return [singles(each) for each in value]
    numbers = isinstance(value, np.ndarray) and value.dtype == np.float64
    return np.asarray(value, np.float32) if numbers else value


@probe
def answered_in(student: Any, arguments: Any) -> Any:
    """The dtypes of what comes back, one after the other."""
    waiting, found = [student.function(*arguments)], []
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, list | tuple):
            waiting = [*each, *waiting]
        else:
            found.append(str(getattr(each, "dtype", type(each))))
    return found


def float32_stays(student: Student, function: str, *arguments: Any) -> None:
    """A function that is given float32 answers in float32."""
    student.run(answered_in.of(function=function), singles(arguments)).matches_reference()


# The network of the worked example: its second hidden unit is asleep.
PAPER_X = np.array([[2.0]])
PAPER_LAYERS = [
    (np.array([[1.0, -1.0]]), np.array([-1.0, 1.0])),
    (np.array([[math.log(3), 0.0], [5.0, 7.0]]), np.zeros(2)),
]


@probe
def shapes_and_sizes(student: Any, sizes: list[int]) -> Any:
    """Of each layer: zeros of the shapes of its tensors, the deviation of W, the largest bias."""
    layers = student.initial_layers(sizes, 7)
    return [
        [torch.zeros_like(W), torch.zeros_like(b), float(W.double().std()), float(b.abs().max())]
        for W, b in layers
    ]


@check("initial_layers", es="Las capas tienen sus formas, los sesgos son cero, los pesos no")
def test_initial(student: Student) -> None:
    """Layers have their shapes, biases are zero, and weights are not."""
    student.run(shapes_and_sizes, [3, 4, 2]).matches_form()
    wide = student.run(shapes_and_sizes, [8, 200, 50]).matches_form()
    # 2 / 8 and 2 / 200 are the variances, 1/2 and 1/10 the deviations.
    for layer, deviation in zip(wide.value, [0.5, 0.1], strict=True):
        expect(0.85 < layer[2] / deviation < 1.15)
        expect_equal(layer[3], 0.0, 0, 0)


@probe
def layers_twice(student: Any, seed: int, other: int) -> Any:
    """The layers of a seed, of the same once more, and of another one."""
    return [student.initial_layers([3, 3, 3], each) for each in (seed, seed, other)]


@check("initial_layers", after=test_initial, es="La misma semilla da las mismas capas, otra, otras")
def test_initial_layers_of_a_seed(student: Student) -> None:
    """The same seed gives the same layers, another one others."""
    one, same, other = student.run(layers_twice, 1, 2).matches_form().value
    expect_equal(same, one, 0, 0)
    expect(not np.allclose(one[0][0], other[0][0]))
    expect(not np.allclose(one[0][0], one[1][0]))


@check("network_forward", es="network_forward da los logits (ln 3, 0) del ejemplo resuelto")
def test_forward_on_paper(student: Student) -> None:
    """network_forward gives the worked example's logits (ln 3, 0)."""
    student.network_forward(PAPER_X, PAPER_LAYERS).matches_reference()


@check(
    "network_forward",
    after=test_forward_on_paper,
    es="network_forward sirve para una capa y tres, conserva float32 y deja intacto lo que recibe",
)
def test_forward_depths(student: Student, rng: np.random.Generator) -> None:
    """network_forward takes one layer or three, keeps float32, and leaves its arguments alone."""
    for sizes in [(2, 3), (2, 4, 3, 2)]:
        inputs = tenths(rng, 5, 2), some_layers(rng, *sizes)
        expect_arguments_kept(student, "network_forward", *inputs)
    float32_stays(student, "network_forward", *inputs)


@probe
def gradient_on_paper(student: Any, x: Any, layers: Any) -> Any:
    """What autograd gives x and all weights, if 3/4 and -3/4 arrive at the two logits."""
    (W1, b1), (W2, b2) = layers
    leaves = [leaf.requires_grad_() for leaf in (x, W1, b1, W2, b2)]
    logits = student.network_forward(x, [(W1, b1), (W2, b2)])
    arrived = 0.75 * (logits[0, 0] - logits[0, 1]) + 0 * x.sum()
    return list(torch.autograd.grad(arrived, leaves, materialize_grads=True))


@check(
    "network_forward",
    after=test_forward_on_paper,
    es="autograd deriva a través de network_forward, como en el ejemplo resuelto",
)
def test_forward_differentiable(student: Student) -> None:
    """Autograd differentiates through network_forward, as in the worked example."""
    student.run(gradient_on_paper, PAPER_X, PAPER_LAYERS).matches_reference()


@check("softmax_loss", es="softmax_loss da 1.3863 y (3/4, -3/4) en el ejemplo resuelto")
def test_loss_on_paper(student: Student) -> None:
    """softmax_loss gives the worked example's 1.3863 and (3/4, -3/4)."""
    student.softmax_loss(np.array([[math.log(3), 0.0]]), np.array([1])).matches_reference()


@check(
    "softmax_loss",
    after=test_loss_on_paper,
    es="softmax_loss promedia tres filas, conserva float32 y deja intacto lo que recibe",
)
def test_loss_rows(student: Student, rng: np.random.Generator) -> None:
    """softmax_loss takes the mean of three rows, keeps float32, and leaves its arguments alone."""
    inputs = tenths(rng, 3, 4), np.array([3, 0, 3])
    expect_arguments_kept(student, "softmax_loss", *inputs)
    float32_stays(student, "softmax_loss", *inputs)


@check(
    "softmax_loss",
    after=test_loss_on_paper,
    es="softmax_loss sirve para logits como (1000, 0) y (0, -1000)",
)
def test_loss_of_large_logits(student: Student) -> None:
    """softmax_loss works for logits like (1000, 0) and (0, -1000)."""
    logits = np.array([[1000.0, 0.0], [0.0, -1000.0], [1001.0, 1000.0]])
    student.softmax_loss(logits, np.array([1, 0, 0])).matches_reference()


@check("network_backward", es="network_backward da los gradientes del ejemplo resuelto")
def test_backward_on_paper(student: Student) -> None:
    """network_backward gives the gradients of the worked example."""
    dlogits = np.array([[0.75, -0.75]])
    student.network_backward(dlogits, PAPER_X, PAPER_LAYERS).matches_reference()


@check(
    "network_backward",
    after=test_backward_on_paper,
    es="network_backward sirve para una capa y tres, conserva float32 y deja intacto lo que recibe",
)
def test_backward_depths(student: Student, rng: np.random.Generator) -> None:
    """network_backward takes one layer or three, keeps float32, and leaves its arguments alone."""
    for sizes in [(2, 3), (2, 4, 3, 2)]:
        inputs = tenths(rng, 5, sizes[-1]), tenths(rng, 5, 2), some_layers(rng, *sizes)
        expect_arguments_kept(student, "network_backward", *inputs)
    float32_stays(student, "network_backward", *inputs)


@check(
    "network_backward",
    after=test_backward_on_paper,
    es="Con una entrada de solo ceros y sesgos cero, no llega nada a la primera capa",
)
def test_backward_of_nothing(student: Student) -> None:
    """With an input of zeros and biases of zero, nothing arrives at the first layer."""
    (W1, b1), last = PAPER_LAYERS
    nothing = [(W1, 0 * b1), last]
    student.network_backward(np.array([[1.0, 2.0]]), 0 * PAPER_X, nothing).matches_reference()


PAPER_NORM = (np.array([[1.0], [3.0]]), np.array([4.0]), np.array([10.0]), np.zeros(1), np.ones(1))


@check("batch_norm", es="batch_norm da 8 y 12 en el ejemplo resuelto, y acumula 0.2 y 1.1")
def test_norm_on_paper(student: Student) -> None:
    """batch_norm gives the worked example's 8 and 12, and gathers 0.2 and 1.1."""
    student.batch_norm(*PAPER_NORM, True, 0.1, 3.0).matches_reference()


@check("batch_norm", es="Sin entrenamiento valen las estadísticas acumuladas, también con una fila")
def test_norm_afterwards(student: Student) -> None:
    """Outside training the running statistics count, for a single row, too."""
    x, *rest = PAPER_NORM
    student.batch_norm(x, *rest, False, 0.1, 3.0).matches_reference()
    student.batch_norm(x[:1], *rest, False).matches_reference()


@check(
    "batch_norm",
    after=test_norm_on_paper,
    es="batch_norm sirve para varias columnas, conserva float32 y deja intacto lo que recibe",
)
def test_norm_columns(student: Student, rng: np.random.Generator) -> None:
    """batch_norm works for several columns, keeps float32, and leaves its arguments alone."""
    running = tenths(rng, 3), np.array([1.0, 0.5, 2.0])
    for training in [True, False]:
        inputs = tenths(rng, 4, 3), tenths(rng, 3), tenths(rng, 3), *running, training
        expect_arguments_kept(student, "batch_norm", *inputs)
        float32_stays(student, "batch_norm", *inputs)


@probe
def norm_gradient_on_paper(student: Any, x: Any, gamma: Any, beta: Any, *rest: Any) -> Any:
    """What autograd gives x, gamma and beta, if (1, 0) arrives at y."""
    leaves = [leaf.requires_grad_() for leaf in (x, gamma, beta)]
    y, _, _ = student.batch_norm(x, gamma, beta, *rest, True, 0.1, 3.0)
    arrived = y[0].sum() + 0 * x.sum()
    return list(torch.autograd.grad(arrived, leaves, materialize_grads=True))


@check(
    "batch_norm",
    after=test_norm_on_paper,
    es="autograd deriva a través de batch_norm: a x le llegan 0.75 y -0.75, como en el ejemplo",
)
def test_norm_differentiable(student: Student) -> None:
    """Autograd differentiates through batch_norm: x gets 0.75 and -0.75, as in the example."""
    student.run(norm_gradient_on_paper, *PAPER_NORM).matches_reference()


@check("batch_norm_backward", es="batch_norm_backward da 0.75 y -0.75 en el ejemplo resuelto")
def test_norm_backward_on_paper(student: Student) -> None:
    """batch_norm_backward gives the worked example's 0.75 and -0.75."""
    x, gamma, *_ = PAPER_NORM
    student.batch_norm_backward(np.array([[1.0], [0.0]]), x, gamma, 3.0).matches_reference()


@check(
    "batch_norm_backward",
    after=test_norm_backward_on_paper,
    es="batch_norm_backward sirve para cuatro filas, conserva float32 y deja intacto lo que recibe",
)
def test_norm_backward_rows(student: Student, rng: np.random.Generator) -> None:
    """batch_norm_backward works for four rows, keeps float32, and leaves its arguments alone."""
    inputs = tenths(rng, 4, 3), tenths(rng, 4, 3), tenths(rng, 3)
    expect_arguments_kept(student, "batch_norm_backward", *inputs)
    float32_stays(student, "batch_norm_backward", *inputs)


@check(
    "dropout", es="dropout da (0, 5.333, 8) en el ejemplo, x sin entrenamiento, y conserva float32"
)
def test_dropout_on_paper(student: Student) -> None:
    """dropout gives the example's (0, 5.333, 8), x outside training, and keeps float32."""
    x, u = np.array([[2.0, 4.0, 6.0]]), np.array([[0.1, 0.25, 0.9]])
    for p, training in [(0.25, True), (0.25, False), (0.0, True)]:
        student.dropout(x, u, p, training).matches_reference()
    student.dropout(x, 0 * u, 0.0, True).matches_reference()
    float32_stays(student, "dropout", x, u, 0.25, True)


@check(
    "momentum_step", es="momentum_step da w = 0.5 y velocidad 5 en el ejemplo, y conserva float32"
)
def test_momentum_on_paper(student: Student) -> None:
    """momentum_step gives the example's w = 0.5 and velocity 5, and keeps float32."""
    w, g, velocity = np.array([1.0]), np.array([2.0]), np.array([6.0])
    expect_arguments_kept(student, "momentum_step", w, g, velocity, 0.1, 0.5)
    float32_stays(student, "momentum_step", w, g, velocity, 0.1, 0.5)


@probe
def two_adam_steps(student: Any, w: Any, gradients: Any, decay: float) -> Any:
    """w, m and v after a first step and after a second one."""
    first = student.adam_step(w, gradients[0], 0 * w, 0 * w, 1, 0.1, weight_decay=decay)
    w, m, v = (each.clone() for each in first)
    return [first, student.adam_step(w, gradients[1], m, v, 2, 0.1, weight_decay=decay)]


@check("adam_step", es="Dos pasos de Adam llevan w de 1 a 1.1 y a 1.167, como en el ejemplo")
def test_adam_on_paper(student: Student) -> None:
    """Two steps of Adam take w from 1 to 1.1 and 1.167, as in the example."""
    gradients = [np.array([-0.002]), np.array([0.0])]
    student.run(two_adam_steps, np.ones(1), gradients, 0.0).matches_reference()


@check(
    "adam_step",
    after=test_adam_on_paper,
    es="adam_step sirve con gradientes diminutos y decaimiento, y deja intacto lo que recibe",
)
def test_adam_tiny_and_decaying(student: Student, rng: np.random.Generator) -> None:
    """adam_step works for tiny gradients and with a decay, and leaves its arguments alone."""
    gradients = [tenths(rng, 3), tenths(rng, 3)]
    student.run(two_adam_steps, tenths(rng, 3), gradients, 0.5).matches_reference()
    tiny = [1e-8 * g for g in gradients]
    student.run(two_adam_steps, tenths(rng, 3), tiny, 0.0).matches_reference()
    arguments = tenths(rng, 3), gradients[0], gradients[1], gradients[0] ** 2, 3, 0.1
    expect_arguments_kept(student, "adam_step", *arguments)
    float32_stays(student, "adam_step", *arguments)


@check("train_classifier", es="Con filas iguales, uno y cuatro pasos de Adam salen exactos")
def test_training_equal_rows(student: Student, rng: np.random.Generator) -> None:
    """With rows that are alike, one step of Adam and four come out exactly."""
    x, y = np.array([[0.5, -1.0]] * 4), np.array([1] * 4)
    layers = some_layers(rng, 2, 4, 3)
    for steps, batch_size in [(1, 3), (4, 2)]:
        settings = steps, batch_size, 0.1, 5
        expect_arguments_kept(student, "train_classifier", x, y, layers, *settings)


@check(
    "train_classifier",
    after=test_training_equal_rows,
    es="Con tasa 0, cada pérdida es la de una fila con su etiqueta, y salen todas las filas",
)
def test_training_standing_still(student: Student) -> None:
    """At rate 0 each loss is that of a row with its own label, and all rows are drawn."""
    # One layer, W = identity: the logits are x. The rows' losses are ln 2, ln 4 and ln 8/7.
    x = np.array([[0.0, 0.0], [math.log(3), 0.0], [math.log(7), 0.0]])
    identity = [(np.eye(2), np.zeros(2))]
    answer = student.train_classifier(x, np.array([0, 1, 0]), identity, 60, 1, 0.0, 3)
    losses = np.asarray(answer.matches_form().value[1])
    rows = np.log([2, 4, 8 / 7])
    which = np.abs(losses[:, None] - rows).argmin(axis=1)
    expect_equal(losses, rows[which])
    expect(len(set(which)) == 3)


@probe
def seeds_and_types(student: Any, x: Any, y: Any, layers: Any) -> Any:
    """The losses of seeds 1, 1 and 2; then whether they are a list, and of Python floats."""
    runs = [student.train_classifier(x, y, layers, 12, 2, 0.05, seed)[1] for seed in (1, 1, 2)]
    kinds = [isinstance(runs[0], list), all(isinstance(loss, float) for loss in runs[0])]
    return [[float(loss) for loss in losses] for losses in runs], kinds


@check(
    "train_classifier",
    after=test_training_equal_rows,
    es="Las pérdidas son una lista de float de Python; la semilla, y nada más, decide los sorteos",
)
def test_training_seeds(student: Student, rng: np.random.Generator) -> None:
    """The losses are a list of Python floats; the seed, and nothing else, decides the draws."""
    x, y = tenths(rng, 9, 2), np.arange(9) % 3
    answer = student.run(seeds_and_types, x, y, some_layers(rng, 2, 4, 3)).matches_form()
    (one, again, other), kinds = answer.value
    expect_equal(kinds, [True, True])
    expect_equal(again, one, 0, 0)
    expect(not np.allclose(one, other))


def three_arms(rng: np.random.Generator, N: int) -> tuple[Array, Array]:
    """Points (N, 2) of three spirals of one turn, and of which (N,)."""
    y = rng.integers(3, size=N)
    r = rng.uniform(0.1, 1, N)
    turned = 2 * np.pi * (r + y / 3)
    return np.stack([r * np.cos(turned), r * np.sin(turned)], axis=1), y


RED, BLUE, YELLOW = (0.84, 0.24, 0.2), (0.16, 0.45, 0.8), (0.95, 0.75, 0.15)


@check(
    "train_classifier",
    retries=2,
    after=test_training_equal_rows,
    es="Un entrenamiento corto separa tres espirales",
)
def test_training_short(student: Student, rng: np.random.Generator) -> None:
    """A short training tells three spirals apart."""
    x, y = three_arms(rng, 400)
    start = [
        (rng.normal(0, math.sqrt(2 / a), (a, b)), np.zeros(b))
        for a, b in [(2, 24), (24, 24), (24, 3)]
    ]
    answer = student.train_classifier(x, y, start, 250, 50, 0.02, 1).matches_form()
    (W1, b1), (W2, b2), (W3, b3) = answer.value[0]

    def answers(at: Array) -> Array:
        hidden = np.maximum(np.maximum(at @ W1 + b1, 0) @ W2 + b2, 0)
        return np.asarray(hidden @ W3 + b3)

    # The points, and beside them who wins at each place of the square from -1.1 to 1.1.
    colours = np.array([RED, BLUE, YELLOW])
    ticks = np.linspace(-1.1, 1.1, 32)
    places = np.array([(across, down) for down in ticks[::-1] for across in ticks])
    shares = np.exp(answers(places) - np.max(answers(places), axis=1, keepdims=True))
    decided = (shares / shares.sum(axis=1, keepdims=True)) @ colours * 0.7 + 0.3
    dots = np.full((32, 32, 3), 0.97)
    dots[
        np.round((1.1 - x[:, 1]) / 2.2 * 31).astype(int),
        np.round((x[:, 0] + 1.1) / 2.2 * 31).astype(int),
    ] = colours[y]
    picture = image_rows({GIVEN: dots[None], YOURS: decided.reshape(1, 32, 32, 3)})
    x_test, y_test = three_arms(rng, 500)
    # One hidden layer stays above 0.1, a straight line at 0.8.
    error = mean_cross_entropy(answers(x_test), y_test)
    expect_below(error, 0.1, curve=np.asarray(answer.value[1]), picture=picture)
