"""The hidden suite of the topic on multilayer perceptrons."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Picture,
    Student,
    TopicData,
    answer_form,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_normal,
    expect_rows_drawn,
    expect_rows_independent,
    image_rows,
    mean_cross_entropy,
    of_all_sizes,
    probe,
    random_seed,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray
Network = list[tuple[Array, Array]]

# The largest mean cross-entropy on held-out points of the spirals, and on held-out digits.
SPIRALS_LIMIT, DIGITS_LIMIT = 0.15, 0.22
FLOAT32 = (1e-4, 1e-5)


def network(rng: np.random.Generator, sizes: list[int]) -> Network:
    """Layers with weights and biases of which none is zero."""
    return [
        (rng.standard_normal((D, H)), 0.5 * rng.standard_normal(H))
        for D, H in itertools.pairwise(sizes)
    ]


def float32(value: Any) -> Any:
    """The same in float32, through lists and tuples; whole numbers and settings stay."""
    if isinstance(value, list | tuple):
        return type(value)(float32(each) for each in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(np.float32)
    return value


@probe
def dtypes(student: Any, arguments: Any) -> Any:
    """The dtype of every tensor that comes back, and the type of what is none."""

    def told(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [told(each) for each in value]
        return str(value.dtype) if isinstance(value, torch.Tensor) else type(value).__name__

    return told(student.function(*arguments))


def expect_float32(student: Student, function: str, *arguments: Any) -> None:
    """Given float32, a function answers what the reference does, in float32."""
    narrow = float32(list(arguments))
    getattr(student, function)(*narrow).matches_reference(*FLOAT32)
    student.run(dtypes.of(function=function), narrow).matches_reference()


# --- initial_layers ---------------------------------------------------------------------------


@check(
    "initial_layers",
    weight=3,
    es="Los pesos son normales de varianza 2 entre las entradas de su capa; los sesgos, cero",
)
def test_initial_distribution(student: Student, rng: np.random.Generator) -> None:
    """Weights are normal with variance 2 over their layer's inputs; biases are zero."""
    sizes = [31, 101, 101, 101, 17]
    networks = [student.initial_layers(sizes, random_seed(rng)).matches_form() for _ in range(2)]
    of_one_shape = []
    for number, (D, H) in enumerate(itertools.pairwise(sizes)):
        pair = [answer.value[number][0] for answer in networks]
        expect_normal(pair, np.sqrt(2 / D))
        of_one_shape += pair if D == H else []
        for answer in networks:
            expect_equal(answer.value[number][1], np.zeros(H), 0, 0)
    expect_normal(of_one_shape, np.sqrt(2 / 101))


@check(
    "initial_layers",
    after=test_initial_distribution,
    es="initial_layers da pesos y sesgos float64 de todas las formas pedidas",
)
def test_initial_shapes(student: Student, rng: np.random.Generator) -> None:
    """initial_layers gives float64 weights and biases of all the shapes asked for."""
    for sizes in [[3, 7, 5, 2], [5, 2], [2, 3, 3, 1, 4]]:
        answer_form(student, "initial_layers", sizes, random_seed(rng)).matches_reference()


@probe
def drawn_three_times(student: Any, sizes: Any, seed: int, other: int) -> Any:
    """The layers of a seed, of the same one again, and of another, with something else drawn
    before each."""
    networks = []
    for number, each in enumerate([seed, seed, other]):
        torch.manual_seed(number)
        networks.append(student.initial_layers(sizes, each))
    return networks


@check(
    "initial_layers",
    after=test_initial_distribution,
    es="La misma semilla da las mismas capas, y otra semilla otras",
)
def test_initial_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same layers, and another seed others."""
    for sizes in [[3, 7, 5], [2, 3]]:
        seeds = random_seed(rng), random_seed(rng)
        first, again, other = student.run(drawn_three_times, sizes, *seeds).matches_form().value
        for one, same, another in zip(first, again, other, strict=True):
            expect_equal(same[0], one[0], 0, 0)
            expect(not np.allclose(another[0], one[0]))


# --- network_forward --------------------------------------------------------------------------


@check(
    "network_forward",
    weight=3,
    es="network_forward devuelve los logits de redes de cualquier profundidad",
)
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """network_forward returns the logits of networks of any depth."""
    for N, sizes in [
        (2, [3, 7, 5]),
        (5, [2, 3]),
        (3, [5, 2, 7, 3]),
        (1, [2, 3, 5]),
        (7, [1, 4, 3, 5, 2]),
    ]:
        x = rng.standard_normal((N, sizes[0]))
        student.network_forward(x, network(rng, sizes)).matches_reference()


@probe
def forward_gradients(student: Any, x: Any, layers: Any, cotangent: Any) -> Any:
    """The gradients of a combination of the logits, with respect to x and to all parameters."""
    leaves = [x, *(tensor for layer in layers for tensor in layer)]
    for leaf in leaves:
        leaf.requires_grad_(True)
    total = (student.network_forward(x, layers) * cotangent).sum()
    # Logits without a history have no gradient, which is no error of the student's call.
    total = total + 0 * x.sum()
    return list(torch.autograd.grad(total, leaves, materialize_grads=True))


@check(
    "network_forward",
    after=test_forward_values,
    es="network_forward se puede derivar respecto a x y a todos los pesos",
)
def test_forward_gradients(student: Student, rng: np.random.Generator) -> None:
    """network_forward can be differentiated in x and in all weights."""
    for N, sizes in [(2, [3, 7, 5]), (3, [5, 2, 7, 3]), (5, [2, 3])]:
        x, cotangent = rng.standard_normal((N, sizes[0])), rng.standard_normal((N, sizes[-1]))
        student.run(forward_gradients, x, network(rng, sizes), cotangent).matches_reference()


@check(
    "network_forward",
    after=test_forward_values,
    es="Cada fila se calcula por su lado, y los argumentos quedan como estaban",
)
def test_forward_rows(student: Student, rng: np.random.Generator) -> None:
    """Each row is computed by itself, and the arguments stay as they were."""
    x, layers = rng.standard_normal((5, 3)), network(rng, [3, 7, 5, 2])
    expect_rows_independent(student.network_forward, (x, layers))
    expect_arguments_kept(student, "network_forward", x, layers)
    expect_arguments_kept(student, "network_forward", x, layers[:1])


@check(
    "network_forward",
    after=test_forward_values,
    es="Con float32, network_forward responde en float32",
)
def test_forward_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, network_forward answers in float32."""
    for sizes in [[3, 7, 5], [2, 3]]:
        x, layers = rng.standard_normal((2, sizes[0])), network(rng, sizes)
        expect_float32(student, "network_forward", x, layers)


