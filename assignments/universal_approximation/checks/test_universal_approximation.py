"""The public checks of the universal approximation topic: small inputs, to follow on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    probe,
)

if TYPE_CHECKING:
    import torch
    from torch.nn import functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray
LOG3 = math.log(3)  # σ(log 3) = 3/4 and σ(2 log 3) = 9/10


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


@check("step", es="Con s = 2 y w = log 3, step vale 1/10, 1/4, 1/2 y 3/4 en 0, 1, 2 y 3")
def test_step_on_paper(student: Student) -> None:
    """With s = 2 and w = log 3, step is 1/10, 1/4, 1/2 and 3/4 at 0, 1, 2 and 3."""
    student.step(np.array([0.0, 1.0, 2.0, 3.0]), 2.0, LOG3).matches_reference()


@check("step", after=test_step_on_paper, es="step baja si w < 0, y es finito aunque w sea enorme")
def test_step_steep(student: Student) -> None:
    """step falls where w < 0, and is finite however large w is."""
    student.step(np.array([1.0, 2.0, 4.0]), 2.0, -LOG3).matches_reference()
    student.step.gradients(np.array([1.0, 2.5, 4.0]), 2.0, 1e4).matches_reference()


@check("step", after=test_step_on_paper, es="step deja x como estaba")
def test_step_leaves_x(student: Student) -> None:
    """step leaves x as it was."""
    expect_arguments_kept(student, "step", np.array([0.5, 1.0, 4.0]), 2.0, LOG3)


@check("bump", es="Con s = 0, t = 2, h = 4 y w = log 3, bump vale 1.6, 2 y 1.6 en 0, 1 y 2")
def test_bump_on_paper(student: Student) -> None:
    """With s = 0, t = 2, h = 4 and w = log 3, bump is 1.6, 2 and 1.6 at 0, 1 and 2."""
    student.bump(np.array([0.0, 1.0, 2.0]), 0.0, 2.0, 4.0, LOG3).matches_reference()
    student.bump(np.array([0.5, 1.0, 3.0, 7.0]), 1.0, 4.0, -2.0, LOG3).matches_reference()


@check(
    "bump",
    after=test_bump_on_paper,
    es="bump y su derivada son finitas aunque w sea enorme, y x queda como estaba",
)
def test_bump_steep(student: Student) -> None:
    """bump and its derivative are finite however large w is, and x is left as it was."""
    student.bump.gradients(np.array([0.5, 1.5, 7.0]), 1.0, 4.0, 2.0, 2e3).matches_reference()
    expect_arguments_kept(student, "bump", np.array([0.5, 2.0]), 1.0, 4.0, 2.0, LOG3)


@probe
def square_network(student: Any, x: torch.Tensor, n: int, lo: float, hi: float, w: float) -> Any:
    """What the bump network of f(x) = x² answers at x (N,)."""
    W1, b1, W2 = student.bump_network(torch.square, n, lo, hi, w)
    return (torch.sigmoid(x[:, None] @ W1 + b1) @ W2)[:, 0]


@probe
def zero_network(student: Any, n: int, lo: float, hi: float) -> Any:
    """Zeros of the shape of the parameters of a bump network."""
    network = student.bump_network(torch.cos, n, lo, hi, 5.0)
    return torch.utils._pytree.tree_map_only(torch.Tensor, torch.zeros_like, network)


@check("bump_network", es="Con n = 2, la red de x² en [0, 2] tiene mesetas de altura 1/4 y 9/4")
def test_bump_network_on_paper(student: Student) -> None:
    """With n = 2, the network of x² on [0, 2] has plateaus of height 1/4 and 9/4."""
    student.run(zero_network, 2, 0.0, 2.0).matches_reference()
    x = np.array([-0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    student.run(square_network, x, 2, 0.0, 2.0, 50.0).matches_reference()


@check(
    "bump_network",
    after=test_bump_network_on_paper,
    es="bump_network sirve para otros intervalos y otros números de mesetas",
)
def test_bump_network_intervals(student: Student, rng: np.random.Generator) -> None:
    """bump_network works for other intervals and other numbers of bumps."""
    for n, lo, hi in [(3, -1.0, 2.0), (1, 0.5, 3.5)]:
        student.run(zero_network, n, lo, hi).matches_reference()
        student.run(square_network, tenths(rng, 9), n, lo, hi, 4.0).matches_reference()


@probe
def relu_answers(student: Any, x: torch.Tensor, knots: torch.Tensor, values: torch.Tensor) -> Any:
    """What the ReLU network answers at x (N,)."""
    W1, b1, W2, b2 = student.relu_network(knots, values)
    return (F.relu(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]


@probe
def zero_relu_network(student: Any, knots: torch.Tensor, values: torch.Tensor) -> Any:
    """Zeros of the shape of the parameters of a ReLU network."""
    network = student.relu_network(knots, values)
    return torch.utils._pytree.tree_map_only(torch.Tensor, torch.zeros_like, network)


@probe
def relu_slopes(student: Any, points: Any) -> Any:
    """The gradients of what the ReLU network answers at 0.5 with respect to knots and values: zeros
    where none reaches them."""
    leaves = [each.requires_grad_(True) for each in points]
    W1, b1, W2, b2 = student.relu_network(*leaves)
    answer = (F.relu(0.5 * W1 + b1) @ W2 + b2).sum() + 0 * leaves[0].sum()
    gradients = torch.autograd.grad(answer, leaves, materialize_grads=True)
    return {"gradient of knots": gradients[0], "gradient of values": gradients[1]}


@check("relu_network", es="La red ReLU por (0, 1), (1, 3) y (3, 2) vale 2 en 0.5 y 2.5 en 2")
def test_relu_network_on_paper(student: Student) -> None:
    """The ReLU network through (0, 1), (1, 3) and (3, 2) is 2 at 0.5 and 2.5 at 2."""
    knots, values = np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 2.0])
    student.run(zero_relu_network, knots, values).matches_reference()
    x = np.array([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 5.0])
    student.run(relu_answers, x, knots, values).matches_reference()


@check(
    "relu_network",
    after=test_relu_network_on_paper,
    es="relu_network sirve para cualquier número de nodos, y PyTorch puede derivarla",
)
def test_relu_network_knots(student: Student, rng: np.random.Generator) -> None:
    """relu_network works for any number of knots, and PyTorch can differentiate it."""
    for K in [2, 6]:
        knots, values = np.cumsum(rng.integers(2, 15, K)) / 10, tenths(rng, K)
        student.run(relu_answers, tenths(rng, 9), knots, values).matches_reference()
    student.run(relu_slopes, [np.array([0.0, 2.0]), np.array([1.0, 4.0])]).matches_reference()


@check("tower2d", es="tower2d da la torre del ejemplo resuelto del enunciado")
def test_tower_on_paper(student: Student) -> None:
    """tower2d gives the tower of the statement's worked example."""
    s, t = np.array([0.0, 1.0]), np.array([2.0, 5.0])
    x = np.array([[1.0, 3.0], [1.0, 0.0], [-2.0, 3.0], [3.0, 7.0]])
    student.tower2d(x, s, t, 2.0, LOG3).matches_reference()
    student.tower2d(x, s, t, -1.5, 6.0).matches_reference()


