"""The hidden suite of the universal approximation topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    answer_form,
    arrays_like,
    check,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    mean_squared_error,
    of_all_sizes,
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


@probe
def type_of_order(student: Any, ns: torch.Tensor, errors: torch.Tensor) -> Any:
    """The name of the type of what order returns."""
    slope = student.order(ns, errors)
    return "float" if isinstance(slope, float) else type(slope).__name__


@probe
def types_of_losses(student: Any, *arguments: Any) -> Any:
    """The name of the type of the losses that train returns, and of each of them."""
    _, losses = student.train(*arguments)
    return [
        "list" if isinstance(losses, list) else type(losses).__name__,
        *("float" if isinstance(each, float) else type(each).__name__ for each in losses),
    ]


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
    for N, w in [(5, 2.3), (13, 1e4), (13, -1e4), (5, 1e-6)]:
        x, s = rng.standard_normal(N), float(rng.standard_normal())
        student.step.gradients(x, s, w).matches_reference()


@check("step", weight=0.5, after=test_step_values, es="step deja x como estaba")
def test_step_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """step leaves x as it was."""
    expect_arguments_kept(student, "step", rng.standard_normal(7), 0.7, 2.3)


# --- bump -------------------------------------------------------------------------------------


def bump_inputs(rng: np.random.Generator, sign: int = 1) -> tuple[float, float, float, float]:
    """s < t, h of this sign, w > 0: so near and so gentle that the two steps meet."""
    s = float(rng.standard_normal())
    h = float(sign * rng.uniform(1.5, 3))
    return s, s + float(rng.uniform(0.5, 1.5)), h, float(rng.uniform(1.5, 5))


@check("bump", weight=3, es="bump sube hasta h en s y vuelve a cero en t")
def test_bump_values(student: Student, rng: np.random.Generator) -> None:
    """bump rises to h at s and falls back to zero at t."""
    # A bump that is upside down shows in the first, one of height |h| in the second alone.
    for N, sign in [(7, 1), (1, -1), (11, -1)]:
        student.bump(2 * rng.standard_normal(N), *bump_inputs(rng, sign)).matches_reference()


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


@check(
    "bump",
    weight=0.5,
    after=test_bump_values,
    es="bump y su derivada siguen siendo finitas por empinados que sean los escalones",
)
def test_bump_steep(student: Student, rng: np.random.Generator) -> None:
    """bump and its derivative stay finite however steep the steps are."""
    s, t, h, _ = bump_inputs(rng)
    for w in [1e3, 1e4]:
        x = np.concatenate([rng.uniform(s - 3, t + 3, 11), [s, t]])
        student.bump.gradients(x, s, t, h, w).matches_reference()


@check("bump", weight=0.5, after=test_bump_values, es="bump deja x como estaba")
def test_bump_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """bump leaves x as it was."""
    expect_arguments_kept(student, "bump", rng.standard_normal(7), *bump_inputs(rng))


# --- bump_network -----------------------------------------------------------------------------


@probe
def bump_shapes(student: Any, n: int, lo: float, hi: float, w: float) -> Any:
    """Zeros of the shape of what bump_network returns, for the sine."""
    network = student.bump_network(torch.sin, n, lo, hi, w)
    return torch.utils._pytree.tree_map_only(torch.Tensor, torch.zeros_like, network)


@probe
def bump_outputs(
    student: Any, x: torch.Tensor, terms: torch.Tensor, n: int, lo: float, hi: float, w: float
) -> Any:
    """What the bump network of a sum of waves with kinks answers at x (N,)."""
    amplitude, frequency, phase, slope, kink = terms

    def f(points: torch.Tensor) -> torch.Tensor:
        at = points[..., None]
        waves = amplitude * torch.sin(frequency * at + phase)
        return torch.sum(waves + slope * torch.abs(at - kink), dim=-1)

    W1, b1, W2 = student.bump_network(f, n, lo, hi, w)
    return (torch.sigmoid(x[:, None] @ W1 + b1) @ W2)[:, 0]


def smooth_terms(rng: np.random.Generator) -> Array:
    """(5, 4), a function at random: amplitude, frequency and phase of four sine waves; the slopes
    and places of their kinks are 0."""
    waves = [rng.standard_normal(4), rng.uniform(0.3, 3.0, 4), rng.uniform(0, 2 * np.pi, 4)]
    return np.stack([*waves, np.zeros(4), np.zeros(4)])


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
        student.run(bump_outputs, x, smooth_terms(rng), n, lo, hi, w).matches_reference()


@check(
    "bump_network",
    weight=2,
    after=test_bump_network_values,
    es="La red de f + g es la suma de las redes de f y de g, también si tienen picos",
)
def test_bump_network_adds(student: Student, rng: np.random.Generator) -> None:
    """The network of f + g is the sum of the networks of f and of g, also where they have kinks."""
    x = rng.uniform(-2, 3, 17)
    f, g = (
        np.concatenate([smooth_terms(rng)[:3], rng.standard_normal((1, 4)), places])
        for places in rng.uniform(-1.2, 2.2, (2, 1, 4))
    )
    networks = [
        student.run(bump_outputs, x, terms, 5, -1.2, 2.2, 11.0).matches_reference().array()
        for terms in (f, g, np.concatenate([f, g], axis=1))
    ]
    expect_equal(networks[2], networks[0] + networks[1])


@check(
    "bump_network",
    after=test_bump_network_values,
    es="Con el doble de mesetas, el error medio se reduce a la mitad",
)
def test_bump_network_converges(student: Student, rng: np.random.Generator) -> None:
    """With twice as many bumps, the mean error is half as large."""
    # Steep: edges in float32 would stand visibly elsewhere.
    x = np.linspace(-1, 1, 2003)[1:-1]
    terms = smooth_terms(rng)
    for n in [20, 40, 80]:
        student.run(bump_outputs, x, terms, n, -1.0, 1.0, 1000.0 * n).matches_reference()


# --- relu_network -----------------------------------------------------------------------------


@probe
def relu_outputs(student: Any, x: torch.Tensor, knots: torch.Tensor, values: torch.Tensor) -> Any:
    """What the ReLU network answers at x (N,)."""
    W1, b1, W2, b2 = student.relu_network(knots, values)
    return (F.relu(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]


@probe
def relu_gradients(student: Any, x: torch.Tensor, points: Any, cotangent: torch.Tensor) -> Any:
    """The gradients of cotangent · network(x) with respect to the points, knots and values: zeros
    where none reaches them."""
    knots, values = leaves = [each.requires_grad_(True) for each in points]
    W1, b1, W2, b2 = student.relu_network(knots.clone(), values.clone())
    outputs = (F.relu(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]
    total = (cotangent * outputs).sum() + 0 * knots.sum()
    gradients = torch.autograd.grad(total, leaves, materialize_grads=True)
    return {"gradient of knots": gradients[0], "gradient of values": gradients[1]}


@probe
def relu_arguments_left(student: Any, *points: torch.Tensor) -> Any:
    """What relu_network leaves of its arguments."""
    student.relu_network(*points)
    return {"knots": points[0], "values": points[1]}


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
    for K, scale in [(5, 1), (2, 1), (11, 1), (37, 1e3)]:
        knots, values = knots_and_values(rng, K)
        values *= scale
        answer_form(student, "relu_network", knots, values).matches_reference()
        x = np.concatenate([rng.uniform(knots[0] - 2, knots[-1] + 2, 23), knots])
        student.run(relu_outputs, x, knots, values).matches_reference()


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


@check(
    "relu_network",
    weight=0.5,
    after=test_relu_network_values,
    es="relu_network deja knots y values como estaban",
)
def test_relu_network_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """relu_network leaves knots and values as they were."""
    student.run(relu_arguments_left, *knots_and_values(rng, 5)).matches_reference(0, 0)


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


@check(
    "tower2d",
    weight=0.5,
    after=test_tower_values,
    es="tower2d sigue siendo finita por empinados que sean sus lados",
)
def test_tower_steep(student: Student, rng: np.random.Generator) -> None:
    """tower2d stays finite however steep its sides are."""
    x, s, t, h, _ = tower_inputs(rng, 23)
    for w in [300.0, 1e4]:
        student.tower2d.gradients(x, s, t, h, w).matches_reference(1e-6, 1e-7)


@check("tower2d", weight=0.5, after=test_tower_values, es="tower2d deja x, s y t como estaban")
def test_tower_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """tower2d leaves x, s and t as they were."""
    expect_arguments_kept(student, "tower2d", *tower_inputs(rng, 7))


# --- order ------------------------------------------------------------------------------------

# An order is read to two digits: computing it in float32 is no mistake.
ORDER_TOLERANCE = {"rtol": 1e-4, "atol": 1e-4}


def errors_of(rng: np.random.Generator, M: int) -> tuple[Array, Array]:
    """ns (M,) and errors (M,) that fall, but not along a line."""
    ns = np.cumsum(rng.integers(2, 20, M)).astype(np.float64)
    return ns, ns ** rng.uniform(-3, -1) * rng.uniform(0.5, 20, M)


@check("order", weight=2, es="order es la pendiente de los logaritmos por mínimos cuadrados")
def test_order_values(student: Student, rng: np.random.Generator) -> None:
    """order is the slope of the logarithms by least squares."""
    for M in [5, 3, 8]:
        student.order(*errors_of(rng, M)).matches_reference(**ORDER_TOLERANCE)


@check(
    "order",
    after=test_order_values,
    es="El orden de c·nᵖ es p, cualquiera que sea la unidad en que se midan n y el error",
)
def test_order_power_law(student: Student, rng: np.random.Generator) -> None:
    """The order of c·nᵖ is p, in whatever unit n and the error are measured."""
    for M, unit in [(2, 1.0), (6, 1.0), (5, 1e-25), (4, 1e20)]:
        ns = np.cumsum(rng.uniform(1, 9, M))
        p, c = rng.uniform(-3, 1), unit * rng.uniform(0.1, 50)
        expect_equal(student.order(ns, c * ns**p).array(), p, **ORDER_TOLERANCE)


@check("order", after=test_order_values, es="order devuelve un float de Python")
def test_order_type(student: Student, rng: np.random.Generator) -> None:
    """order returns a Python float."""
    student.run(type_of_order, *errors_of(rng, 4)).matches_reference()


@check("order", weight=0.5, after=test_order_values, es="order deja sus argumentos como estaban")
def test_order_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """order leaves its arguments as they were."""
    expect_arguments_kept(student, "order", *errors_of(rng, 5), **ORDER_TOLERANCE)


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


@check(
    "mlp_forward",
    weight=0.5,
    after=test_forward_gradients,
    es="mlp_forward y su derivada siguen siendo finitas con unidades saturadas",
)
def test_forward_saturated(student: Student, rng: np.random.Generator) -> None:
    """mlp_forward and its derivative stay finite when its units are saturated."""
    x, *parameters = mlp_inputs(rng, 5, 2, 7, 3)
    student.mlp_forward.gradients(1e4 * x, *parameters).matches_reference()


@check(
    "mlp_forward",
    weight=0.5,
    after=test_forward_values,
    es="mlp_forward deja sus argumentos como estaban",
)
def test_forward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """mlp_forward leaves its arguments as they were."""
    expect_arguments_kept(student, "mlp_forward", *mlp_inputs(rng, 5, 2, 7, 3))


# --- mlp_backward -----------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, D: int, H: int, M: int) -> tuple[Array, ...]:
    """dy (N, M), x, W1, b1, W2, b2."""
    return (rng.standard_normal((N, M)), *mlp_inputs(rng, N, D, H, M))


@check("mlp_backward", weight=6, es="Los cinco gradientes de mlp_backward son correctos")
def test_backward_values(student: Student, rng: np.random.Generator) -> None:
    """The five gradients of mlp_backward are right."""
    for N, D, H, M in SIZES:
        student.mlp_backward(*backward_inputs(rng, N, D, H, M)).matches_reference()


@check(
    "mlp_backward",
    weight=6,
    after=test_backward_values,
    es="Los cinco gradientes son exactos también con números muy grandes y muy pequeños",
)
def test_backward_scales(student: Student, rng: np.random.Generator) -> None:
    """The five gradients are exact with very large and very small numbers, too."""
    # What is not the chain rule loses its digits here: finite differences beside a large output,
    # a complex step beside inputs that are far larger or smaller than it.
    dy, x, W1, b1, W2, b2 = backward_inputs(rng, 5, 2, 7, 3)
    student.mlp_backward(dy, x, W1, b1, W2, 1e9 * b2).matches_reference()
    student.mlp_backward(dy, 1e150 * x, 1e-150 * W1, b1, W2, b2).matches_reference()
    student.mlp_backward(1e170 * dy, 1e-170 * x, W1, b1, W2, b2).matches_reference()
    x, W1, b1, W2, b2 = mlp_inputs(rng, 3, 5, 4, 2)
    dy, x, W1 = of_all_sizes(rng.standard_normal((3, 2)), x, 0.3 * W1)
    student.mlp_backward(dy, x, W1, 0.3 * b1, W2, b2).matches_reference(1e-7, 0)


@check(
    "mlp_backward",
    after=test_backward_values,
    es="Los gradientes de un lote son la suma de los de sus filas, y dx los tiene fila por fila",
)
def test_backward_batch(student: Student, rng: np.random.Generator) -> None:
    """The gradients of a batch are the sum of those of its rows, and dx has them row by row."""
    dy, x, *parameters = backward_inputs(rng, 3, 5, 4, 2)
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
    weight=0.5,
    after=test_backward_values,
    es="mlp_backward sigue siendo finita con unidades saturadas",
)
def test_backward_saturated(student: Student, rng: np.random.Generator) -> None:
    """mlp_backward stays finite when its units are saturated."""
    dy, x, *parameters = backward_inputs(rng, 5, 2, 7, 3)
    student.mlp_backward(dy, 1e4 * x, *parameters).matches_reference()


@check(
    "mlp_backward",
    after=test_backward_values,
    es="mlp_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """mlp_backward leaves its arguments as they were."""
    expect_arguments_kept(student, "mlp_backward", *backward_inputs(rng, 5, 2, 7, 3))


# --- train ------------------------------------------------------------------------------------


def training_inputs(
    rng: np.random.Generator, N: int, D: int, H: int, M: int
) -> tuple[Array, Array, tuple[Array, ...]]:
    """x, y and parameters: targets that have nothing to do with what the network answers."""
    x, *parameters = mlp_inputs(rng, N, D, H, M)
    return x, rng.standard_normal((N, M)), tuple(parameters)


def nearly_fitted(rng: np.random.Generator, error: float) -> tuple[Array, Array, tuple[Array, ...]]:
    """x, y and parameters of a network whose errors are of this size already."""
    x, W1, b1, W2, b2 = mlp_inputs(rng, 5, 2, 7, 3)
    y = np.tanh(x @ W1 + b1) @ W2 + b2 + error * rng.standard_normal((5, 3))
    return x, y, (W1, b1, W2, b2)


@check("train", weight=10, es="train da los pasos de Adam y devuelve los parámetros y las pérdidas")
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train takes the steps of Adam and returns the parameters and the losses."""
    # Adam takes the same steps for the gradients times any number, but for its epsilon: a loss on
    # another scale is seen where the errors are small. With smaller errors or longer steps rounding
    # would be seen, too. After one step alone, who returns the best parameters could not be told
    # from who takes none; after two, an average of both from a second step of half the length.
    student.train(*nearly_fitted(rng, 1e-3), 3, 0.02).matches_reference()
    for *sizes, steps, lr in [(11, 3, 2, 1, 2, 0.02), (7, 1, 5, 2, 6, 0.3), (1, 2, 3, 1, 1, 0.1)]:
        student.train(*training_inputs(rng, *sizes), steps, lr).matches_reference()