# --- softmax_loss -----------------------------------------------------------------------------


def scores(rng: np.random.Generator, N: int, C: int) -> tuple[Array, Array]:
    """Logits (N, C) and labels (N,)."""
    return 2 * rng.standard_normal((N, C)), rng.integers(C, size=N)


@check("softmax_loss", weight=5, es="softmax_loss da la pérdida media y su gradiente")
def test_loss_values(student: Student, rng: np.random.Generator) -> None:
    """softmax_loss gives the mean loss and its gradient."""
    for N, C in [(2, 3), (7, 5), (1, 2), (5, 11), (3, 3)]:
        student.softmax_loss(*scores(rng, N, C)).matches_reference()
    student.softmax_loss(scores(rng, 5, 3)[0], np.full(5, 2)).matches_reference()


@check(
    "softmax_loss",
    weight=2,
    after=test_loss_values,
    es="Pérdida y gradiente son finitos y correctos con logits muy grandes y muy distintos",
)
def test_loss_large(student: Student, rng: np.random.Generator) -> None:
    """Loss and gradient are finite and right for logits that are very large and far apart."""
    logits, labels = scores(rng, 7, 3)
    for size, moved in [(1e3, 0.0), (1.0, 1e3), (1.0, -1e3), (1e5, 0.0), (30.0, 500.0)]:
        student.softmax_loss(size * logits + moved, labels).matches_reference()
    # Each row has a place of its own: what is taken from all alike leaves one of them too far away.
    apart = logits + 1e3 * np.arange(-3.0, 4.0)[:, None]
    student.softmax_loss(apart, labels).matches_reference()


@check(
    "softmax_loss",
    weight=2,
    after=test_loss_values,
    es="El gradiente acierta siete cifras también donde las probabilidades son diminutas",
)
def test_loss_faint(student: Student, rng: np.random.Generator) -> None:
    """The gradient is right to seven digits where probabilities are tiny, too."""
    # The right class is the least likely one, so that p - 1 loses nothing. A difference of two
    # losses shows nothing of the smallest probabilities.
    for N, C in [(3, 5), (1, 4), (5, 3)]:
        order = rng.permutation(C)
        logits = rng.standard_normal((N, C)) - 20 * order
        labels = np.full(N, int(order.argmax()))
        student.softmax_loss(logits, labels).matches_reference(1e-7, 0)


@check(
    "softmax_loss",
    after=test_loss_values,
    es="softmax_loss deja sus argumentos como estaban",
)
def test_loss_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """softmax_loss leaves its arguments as they were."""
    expect_arguments_kept(student, "softmax_loss", *scores(rng, 5, 3))