@check(
    "tower2d",
    after=test_tower_on_paper,
    es="tower2d y su derivada son finitas aunque w sea enorme, y x, s y t quedan como estaban",
)
def test_tower_steep(student: Student) -> None:
    """tower2d and its derivative are finite however large w is; x, s and t stay as they were."""
    s, t = np.array([0.0, 1.0]), np.array([2.0, 5.0])
    x = np.array([[1.0, 3.0], [-2.0, 3.0], [3.0, 7.0]])
    student.tower2d.gradients(x, s, t, 2.0, 2e3).matches_reference()
    expect_arguments_kept(student, "tower2d", x, s, t, 2.0, LOG3)


@check(
    "order", es="El orden de 8, 2, 1/2 para n = 1, 2, 4 es -2; el de 8, 8, 2, 1 hasta n = 8, -1.1"
)
def test_order_on_paper(student: Student) -> None:
    """The order of 8, 2, 1/2 for n = 1, 2, 4 is -2; that of 8, 8, 2, 1 up to n = 8 is -1.1."""
    ns = np.array([1.0, 2.0, 4.0, 8.0])
    student.order(ns[:3], np.array([8.0, 2.0, 0.5])).matches_reference(rtol=1e-4)
    student.order(ns, np.array([8.0, 8.0, 2.0, 1.0])).matches_reference(rtol=1e-4)