@check(
    "train",
    weight=3,
    after=test_training_steps,
    es="train da todos los pasos, todos con la misma tasa lr, baje o no la pérdida",
)
def test_training_every_step(student: Student, rng: np.random.Generator) -> None:
    """train takes every step, all at the same rate lr, whether the loss falls or not."""
    # Nothing falls, from the start near zero; falls, but hardly; falls at first, then swings.
    student.train(*nearly_fitted(rng, 1e-6), 300, 0.0).matches_reference()
    student.train(*training_inputs(rng, 7, 2, 5, 1), 500, 1e-6).matches_reference()
    x, y, parameters = training_inputs(rng, 7, 1, 5, 2)
    student.train(x, 10 * y, parameters, 200, 0.05).matches_reference(1e-6, 1e-7)


@check(
    "train",
    after=test_training_steps,
    es="train devuelve una lista de pérdidas que son float de Python",
)
def test_training_loss_type(student: Student, rng: np.random.Generator) -> None:
    """train returns a list of losses that are Python floats."""
    student.run(types_of_losses, *training_inputs(rng, 7, 2, 5, 3), 3, 0.1).matches_reference()


@check(
    "train",
    after=test_training_steps,
    es="train deja los tensores que recibe como estaban",
)
def test_training_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """train leaves the tensors that it is given as they were."""
    expect_arguments_kept(student, "train", *training_inputs(rng, 7, 2, 5, 3), 3, 0.1)


@probe
def train_network(
    student: Any, x: torch.Tensor, y: torch.Tensor, parameters: Any, steps: int, lr: float
) -> Any:
    """The parameters of a trained network, and its losses on the way."""
    trained, losses = student.train(x, y, parameters, steps, lr)
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"parameters": list(trained), "losses": losses}


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
    trained = student.run(train_network, x, y, start, 600, 0.03)
    W1, b1, W2, b2 = arrays_like(trained["parameters"], start)
    predictions = np.tanh(x_test @ W1 + b1) @ W2 + b2
    error = mean_squared_error(predictions, y_test)
    expect_below(error, TRAINING_LIMIT, curve=trained.array("losses"))