@check(
    "softmax_loss",
    after=test_loss_values,
    es="Con float32, softmax_loss responde en float32",
)
def test_loss_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, softmax_loss answers in float32."""
    expect_float32(student, "softmax_loss", *scores(rng, 5, 3))


# --- network_backward -------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, sizes: list[int]) -> tuple[Any, ...]:
    """dlogits (N, C), x (N, D), layers."""
    dlogits, x = rng.standard_normal((N, sizes[-1])), rng.standard_normal((N, sizes[0]))
    return dlogits, x, network(rng, sizes)


@check(
    "network_backward",
    weight=5,
    es="network_backward da todos los gradientes con dos capas",
)
def test_backward_two_layers(student: Student, rng: np.random.Generator) -> None:
    """network_backward gives all the gradients for two layers."""
    for N, sizes in [(2, [3, 7, 5]), (5, [2, 3, 4]), (1, [4, 5, 2]), (7, [1, 3, 2])]:
        student.network_backward(*backward_inputs(rng, N, sizes)).matches_reference()


@check(
    "network_backward",
    weight=4,
    after=test_backward_two_layers,
    es="network_backward da todos los gradientes con cualquier profundidad",
)
def test_backward_any_depth(student: Student, rng: np.random.Generator) -> None:
    """network_backward gives all the gradients for any depth."""
    for N, sizes in [(3, [5, 2]), (3, [5, 2, 7, 3]), (7, [1, 4, 3, 6, 2]), (2, [3, 3, 3, 3, 3, 3])]:
        student.network_backward(*backward_inputs(rng, N, sizes)).matches_reference()


@check(
    "network_backward",
    weight=3,
    after=test_backward_two_layers,
    es="Los gradientes son exactos también con números muy grandes y muy pequeños",
)
def test_backward_scales(student: Student, rng: np.random.Generator) -> None:
    """The gradients are exact with very large and very small numbers, too."""
    for N, sizes in [(3, [5, 4, 2]), (2, [3, 5, 4, 3])]:
        dlogits, x, layers = backward_inputs(rng, N, sizes)
        dlogits, x, W = of_all_sizes(dlogits, x, layers[0][0])
        scaled = [(W, layers[0][1]), *layers[1:]]
        student.network_backward(dlogits, x, scaled).matches_reference(1e-7, 0)
    # However little goes into a ReLU, it is awake.
    dlogits, x, ((W, b), *rest) = backward_inputs(rng, 5, [3, 7, 2])
    faint = [(W, 0 * b), *rest]
    student.network_backward(dlogits, 1e-30 * x, faint).matches_reference(1e-7, 0)


@check(
    "network_backward",
    weight=2,
    after=test_backward_two_layers,
    es="Donde lo que entra en la ReLU es justo 0 no pasa gradiente",
)
def test_backward_at_zero(student: Student, rng: np.random.Generator) -> None:
    """Where what goes into the ReLU is exactly 0, no gradient passes."""
    for N, sizes in [(5, [3, 7, 2]), (4, [2, 5, 6, 3])]:
        dlogits, _, layers = backward_inputs(rng, N, sizes)
        x = rng.integers(-1, 2, (N, sizes[0])).astype(np.float64)
        x[0] = 0  # here nothing goes into any ReLU
        whole = [(rng.integers(-1, 2, W.shape).astype(np.float64), 0 * b) for W, b in layers[:-1]]
        student.network_backward(dlogits, x, [*whole, layers[-1]]).matches_reference()


@check(
    "network_backward",
    after=test_backward_two_layers,
    es="network_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """network_backward leaves its arguments as they were."""
    for sizes in [[3, 7, 5, 2], [2, 3]]:
        expect_arguments_kept(student, "network_backward", *backward_inputs(rng, 5, sizes))


@check(
    "network_backward",
    after=test_backward_two_layers,
    es="Con float32, network_backward responde en float32",
)
def test_backward_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, network_backward answers in float32."""
    expect_float32(student, "network_backward", *backward_inputs(rng, 5, [2, 7, 3]))


# --- batch_norm -------------------------------------------------------------------------------


def norm_inputs(rng: np.random.Generator, N: int, D: int) -> tuple[Array, ...]:
    """x (N, D), its columns of different place and width; gamma, beta, running mean, variance."""
    x = rng.standard_normal((N, D)) * rng.uniform(0.3, 3, D) + 2 * rng.standard_normal(D)
    gamma, beta, mean = rng.standard_normal((3, D))
    return x, gamma, beta, mean, rng.uniform(0.5, 4, D)


@check(
    "batch_norm",
    weight=3,
    es="Al entrenar, batch_norm usa la media y la varianza del lote, y las acumula",
)
def test_norm_training(student: Student, rng: np.random.Generator) -> None:
    """In training batch_norm uses the batch's mean and variance, and gathers them."""
    for N, D in [(5, 3), (2, 7), (11, 1), (3, 3)]:
        student.batch_norm(*norm_inputs(rng, N, D), True).matches_reference()


@check(
    "batch_norm",
    weight=3,
    es="Sin entrenamiento, batch_norm usa las estadísticas acumuladas y no las cambia",
)
def test_norm_evaluation(student: Student, rng: np.random.Generator) -> None:
    """Outside training batch_norm uses the running statistics and does not change them."""
    for N, D in [(5, 3), (1, 7), (11, 1), (3, 3)]:
        student.batch_norm(*norm_inputs(rng, N, D), False).matches_reference()


@check(
    "batch_norm",
    weight=2,
    after=test_norm_training,
    es="batch_norm usa el momentum y la eps que recibe",
)
def test_norm_settings(student: Student, rng: np.random.Generator) -> None:
    """batch_norm uses the momentum and the eps that it is given."""
    for momentum, eps in [(0.3, 0.2), (1.0, 1e-3), (0.0, 1.0)]:
        for training in [True, False]:
            inputs = norm_inputs(rng, 5, 3)
            student.batch_norm(*inputs, training, momentum, eps).matches_reference()