def kind_of(value: Any) -> str:
    """The name of a value's type; float where it may stand for one, as NumPy's does."""
    return "float" if isinstance(value, float) else type(value).__name__


@probe(beside=[kind_of])
def name_of_type(student: Any, ns: torch.Tensor, errors: torch.Tensor) -> str:
    """What kind of thing order returns."""
    return kind_of(student.order(ns, errors))


@check(
    "order",
    after=test_order_on_paper,
    es="order devuelve un float de Python y deja ns y errors como estaban",
)
def test_order_returns(student: Student) -> None:
    """order returns a Python float, and leaves ns and errors as they were."""
    ns, errors = np.array([1.0, 2.0, 4.0]), np.array([8.0, 2.0, 0.5])
    student.run(name_of_type, ns, errors).matches_reference()
    expect_arguments_kept(student, "order", ns, errors, rtol=1e-4)


# The network of the worked example: D = H = M = 1, and the hidden unit answers tanh(log 3) = 4/5.
PAPER_NETWORK = (
    np.array([[1.0]]),
    np.array([[2.0]]),
    np.array([LOG3 - 2]),
    np.array([[10.0]]),
    np.array([-3.0]),
)


@check("mlp_forward", es="mlp_forward da la salida del ejemplo resuelto, 5")
def test_forward_on_paper(student: Student, rng: np.random.Generator) -> None:
    """mlp_forward gives the output of the worked example, 5."""
    student.mlp_forward(*PAPER_NETWORK).matches_reference()
    inputs = [tenths(rng, *shape) for shape in [(4, 2), (2, 3), (3,), (3, 1), (1,)]]
    student.mlp_forward.gradients(*inputs).matches_reference()


@check(
    "mlp_forward",
    after=test_forward_on_paper,
    es="mlp_forward es finita aunque x sea enorme, y deja sus argumentos como estaban",
)
def test_forward_large(student: Student) -> None:
    """mlp_forward is finite however large x is, and leaves its arguments as they were."""
    student.mlp_forward(np.array([[2e3], [-2e3]]), *PAPER_NETWORK[1:]).matches_reference()
    expect_arguments_kept(student, "mlp_forward", *PAPER_NETWORK)


@check("mlp_backward", es="mlp_backward da los gradientes del ejemplo resuelto")
def test_backward_on_paper(student: Student) -> None:
    """mlp_backward gives the gradients of the worked example."""
    student.mlp_backward(np.array([[1.0]]), *PAPER_NETWORK).matches_reference()


@check(
    "mlp_backward",
    after=test_backward_on_paper,
    es="mlp_backward sirve para un lote de cuatro filas y dos salidas",
)
def test_backward_batch(student: Student, rng: np.random.Generator) -> None:
    """mlp_backward works for a batch of four rows and two outputs."""
    shapes = [(4, 2), (4, 1), (1, 3), (3,), (3, 2), (2,)]
    student.mlp_backward(*(tenths(rng, *shape) for shape in shapes)).matches_reference()


