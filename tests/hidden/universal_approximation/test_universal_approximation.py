"""The hidden suite of the universal approximation topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    answer_form,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    probe,
)

if TYPE_CHECKING:
    import torch
    from torch.nn import functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray

# Mean squared error on held-out points of a target with variance 1. Measured: the reference 0.0002
# to 0.0115 (200 seeds); with 12 seeds each, a hidden layer that is not trained 0.05 to 0.35,
# gradient descent in place of Adam 0.06 to 0.47, a linear network 0.3 to 0.9.
TRAINING_LIMIT = 0.025


def waves(rng: np.random.Generator) -> Array:
    """A function at random: amplitude, frequency and phase (3, 4) of four sine waves."""
    return np.stack(
        [rng.standard_normal(4), rng.uniform(0.3, 3.0, 4), rng.uniform(0, 2 * np.pi, 4)]
    )


# --- step -------------------------------------------------------------------------------------


@check("step", weight=3, es="step es una sigmoide con su escalón en s y peso w")
def test_step_values(student: Student, rng: np.random.Generator) -> None:
    """step is a sigmoid with its step at s and weight w."""
    for N, w in [(7, 3.1), (1, -1.7), (11, 0.4)]:
        x, s = rng.standard_normal(N), float(1 + rng.random())
        student.step(x, s, w).matches_reference()
        student.step(x, -s, w).matches_reference()


@check(
    "step",
    after=test_step_values,
    es="step y su derivada son correctas y finitas por empinado que sea el escalón",
)
def test_step_steep(student: Student, rng: np.random.Generator) -> None:
    """step and its derivative are right, and finite however steep the step is."""
    for N, w in [(5, 2.3), (13, 1e4), (13, -1e4)]:
        x, s = rng.standard_normal(N), float(rng.standard_normal())
        student.step.gradients(x, s, w).matches_reference()


# --- bump -------------------------------------------------------------------------------------


def bump_inputs(rng: np.random.Generator) -> tuple[float, float, float, float]:
    """s < t, h of either sign, w > 0: so near and so gentle that the two steps meet."""
    s = float(rng.standard_normal())
    h = float(rng.choice([-1, 1]) * rng.uniform(1.5, 3))
    return s, s + float(rng.uniform(0.5, 1.5)), h, float(rng.uniform(1.5, 5))


@check("bump", weight=3, es="bump sube hasta h en s y vuelve a cero en t")
def test_bump_values(student: Student, rng: np.random.Generator) -> None:
    """bump rises to h at s and falls back to zero at t."""
    for N in [7, 1, 11]:
        student.bump(2 * rng.standard_normal(N), *bump_inputs(rng)).matches_reference()


@check(
    "bump",
    after=test_bump_values,
    es="Dos mesetas vecinas de igual altura forman una sola, y PyTorch puede derivarla",
)
def test_bump_joins(student: Student, rng: np.random.Generator) -> None:
    """Two neighbouring bumps of one height make a single one, and PyTorch can differentiate it."""
    x = 2 * rng.standard_normal(13)
    s, t, h, w = bump_inputs(rng)
    middle = 0.3 * s + 0.7 * t
    left = student.bump(x, s, middle, h, w).matches_reference()
    right = student.bump(x, middle, t, h, w).matches_reference()
    whole = student.bump.gradients(x, s, t, h, w).matches_reference()
    expect_equal(left.array() + right.array(), whole["outputs"])


# --- bump_network -----------------------------------------------------------------------------


@probe
def bump_shapes(student: Any, n: int, lo: float, hi: float, w: float) -> Any:
    """Zeros of the shape of what bump_network returns, for the sine."""
    network = student.bump_network(torch.sin, n, lo, hi, w)
    return torch.utils._pytree.tree_map_only(torch.Tensor, torch.zeros_like, network)


@probe
def bump_outputs(
    student: Any, x: torch.Tensor, waves: torch.Tensor, n: int, lo: float, hi: float, w: float
) -> Any:
    """What the bump network of a sum of sine waves answers at x (N,)."""
    amplitude, frequency, phase = waves

    def f(points: torch.Tensor) -> torch.Tensor:
        angles = frequency * points[..., None] + phase
        return torch.sum(amplitude * torch.sin(angles), dim=-1)

    W1, b1, W2 = student.bump_network(f, n, lo, hi, w)
    return (torch.sigmoid(x[:, None] @ W1 + b1) @ W2)[:, 0]


@probe
def bump_outputs_of_sum(
    student: Any, x: torch.Tensor, points: torch.Tensor, n: int, lo: float, hi: float, w: float
) -> Any:
    """What the bump networks of two piecewise linear functions and of their sum answer at x.

    The functions pass through (points[0], points[1]) and (points[0], points[2]).
    """

    answers = []
    for values in (points[1], points[2], points[1] + points[2]):

        def f(
            at: torch.Tensor, knots: torch.Tensor = points[0], values: torch.Tensor = values
        ) -> torch.Tensor:
            i = torch.searchsorted(knots, at).clamp(1, len(knots) - 1)
            share = (at - knots[i - 1]) / (knots[i] - knots[i - 1])
            return values[i - 1] + share * (values[i] - values[i - 1])

        W1, b1, W2 = student.bump_network(f, n, lo, hi, w)
        answers.append((torch.sigmoid(x[:, None] @ W1 + b1) @ W2)[:, 0])
    return torch.stack(answers)


@check(
    "bump_network",
    weight=5,
    es="La red de mesetas toma en cada intervalo la altura de f en su punto medio",
)
def test_bump_network_values(student: Student, rng: np.random.Generator) -> None:
    """The bump network takes on each interval the height of f at its midpoint."""
    for n, lo, hi, w in [(3, -1.5, 2.0, 7.0), (1, 0.4, 3.0, 2.5), (8, 1.0, 2.5, 30.0)]:
        student.run(bump_shapes, n, lo, hi, w).matches_reference()
        x = rng.uniform(lo - 1, hi + 1, 23)
        student.run(bump_outputs, x, waves(rng), n, lo, hi, w).matches_reference()


@check(
    "bump_network",
    weight=2,
    after=test_bump_network_values,
    es="La red de f + g es la suma de las redes de f y de g, también si tienen picos",
)
def test_bump_network_adds(student: Student, rng: np.random.Generator) -> None:
    """The network of f + g is the sum of the networks of f and of g, also where they have kinks."""
    points = np.concatenate([np.linspace(-3, 3, 9)[None], rng.standard_normal((2, 9))])
    x = rng.uniform(-2, 3, 17)
    answer = student.run(bump_outputs_of_sum, x, points, 5, -1.2, 2.2, 11.0).matches_reference()
    first, second, both = answer.array()
    expect_equal(both, first + second)


@check(
    "bump_network",
    after=test_bump_network_values,
    es="Con el doble de mesetas, el error medio se reduce a la mitad",
)
def test_bump_network_converges(student: Student, rng: np.random.Generator) -> None:
    """With twice as many bumps, the mean error is half as large."""
    x = np.linspace(-1, 1, 2003)[1:-1]
    f = waves(rng)
    target = (f[0] * np.sin(f[1] * x[:, None] + f[2])).sum(axis=1)
    errors = []
    for n in [20, 40, 80]:
        answer = student.run(bump_outputs, x, f, n, -1.0, 1.0, 1000.0 * n)
        errors.append(np.abs(answer.matches_reference().array() - target).mean())
    # The reference: 0.49 to 0.51 (2000 functions).
    expect(0.45 < errors[1] / errors[0] < 0.55)
    expect(0.45 < errors[2] / errors[1] < 0.55)


# --- relu_network -----------------------------------------------------------------------------


@probe
def relu_outputs(student: Any, x: torch.Tensor, knots: torch.Tensor, values: torch.Tensor) -> Any:
    """What the ReLU network answers at x (N,)."""
    W1, b1, W2, b2 = student.relu_network(knots, values)
    return (F.relu(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]


@probe
def relu_gradients(student: Any, x: torch.Tensor, points: Any, cotangent: torch.Tensor) -> Any:
    """The gradients of cotangent · network(x) with respect to the points: knots and values."""
    knots, values = points
    knots.requires_grad_(True)
    values.requires_grad_(True)
    W1, b1, W2, b2 = student.relu_network(knots, values)
    outputs = (F.relu(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]
    (cotangent * outputs).sum().backward()
    return {"knots": knots.grad, "values": values.grad}


def knots_and_values(rng: np.random.Generator, K: int) -> tuple[Array, Array]:
    """K knots at uneven distances of 0.3 to 1.5, and values of which none is near zero."""
    knots = rng.standard_normal() + np.cumsum(rng.uniform(0.3, 1.5, K))
    return knots, rng.choice([-1, 1], K) * rng.uniform(0.5, 2, K)


@check(
    "relu_network",
    weight=5,
    es="La red ReLU une los puntos con rectas y es constante antes y después de ellos",
)
def test_relu_network_values(student: Student, rng: np.random.Generator) -> None:
    """The ReLU network joins the points by straight lines and is constant before and after them."""
    for K in [5, 2, 11]:
        knots, values = knots_and_values(rng, K)
        answer_form(student, "relu_network", knots, values).matches_reference()
        x = np.concatenate([rng.uniform(knots[0] - 2, knots[-1] + 2, 23), knots])
        answer = student.run(relu_outputs, x, knots, values).matches_reference()
        expect_equal(answer.value, np.interp(x, knots, values))


@check(
    "relu_network",
    weight=2,
    after=test_relu_network_values,
    es="PyTorch puede derivar la red ReLU respecto a los nodos y a los valores",
)
def test_relu_network_gradients(student: Student, rng: np.random.Generator) -> None:
    """PyTorch can differentiate the ReLU network with respect to the knots and the values."""
    for K in [7, 2]:
        knots, values = knots_and_values(rng, K)
        x = rng.uniform(knots[0] - 1, knots[-1] + 1, 23)
        cotangent = rng.standard_normal(23)
        student.run(relu_gradients, x, (knots, values), cotangent).matches_reference()


@check(
    "relu_network",
    after=test_relu_network_values,
    es="Si los puntos están en una recta, la red ReLU es esa recta",
)
def test_relu_network_line(student: Student, rng: np.random.Generator) -> None:
    """Where the points lie on a straight line, the ReLU network is that line."""
    knots, _ = knots_and_values(rng, 7)
    slope, intercept = rng.standard_normal(2)
    x = rng.uniform(knots[0], knots[-1], 23)
    answer = student.run(relu_outputs, x, knots, slope * knots + intercept)
    expect_equal(answer.value, slope * x + intercept)


# --- tower2d ----------------------------------------------------------------------------------


def tower_inputs(rng: np.random.Generator, N: int) -> tuple[Array, Array, Array, float, float]:
    """x (N, 2), s, t, h, w: the points in and around a rectangle that is no square."""
    s = rng.standard_normal(2)
    t = s + np.array([0.8, 1.7]) + rng.random(2)
    x = s - 0.7 + (t - s + 1.4) * rng.random((N, 2))
    return x, s, t, float(rng.uniform(1.5, 3)), float(rng.uniform(3, 6))


@check("tower2d", weight=4, es="tower2d vale h sobre un rectángulo y cero en el resto del plano")
def test_tower_values(student: Student, rng: np.random.Generator) -> None:
    """tower2d is h over a rectangle and zero over the rest of the plane."""
    for N in [23, 1, 7]:
        x, s, t, h, w = tower_inputs(rng, N)
        student.tower2d(x, s, t, h, w).matches_reference()
        student.tower2d(x, s, t, -h, 2 * w).matches_reference()


@check(
    "tower2d",
    after=test_tower_values,
    es="Con los dos ejes intercambiados la torre es la misma, y PyTorch puede derivarla",
)
def test_tower_axes(student: Student, rng: np.random.Generator) -> None:
    """With both axes exchanged the tower is the same, and PyTorch can differentiate it."""
    x, s, t, h, w = tower_inputs(rng, 11)
    tower = student.tower2d.gradients(x, s, t, h, w).matches_reference()
    exchanged = student.tower2d(x[:, ::-1].copy(), s[::-1].copy(), t[::-1].copy(), h, w)
    expect_equal(exchanged.array(), tower["outputs"])


# --- order ------------------------------------------------------------------------------------

# An order is read to two digits: computing it in float32 is no mistake.
ORDER_TOLERANCE = {"rtol": 1e-4, "atol": 1e-4}


@check("order", weight=2, es="order es la pendiente de los logaritmos por mínimos cuadrados")
def test_order_values(student: Student, rng: np.random.Generator) -> None:
    """order is the slope of the logarithms by least squares."""
    for M in [5, 3, 8]:
        ns = np.cumsum(rng.integers(2, 20, M)).astype(np.float64)
        errors = ns ** rng.uniform(-3, -1) * rng.uniform(0.5, 20, M)
        student.order(ns, errors).matches_reference(**ORDER_TOLERANCE)


@check(
    "order",
    after=test_order_values,
    es="El orden de c·nᵖ es p, cualquiera que sea la unidad en que se midan n y el error",
)
def test_order_power_law(student: Student, rng: np.random.Generator) -> None:
    """The order of c·nᵖ is p, in whatever unit n and the error are measured."""
    for M in [2, 6]:
        ns = np.cumsum(rng.uniform(1, 9, M))
        p, c = rng.uniform(-3, 1), rng.uniform(0.1, 50)
        expect_equal(student.order(ns, c * ns**p).array(), p, **ORDER_TOLERANCE)


# --- mlp_forward ------------------------------------------------------------------------------

SIZES = [(5, 2, 7, 3), (3, 4, 1, 2), (1, 3, 5, 1)]


def mlp_inputs(rng: np.random.Generator, N: int, D: int, H: int, M: int) -> tuple[Array, ...]:
    """x, W1, b1, W2, b2: all of them random, none of them zero."""
    shapes = [(N, D), (D, H), (H,), (H, M), (M,)]
    return tuple(rng.standard_normal(shape) for shape in shapes)


@check("mlp_forward", weight=2, es="mlp_forward devuelve la salida de la red")
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """mlp_forward returns the output of the network."""
    for N, D, H, M in SIZES:
        student.mlp_forward(*mlp_inputs(rng, N, D, H, M)).matches_reference()


@check(
    "mlp_forward",
    after=test_forward_values,
    es="PyTorch puede derivar mlp_forward respecto a la entrada y a los cuatro parámetros",
)
def test_forward_gradients(student: Student, rng: np.random.Generator) -> None:
    """PyTorch can differentiate mlp_forward with respect to the input and the four parameters."""
    for N, D, H, M in SIZES[:2]:
        student.mlp_forward.gradients(*mlp_inputs(rng, N, D, H, M)).matches_reference()


# --- mlp_backward -----------------------------------------------------------------------------


@check("mlp_backward", weight=6, es="Los cinco gradientes de mlp_backward son correctos")
def test_backward_values(student: Student, rng: np.random.Generator) -> None:
    """The five gradients of mlp_backward are right."""
    for N, D, H, M in SIZES:
        dy = rng.standard_normal((N, M))
        student.mlp_backward(dy, *mlp_inputs(rng, N, D, H, M)).matches_reference()


@check(
    "mlp_backward",
    after=test_backward_values,
    es="Los gradientes de un lote son la suma de los de sus filas, y dx los tiene fila por fila",
)
def test_backward_batch(student: Student, rng: np.random.Generator) -> None:
    """The gradients of a batch are the sum of those of its rows, and dx has them row by row."""
    dy = rng.standard_normal((3, 2))
    x, *parameters = mlp_inputs(rng, 3, 5, 4, 2)
    whole = student.mlp_backward(dy, x, *parameters).matches_reference()
    rows = [
        student.mlp_backward(dy[i : i + 1], x[i : i + 1], *parameters).matches_reference()
        for i in range(3)
    ]
    expect_equal(whole.array(0), np.concatenate([row.array(0) for row in rows]))
    for part in range(1, 5):
        expect_equal(whole.array(part), sum(row.array(part) for row in rows))


@check(
    "mlp_backward",
    after=test_backward_values,
    es="mlp_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """mlp_backward leaves its arguments as they were."""
    arguments = (rng.standard_normal((5, 3)), *mlp_inputs(rng, 5, 2, 7, 3))
    expect_arguments_kept(student, "mlp_backward", *arguments)


# --- train ------------------------------------------------------------------------------------


@check("train", weight=10, es="train da los pasos de Adam y devuelve los parámetros y las pérdidas")
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train takes the steps of Adam and returns the parameters and the losses."""
    # Adam takes the same steps for the gradients times any number, but for its epsilon: a loss on
    # another scale is seen where the errors are small. With smaller errors or longer steps rounding
    # would be seen, too. After one step alone, who returns the best parameters could not be told
    # from who takes none.
    x, W1, b1, W2, b2 = mlp_inputs(rng, 5, 2, 7, 3)
    y = np.tanh(x @ W1 + b1) @ W2 + b2 + 1e-3 * rng.standard_normal((5, 3))
    student.train(x, y, (W1, b1, W2, b2), 2, 0.02).matches_reference()
    for N, D, H, M, steps, lr in [
        (11, 3, 2, 1, 2, 0.02),
        (7, 1, 5, 2, 6, 0.3),
    ]:
        x, *parameters = mlp_inputs(rng, N, D, H, M)
        y = rng.standard_normal((N, M))
        student.train(x, y, tuple(parameters), steps, lr).matches_reference()