@probe
def norm_gradients(student: Any, x: Any, gamma: Any, beta: Any, rest: Any, cotangent: Any) -> Any:
    """The gradients of a combination of the outputs, with respect to x, gamma and beta."""
    leaves = [leaf.requires_grad_(True) for leaf in (x, gamma, beta)]
    y = student.batch_norm(*[leaf.clone() for leaf in leaves], *rest)[0]
    total = (y * cotangent).sum() + 0 * x.sum()
    return list(torch.autograd.grad(total, leaves, materialize_grads=True))


@check(
    "batch_norm",
    weight=2,
    after=test_norm_training,
    es="y se puede derivar respecto a x, gamma y beta, también a través de las estadísticas",
)
def test_norm_gradients(student: Student, rng: np.random.Generator) -> None:
    """y can be differentiated in x, gamma and beta, through the statistics, too."""
    for training in [True, False]:
        x, gamma, beta, *running = norm_inputs(rng, 5, 3)
        cotangent = rng.standard_normal(x.shape)
        rest = [*running, training]
        student.run(norm_gradients, x, gamma, beta, rest, cotangent).matches_reference()


@check(
    "batch_norm",
    weight=2,
    after=test_norm_training,
    es="batch_norm conserva las cifras lejos del cero, y sirve con columnas constantes",
)
def test_norm_far_away(student: Student, rng: np.random.Generator) -> None:
    """batch_norm keeps its digits far away from zero, and works for constant columns."""
    x, *rest = norm_inputs(rng, 7, 3)
    x[:, 1] += 1e6
    student.batch_norm(x, *rest, True).matches_reference()
    x[:, 2] = 0.25
    student.batch_norm(x, *rest, True).matches_reference()


@check(
    "batch_norm",
    after=test_norm_training,
    es="batch_norm deja sus argumentos como estaban",
)
def test_norm_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """batch_norm leaves its arguments as they were."""
    for training in [True, False]:
        expect_arguments_kept(student, "batch_norm", *norm_inputs(rng, 5, 3), training)


@check(
    "batch_norm",
    after=test_norm_training,
    es="Con float32, batch_norm responde en float32",
)
def test_norm_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, batch_norm answers in float32."""
    for training in [True, False]:
        expect_float32(student, "batch_norm", *norm_inputs(rng, 5, 3), training)


# --- batch_norm_backward ----------------------------------------------------------------------


def norm_backward_inputs(rng: np.random.Generator, N: int, D: int) -> tuple[Array, ...]:
    """dy (N, D), x (N, D), gamma (D,)."""
    return (rng.standard_normal((N, D)), *norm_inputs(rng, N, D)[:2])


@check(
    "batch_norm_backward",
    weight=6,
    es="batch_norm_backward da los tres gradientes",
)
def test_norm_backward_values(student: Student, rng: np.random.Generator) -> None:
    """batch_norm_backward gives the three gradients."""
    for N, D in [(5, 3), (3, 7), (11, 1), (4, 4)]:
        student.batch_norm_backward(*norm_backward_inputs(rng, N, D)).matches_reference()


@check(
    "batch_norm_backward",
    weight=2,
    after=test_norm_backward_values,
    es="batch_norm_backward usa la eps que recibe, y sirve con dos filas y columnas constantes",
)
def test_norm_backward_eps(student: Student, rng: np.random.Generator) -> None:
    """batch_norm_backward uses its eps, and works for two rows and for constant columns."""
    for eps in [0.3, 2.0, 1e-3]:
        dy, x, gamma = norm_backward_inputs(rng, 5, 3)
        student.batch_norm_backward(dy, x, gamma, eps).matches_reference()
        student.batch_norm_backward(dy[:2], x[:2], gamma, eps).matches_reference()
        x[:, 1] = -0.75
        student.batch_norm_backward(dy, x, gamma, eps).matches_reference()


@check(
    "batch_norm_backward",
    weight=3,
    after=test_norm_backward_values,
    es="Los gradientes son exactos con columnas de tamaños muy distintos y lejos del cero",
)
def test_norm_backward_scales(student: Student, rng: np.random.Generator) -> None:
    """The gradients are exact for columns of very different size and far away from zero."""
    # No step fits all columns, and beside what is large a loss shows nothing of what is small. The
    # first gradient is taken where ε outweighs a variance, the others where it does not.
    dy, x, gamma = norm_backward_inputs(rng, 7, 5)
    sizes = np.array([1e9, 1e-9, 1.0, 1e60, 1e-60])
    student.batch_norm_backward(dy, sizes * x, gamma).matches_reference(1e-7, 0)
    student.batch_norm_backward(sizes * dy, x, sizes[::-1] * gamma).matches_reference(1e-7, 0)
    student.batch_norm_backward(dy, x + 1e6, gamma).matches_reference()


@check(
    "batch_norm_backward",
    after=test_norm_backward_values,
    es="batch_norm_backward deja sus argumentos como estaban",
)
def test_norm_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """batch_norm_backward leaves its arguments as they were."""
    expect_arguments_kept(student, "batch_norm_backward", *norm_backward_inputs(rng, 5, 3))


@check(
    "batch_norm_backward",
    after=test_norm_backward_values,
    es="Con float32, batch_norm_backward responde en float32",
)
def test_norm_backward_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, batch_norm_backward answers in float32."""
    expect_float32(student, "batch_norm_backward", *norm_backward_inputs(rng, 5, 3))