@check(
    "mlp_backward",
    after=test_backward_on_paper,
    es="mlp_backward es finita aunque x sea enorme, y deja sus argumentos como estaban",
)
def test_backward_large(student: Student) -> None:
    """mlp_backward is finite however large x is, and leaves its arguments as they were."""
    dy, x = np.array([[1.0], [2.0]]), np.array([[2e3], [-2e3]])
    student.mlp_backward(dy, x, *PAPER_NETWORK[1:]).matches_reference()
    expect_arguments_kept(student, "mlp_backward", dy, x / 1e3, *PAPER_NETWORK[1:])


@probe(beside=[kind_of])
def names_of_types(student: Any, x: Any, y: Any, parameters: Any) -> list[str]:
    """What kind of thing train's losses are."""
    _, losses = student.train(x, y, parameters, 2, 0.1)
    return [type(losses).__name__, *map(kind_of, losses)]


@check("train", es="train da uno y tres pasos de Adam, y devuelve parámetros y pérdidas")
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train takes one step of Adam, and three, and returns parameters and losses."""
    parameters = tuple(tenths(rng, *shape) for shape in [(2, 3), (3,), (3, 2), (2,)])
    for steps in [1, 3]:
        x, y = tenths(rng, 4, 2), tenths(rng, 4, 2)
        student.train(x, y, parameters, steps, 0.1).matches_reference()


@check(
    "train",
    after=test_training_steps,
    es="train da todos los pasos, todos con la misma tasa lr, aunque la pérdida no baje",
)
def test_training_goes_on(student: Student, rng: np.random.Generator) -> None:
    """train takes all steps, all at the same rate lr, even where the loss does not fall."""
    parameters = tuple(tenths(rng, *shape) for shape in [(1, 3), (3,), (3, 1), (1,)])
    x, y = tenths(rng, 4, 1), tenths(rng, 4, 1)
    for lr in [0.0, 1e-6]:
        student.train(x, y, parameters, 60, lr).matches_reference()


@check(
    "train",
    after=test_training_steps,
    es="train devuelve las pérdidas como números de Python y deja sus argumentos como estaban",
)
def test_training_returns(student: Student, rng: np.random.Generator) -> None:
    """train returns the losses as Python numbers, and leaves its arguments as they were."""
    parameters = tuple(tenths(rng, *shape) for shape in [(2, 3), (3,), (3, 2), (2,)])
    x, y = tenths(rng, 4, 2), tenths(rng, 4, 2)
    student.run(names_of_types, x, y, parameters).matches_reference()
    expect_arguments_kept(student, "train", x, y, parameters, 2, 0.1)


@probe
def trained_curve(
    student: Any, x: torch.Tensor, y: torch.Tensor, parameters: Any, x_test: torch.Tensor
) -> Any:
    """The curve of a trained network, and its losses on the way."""
    (W1, b1, W2, b2), losses = student.train(x, y, parameters, 400, 0.03)
    return {
        "curve": (torch.tanh(x_test @ W1 + b1) @ W2 + b2)[:, 0],
        "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
    }


@check(
    "train",
    retries=2,
    after=test_training_steps,
    es="Un entrenamiento corto aprende una curva con 16 unidades ocultas",
)
def test_training_curve(student: Student, rng: np.random.Generator) -> None:
    """A short training learns a curve with 16 hidden units."""
    # Nielsen's example, chapter 4: a parabola with ripples. We leave the finest ripple out.
    x, x_test = rng.random((100, 1)), np.linspace(0, 1, 101)[:, None]
    y, y_test = (0.2 + 0.4 * at**2 + 0.3 * at * np.sin(15 * at) for at in (x, x_test))
    W1 = 8 * rng.standard_normal((1, 16))
    b1 = -W1[0] * rng.random(16)  # the middles of the hidden units are spread over [0, 1]
    start = (W1, b1, 0.2 * rng.standard_normal((16, 1)), np.zeros(1))
    trained = student.run(trained_curve, x, y, start, x_test)
    curve = trained.array("curve")
    expect(curve.shape == (101,))
    error = float(np.mean((curve - y_test[:, 0]) ** 2))
    expect_below(error, 0.005, curve=trained.array("losses"))