@check(
    "train",
    after=test_training_steps,
    es="train deja los parámetros que recibe como estaban",
)
def test_training_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """train leaves the parameters that it is given as they were."""
    x, *parameters = mlp_inputs(rng, 7, 2, 5, 3)
    y = rng.standard_normal((7, 3))
    expect_arguments_kept(student, "train", x, y, tuple(parameters), 3, 0.1)


def plane_waves(rng: np.random.Generator) -> tuple[Array, Array]:
    """Two plane waves in two dimensions: wave vectors (2, 2), of length 4 and 2, and phases (2,).

    Tanh units at random approximate them badly: the hidden layer has to learn the directions.
    """
    directions = rng.standard_normal((2, 2))
    return directions / np.linalg.norm(directions, axis=0) * [4, 2], rng.uniform(0, 2 * np.pi, 2)


@check(
    "train",
    weight=3,
    retries=2,
    after=test_training_steps,
    es="La red entrenada acierta entre los puntos con los que se entrenó",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained network is right between the points that it was trained on."""
    vectors, phases = plane_waves(rng)
    x, x_test = rng.uniform(-1, 1, (300, 2)), rng.uniform(-1, 1, (1000, 2))
    y, y_test = (np.sin(at @ vectors + phases).sum(axis=1, keepdims=True) for at in (x, x_test))
    start = (
        0.5 * rng.standard_normal((2, 24)),
        0.5 * rng.standard_normal(24),
        0.2 * rng.standard_normal((24, 1)),
        np.zeros(1),
    )
    trained = student.train(x, y, start, 600, 0.03)
    W1, b1, W2, b2 = arrays_like(trained[0], start)
    predictions = np.tanh(x_test @ W1 + b1) @ W2 + b2
    error = np.mean((predictions - y_test) ** 2)
    expect_below(error, TRAINING_LIMIT, curve=trained[1])