# --- dropout ----------------------------------------------------------------------------------


@check("dropout", weight=3, es="Al entrenar, dropout quita entradas y agranda las demás")
def test_dropout_training(student: Student, rng: np.random.Generator) -> None:
    """In training dropout drops entries and makes the others larger."""
    for p in [0.25, 0.5, 0.9, 0.0, 0.625]:
        x, u = rng.standard_normal((7, 5)), rng.random((7, 5))
        u[1, :3] = p  # what is exactly p is kept
        u[2] = 0
        student.dropout(x, u, p, True).matches_reference()
    x, u = rng.standard_normal((3, 1)), rng.random((3, 1))
    student.dropout(x, u, 0.5, True).matches_reference()


@check(
    "dropout",
    weight=2,
    after=test_dropout_training,
    es="Sin entrenamiento, dropout devuelve x",
)
def test_dropout_evaluation(student: Student, rng: np.random.Generator) -> None:
    """Outside training dropout returns x."""
    for p in [0.25, 0.9, 0.0]:
        x, u = rng.standard_normal((3, 5)), rng.random((3, 5))
        student.dropout(x, u, p, False).matches_reference()


@probe
def dropout_gradient(student: Any, x: Any, u: Any, p: float, training: bool, weights: Any) -> Any:
    """The gradient of a combination of the outputs, with respect to x."""
    x.requires_grad_(True)
    total = (student.dropout(x.clone(), u, p, training) * weights).sum() + 0 * x.sum()
    return torch.autograd.grad(total, x)[0]


@check(
    "dropout",
    after=test_dropout_training,
    es="El gradiente pasa donde pasó la entrada, y los argumentos quedan como estaban",
)
def test_dropout_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradient passes where the entry passed, and the arguments stay as they were."""
    for training in [True, False]:
        x, u, weights = rng.standard_normal((3, 5)), rng.random((3, 5)), rng.random((3, 5))
        student.run(dropout_gradient, x, u, 0.4, training, weights).matches_reference()
        expect_arguments_kept(student, "dropout", x, u, 0.4, training)


@check(
    "dropout",
    after=test_dropout_training,
    es="Con float32, dropout responde en float32",
)
def test_dropout_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, dropout answers in float32."""
    for training in [True, False]:
        x, u = rng.standard_normal((3, 5)), rng.random((3, 5))
        expect_float32(student, "dropout", x, u, 0.5, training)


# --- momentum_step, adam_step -----------------------------------------------------------------


def draws(rng: np.random.Generator, count: int, shape: tuple[int, ...]) -> list[Array]:
    """So many random arrays of a shape; () too is an array."""
    return [np.asarray(rng.standard_normal(shape)) for _ in range(count)]


@check("momentum_step", weight=3, es="momentum_step mueve w con la velocidad nueva")
def test_momentum_values(student: Student, rng: np.random.Generator) -> None:
    """momentum_step moves w by the new velocity."""
    for shape, lr, momentum in [((3, 2), 0.1, 0.9), ((5,), 2.0, 0.5), ((), 0.03, 0.99)]:
        student.momentum_step(*draws(rng, 3, shape), lr, momentum).matches_reference()
    student.momentum_step(*draws(rng, 3, (2, 3)), 0.7, 0.0).matches_reference()


@probe
def momentum_in_turn(student: Any, w: Any, gradients: Any, lr: float, momentum: float) -> Any:
    """w and the velocity after each of several steps, from a velocity of zeros."""
    velocity, after = torch.zeros_like(w), []
    for g in gradients:
        w, velocity = student.momentum_step(w, g, velocity, lr, momentum)
        after.append([w.clone(), velocity.clone()])
    return after


@check(
    "momentum_step",
    after=test_momentum_values,
    es="Varios pasos seguidos son correctos, y los argumentos quedan como estaban",
)
def test_momentum_in_turn(student: Student, rng: np.random.Generator) -> None:
    """Several steps in turn are right, and the arguments stay as they were."""
    w, *gradients = draws(rng, 6, (2, 3))
    student.run(momentum_in_turn, w, gradients, 0.1, 0.8).matches_reference()
    expect_arguments_kept(student, "momentum_step", *draws(rng, 3, (3, 2)), 0.1, 0.9)


@check(
    "momentum_step",
    after=test_momentum_values,
    es="Con float32, momentum_step responde en float32",
)
def test_momentum_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, momentum_step answers in float32."""
    expect_float32(student, "momentum_step", *draws(rng, 3, (2, 3)), 0.7, 0.9)


@probe
def adam_in_turn(student: Any, w: Any, gradients: Any, settings: Any) -> Any:
    """w, m and v after each of several steps of Adam, from averages of zeros."""
    m, v, after = torch.zeros_like(w), torch.zeros_like(w), []
    for k, g in enumerate(gradients, start=1):
        w, m, v = student.adam_step(w, g, m, v, k, **settings)
        after.append([w.clone(), m.clone(), v.clone()])
    return after


@check("adam_step", weight=4, es="Los primeros pasos de Adam son exactos")
def test_adam_first_steps(student: Student, rng: np.random.Generator) -> None:
    """The first steps of Adam are exact."""
    for shape, lr in [((3, 2), 0.1), ((5,), 0.003), ((), 0.2)]:
        w, *gradients = draws(rng, 6, shape)
        # None is near zero: where ε stands is another check's matter.
        plain = [np.asarray(g + np.sign(g)) for g in gradients]
        student.run(adam_in_turn, w, plain, {"lr": lr}).matches_reference()


@check(
    "adam_step",
    weight=2,
    after=test_adam_first_steps,
    es="adam_step usa betas, eps y k como los recibe",
)
def test_adam_settings(student: Student, rng: np.random.Generator) -> None:
    """adam_step uses its betas, eps and k as they are given."""
    for k, *settings in [(1, 0.5, 0.9, 1e-8), (3, 0.8, 0.95, 0.1), (2, 0.0, 0.99, 1e-3)]:
        w, g, m, root = draws(rng, 4, (2, 3))
        student.adam_step(w, g, m, root**2, k, 0.1, *settings).matches_reference()
    w, g, m, root = draws(rng, 4, (2, 3))
    for k in [7, 1000, 10**6]:
        student.adam_step(w, g, m, root**2, k, 0.1).matches_reference()


@check(
    "adam_step",
    weight=2,
    after=test_adam_first_steps,
    es="El decaimiento reduce w sin pasar por los promedios",
)
def test_adam_decay(student: Student, rng: np.random.Generator) -> None:
    """The decay makes w smaller without going through the averages."""
    for lr, decay in [(0.1, 0.5), (0.02, 3.0)]:
        w, *gradients = draws(rng, 4, (3, 2))
        settings = {"lr": lr, "weight_decay": decay}
        student.run(adam_in_turn, 10 * w, gradients, settings).matches_reference()


@check(
    "adam_step",
    weight=2,
    after=test_adam_first_steps,
    es="Los pasos son correctos con gradientes nulos, diminutos y enormes",
)
def test_adam_sizes(student: Student, rng: np.random.Generator) -> None:
    """The steps are right for gradients that are zero, tiny or huge."""
    w, *gradients = draws(rng, 5, (2, 4))
    sizes = np.array([0.0, 1e-9, 1e-7, 1e100])  # ε is as large as some of them
    scaled = [sizes * g for g in gradients]
    scaled[2][0] = 0  # after others that are not: the averages move w on
    student.run(adam_in_turn, w, scaled, {"lr": 0.1}).matches_reference()


@check(
    "adam_step",
    after=test_adam_first_steps,
    es="adam_step deja sus argumentos como estaban",
)
def test_adam_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """adam_step leaves its arguments as they were."""
    w, g, m, root = draws(rng, 4, (3, 2))
    settings = (3, 0.1, 0.9, 0.999, 1e-8, 0.2)
    expect_arguments_kept(student, "adam_step", w, g, m, root**2, *settings)


@check(
    "adam_step",
    after=test_adam_first_steps,
    es="Con float32, adam_step responde en float32",
)
def test_adam_float32(student: Student, rng: np.random.Generator) -> None:
    """Given float32, adam_step answers in float32."""
    w, g, m, root = draws(rng, 4, (2, 3))
    expect_float32(student, "adam_step", w, g, m, root**2, 3, 0.1)
    expect_float32(student, "adam_step", w, g, m, root**2, 2, 0.1, 0.8, 0.9, 1e-3, 0.2)


# --- train_classifier -------------------------------------------------------------------------


def logits_of(x: Array, layers: Any) -> Array:
    """The logits of a network, as the judge computes them."""
    *hidden, (W_last, b_last) = layers
    for W, b in hidden:
        x = np.maximum(x @ W + b, 0)
    return np.asarray(x @ W_last + b_last)


def flat(layers: Any, like: Network) -> list[Array]:
    """The tensors of layers that came back, of the shapes of those that were given."""
    expect(isinstance(layers, list | tuple) and len(layers) == len(like))
    expect(all(isinstance(layer, list | tuple) and len(layer) == 2 for layer in layers))
    given = [tensor for layer in like for tensor in layer]
    return arrays_like([tensor for layer in layers for tensor in layer], given)


def task(rng: np.random.Generator, N: int, sizes: list[int]) -> tuple[Array, Array, Network]:
    """x (N, D), labels (N,) that have nothing to do with x, and a network."""
    labels = rng.permutation(np.arange(N) % sizes[-1])
    return rng.standard_normal((N, sizes[0])), labels, network(rng, sizes)


def alike(rng: np.random.Generator, N: int, sizes: list[int]) -> tuple[Array, Array, Network]:
    """A task in which all rows are the same one: whichever are drawn, a step is the same."""
    x, y, layers = task(rng, N, sizes)
    return np.repeat(x[:1], N, axis=0), np.repeat(y[:1], N), layers


@check(
    "train_classifier",
    weight=4,
    es="train_classifier da los pasos de Adam y devuelve las capas y las pérdidas",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_classifier takes the steps of Adam and returns the layers and the losses."""
    for N, batch, sizes, steps, lr in [
        (5, 3, [2, 7, 3], 1, 0.02),
        (3, 3, [3, 5, 4, 2], 3, 0.05),
        (4, 1, [2, 3], 6, 0.3),
        (7, 5, [3, 2, 4, 2, 3], 4, 0.01),
    ]:
        settings = steps, batch, lr, random_seed(rng)
        student.train_classifier(*alike(rng, N, sizes), *settings).matches_reference()


@check(
    "train_classifier",
    weight=2,
    after=test_training_steps,
    es="Se dan todos los pasos con la misma tasa lr, baje o no la pérdida",
)
def test_training_every_step(student: Student, rng: np.random.Generator) -> None:
    """All steps are taken, all at the same rate lr, whether the loss falls or not."""
    for steps, lr in [(300, 0.0), (300, 1e-6), (150, 0.02)]:
        settings = steps, 2, lr, random_seed(rng)
        answer = student.train_classifier(*alike(rng, 3, [2, 5, 3]), *settings)
        answer.matches_reference(1e-6, 1e-7)


@probe
def types_of_losses(student: Any, arguments: Any) -> Any:
    """Whether the losses are a list, how many they are, and whether each is a Python float."""
    _, losses = student.train_classifier(*arguments)
    return [isinstance(losses, list), len(losses), *(isinstance(loss, float) for loss in losses)]


@check(
    "train_classifier",
    after=test_training_steps,
    es="Las pérdidas son float de Python, y los argumentos quedan como estaban",
)
def test_training_returns(student: Student, rng: np.random.Generator) -> None:
    """The losses are Python floats, and the arguments stay as they were."""
    inputs = [*alike(rng, 5, [2, 7, 3]), 3, 4, 0.05, random_seed(rng)]
    student.run(types_of_losses, inputs).matches_reference()
    expect_arguments_kept(student, "train_classifier", *inputs)


def row_losses(x: Array, y: Array, layers: Network) -> Array:
    """(N,), the softmax loss of every row, as the judge computes it."""
    logits = logits_of(x, layers)
    return np.asarray(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(y)), y])


@check(
    "train_classifier",
    weight=2,
    after=test_training_steps,
    es="Cada paso sortea batch_size filas de entre todas, cada una con su etiqueta",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Each step draws batch_size rows from all of them, every one with its own label."""
    x, y, layers = task(rng, 13, [2, 7, 3])
    rows = row_losses(x, y, layers)
    for copies in [1, 100]:
        settings = 80, 3, 0.0, random_seed(rng)
        data = np.repeat(x, copies, axis=0), np.repeat(y, copies)
        answer = student.train_classifier(*data, layers, *settings).matches_form()
        which = expect_rows_drawn(np.asarray(answer.value[1]), rows, 3)
        drawn = np.sort(np.unravel_index(which, (13,) * 3), axis=0)
        expect(len(np.unique(drawn, axis=1).T) > 40)
    # So many rows, of two kinds: their mean lies at a 131st of the way from one loss to the other.
    kinds = [rows.argmin(), rows.argmax()]
    data = np.repeat(x[kinds], 100, axis=0), np.repeat(y[kinds], 100)
    answer = student.train_classifier(*data, layers, 5, 131, 0.0, random_seed(rng)).matches_form()
    counts = 131 * (np.asarray(answer.value[1]) - rows.min()) / np.ptp(rows)
    expect_equal(counts, np.round(counts), 0, 1e-6)


def first_move(x: Array, label: int, layers: Network, lr: float) -> list[Array]:
    """What the first step of Adam makes of a network for one row x (D,), by the judge."""
    inputs = [x]
    for W, b in layers[:-1]:
        inputs.append(np.maximum(inputs[-1] @ W + b, 0))
    logits = logits_of(x[None], layers)[0]
    back = np.exp(logits - np.logaddexp.reduce(logits))
    back[label] -= 1
    moved: list[Array] = []
    for (W, b), came in zip(layers[::-1], inputs[::-1], strict=True):
        for tensor, g in [(b, back), (W, np.outer(came, back))]:
            moved.insert(0, tensor - lr * g / (np.abs(g) + 1e-8))
        back = np.where(came > 0, W @ back, 0)
    return moved


@check(
    "train_classifier",
    after=test_training_minibatches,
    es="Cada paso sigue el gradiente de las filas de su pérdida",
)
def test_training_own_rows(student: Student, rng: np.random.Generator) -> None:
    """Each step follows the gradient of its loss's rows."""
    x, y, layers = task(rng, 11, [3, 5, 2])
    rows = row_losses(x, y, layers)
    for _ in range(5):
        settings = 1, 1, 0.1, random_seed(rng)
        answer = student.train_classifier(x, y, layers, *settings).matches_form()
        row = int(np.abs(rows - np.asarray(answer.value[1])).argmin())
        expected = first_move(x[row], int(y[row]), layers, 0.1)
        expect_equal(flat(answer.value[0], layers), expected, 1e-6, 1e-7)


@probe
def trained_three_times(student: Any, data: Any, settings: Any, seeds: Any) -> Any:
    """The layers and losses of trainings with these seeds, with something else drawn before."""
    found = []
    for number, seed in enumerate(seeds):
        torch.manual_seed(number)
        layers, losses = student.train_classifier(*data, *settings, seed)
        found.append([[list(layer) for layer in layers], [float(loss) for loss in losses]])
    return found


@check(
    "train_classifier",
    after=test_training_minibatches,
    es="La misma semilla da las mismas capas, y otra semilla otras",
)
def test_training_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same layers, and another seed others."""
    data, one, two = list(task(rng, 23, [2, 5, 3])), random_seed(rng), random_seed(rng)
    answer = student.run(trained_three_times, data, [4, 5, 0.05], [one, one, two]).matches_form()
    first, again, other = answer.value
    expect_equal(again, first, 0, 0)
    expect(not np.allclose(first[1], other[1]))
    expect(not np.allclose(first[0][0][0], other[0][0][0]))


def he_network(rng: np.random.Generator, sizes: list[int]) -> Network:
    """The weights that a training starts from."""
    return [
        (np.sqrt(2 / D) * rng.standard_normal((D, H)), np.zeros(H))
        for D, H in itertools.pairwise(sizes)
    ]


def trained(
    student: Student, rng: np.random.Generator, data: tuple[Array, Array], start: Network, *how: Any
) -> tuple[Any, Array]:
    """The layers of a training, and its losses; before it a short one, in which wrong answers are
    told apart."""
    student.train_classifier(*alike(rng, 5, [2, 7, 3]), 3, 2, 0.05, 0).matches_form()
    answer = student.train_classifier(*data, start, *how, random_seed(rng)).matches_form()
    tensors = flat(answer.value[0], start)
    return list(zip(tensors[::2], tensors[1::2], strict=True)), np.asarray(answer.value[1])


@check(
    "train_classifier",
    weight=2,
    retries=2,
    after=test_training_steps,
    es="La red entrenada lee dígitos nuevos",
)
def test_training_digits(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """The trained network reads new digits."""
    seen, new = data.load("digits.npz"), data.load("held_out.npz")
    order = np.argsort(seen["labels"], kind="stable")
    digits = seen["images"][order] / 16, seen["labels"][order]
    layers, losses = trained(student, rng, digits, he_network(rng, [64, 64, 10]), 300, 64, 0.003)
    error = mean_cross_entropy(logits_of(new["images"] / 16, layers), new["labels"])
    expect_below(error, DIGITS_LIMIT, curve=losses)


TURNS = 1.5  # of a spiral


def arms(rng: np.random.Generator, N: int, begin: float) -> tuple[Array, Array]:
    """Points x (N, 2) of three spirals, of which the first begins at this angle, and which (N,)."""
    label = np.arange(N) % 3
    away = 0.1 + 0.9 * np.sqrt(rng.random(N))
    phi = begin + 2 * np.pi * (TURNS * away + label / 3)
    places = np.stack([away * np.cos(phi), away * np.sin(phi)], axis=1)
    return places + 0.02 * rng.standard_normal((N, 2)), label


SIDE = 32  # of the picture
COLOURS = np.array([[0.84, 0.24, 0.2], [0.16, 0.45, 0.8], [0.95, 0.75, 0.15]])


def regions(layers: Any, x: Array, y: Array, begin: float) -> Picture | None:
    """The points that were given, what the network decides at each place, and the nearest arm."""
    ticks = (np.arange(SIDE) + 0.5) / SIDE * 2.2 - 1.1
    places = np.stack(np.meshgrid(ticks, -ticks), axis=-1).reshape(-1, 2)
    points = np.full((SIDE, SIDE, 3), 0.97)
    column, row = np.clip((x * [1, -1] + 1.1) / 2.2 * SIDE, 0, SIDE - 1).astype(int).T
    points[row, column] = COLOURS[y]
    logits = logits_of(places, layers)
    shares = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    ahead = np.arctan2(places[:, 1], places[:, 0]) - begin - 2 * np.pi * TURNS * np.hypot(*places.T)
    nearest = np.round(ahead / (2 * np.pi) * 3).astype(int) % 3
    images = [points, shares @ COLOURS * 0.7 + 0.3, COLOURS[nearest] * 0.7 + 0.3]
    first, mine, right = (image.reshape(1, SIDE, SIDE, 3) for image in images)
    return image_rows({GIVEN: first, YOURS: mine, EXPECTED: right})


@check(
    "train_classifier",
    weight=3,
    retries=2,
    after=test_training_steps,
    es="La red entrenada separa tres espirales",
)
def test_training_spirals(student: Student, rng: np.random.Generator) -> None:
    """The trained network tells three spirals apart."""
    begin = rng.uniform(0, 2 * np.pi)
    x, y = arms(rng, 600, begin)
    order = np.argsort(y, kind="stable")  # minibatches have to be drawn
    start = he_network(rng, [2, 32, 32, 3])
    layers, losses = trained(student, rng, (x[order], y[order]), start, 400, 64, 0.02)
    x_test, y_test = arms(rng, 1200, begin)
    error = mean_cross_entropy(logits_of(x_test, layers), y_test)
    shown = regions(layers, x, y, begin)
    expect_below(error, SPIRALS_LIMIT, curve=losses, picture=shown)
