"""The hidden suite of the GRU topic."""

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
    expect_future_unseen,
    expect_learns,
    expect_minibatches,
    expect_own_targets,
    expect_recurrent,
    expect_reproducible,
    expect_uniform,
    linear_steps,
    of_all_sizes,
    random_seed,
    step_returns_number,
)

Array = np.ndarray

# The adding problem: steps in a sequence; a short training and the long one; the largest
# mean squared error on held-out sequences (always answering the mean scores 0.167).
TRAINING_STEPS = 24
SHORT = Training("train_adding", hidden_size=5, steps=3, batch_size=7, lr=0.01, seed=0)
LONG = SHORT.but(hidden_size=16, steps=170, batch_size=32, lr=0.03)
ADDING_LIMIT = 0.04
# Relative and absolute: a norm may be clipped with 1e-6 added to it, as PyTorch does, or without.
CLIP_TOLERANCE = (1e-5, 1e-6)
FLOAT32 = (1e-4, 1e-5)


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


def float32(arrays: tuple[Array, ...]) -> tuple[Array, ...]:
    """The same numbers in float32."""
    return tuple(array.astype(np.float32) for array in arrays)


# --- gru_cell ---------------------------------------------------------------------------------


@check("gru_cell", weight=3, es="gru_cell devuelve el siguiente estado oculto")
def test_cell_values(student: Student, rng: np.random.Generator) -> None:
    """gru_cell returns the next hidden state."""
    for N, D, H in [(2, 3, 5), (5, 2, 3), (1, 7, 2), (3, 5, 1)]:
        student.gru_cell(*cell_inputs(rng, N, D, H)).matches_reference()
        student.gru_cell(*cell_inputs(rng, N, D, H), True).matches_reference()
    x, h, *weights = cell_inputs(rng, 2, 3, 5)
    student.gru_cell(x, 100 * h, *weights).matches_reference()  # a state of any size
    student.gru_cell(*float32(cell_inputs(rng, 2, 3, 5))).matches_reference(*FLOAT32)


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


@check(
    "gru_cell",
    after=test_cell_values,
    es="gru_cell deja sus argumentos como estaban",
)
def test_cell_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """gru_cell leaves its arguments as they were."""
    for reset_after in [True, False]:
        expect_arguments_kept(student, "gru_cell", *cell_inputs(rng, 2, 3, 5), reset_after)


# --- gru_forward ------------------------------------------------------------------------------


@check("gru_forward", weight=4, es="gru_forward devuelve el estado oculto tras cada paso")
def test_forward_values(student: Student, rng: np.random.Generator) -> None:
    """gru_forward returns the hidden state after every step."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3), (1, 7, 2, 3)]:
        student.gru_forward(*sequence_inputs(rng, N, T, D, H)).matches_reference()
    student.gru_forward(*float32(sequence_inputs(rng, 2, 5, 3, 7))).matches_reference(*FLOAT32)


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
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 53, 2, 3)]:
        student.gru_forward.gradients(*sequence_inputs(rng, N, T, D, H)).matches_reference()


@check(
    "gru_forward",
    after=test_forward_values,
    es="Ningún estado depende del futuro ni de otra llamada",
)
def test_forward_causality(student: Student, rng: np.random.Generator) -> None:
    """No state depends on the future or on another call."""
    expect_future_unseen(student.gru_forward, sequence_inputs(rng, 3, 5, 2, 7), at=3)


@check(
    "gru_forward",
    after=test_forward_values,
    es="gru_forward deja sus argumentos como estaban",
)
def test_forward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """gru_forward leaves its arguments as they were."""
    for T, reset_after in [(5, True), (3, False), (1, True)]:
        inputs = sequence_inputs(rng, 2, T, 3, 7)
        expect_arguments_kept(student, "gru_forward", *inputs, reset_after)


# --- gru_backward -----------------------------------------------------------------------------


def backward_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """dhs (N, T, H), x, h0, Wx, Wh, bx, bh."""
    return (rng.standard_normal((N, T, H)), *sequence_inputs(rng, N, T, D, H))


def faint_inputs(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> tuple[Array, ...]:
    """The same, of all sizes, and with recurrent weights through which next to nothing comes back:
    gradients that differences of values can't tell from zero, and formulas can."""
    dhs, x, h0, Wx, Wh, bx, bh = backward_inputs(rng, N, T, D, H)
    dhs, x, Wx = of_all_sizes(dhs, x, Wx)
    dhs[:, :-1] = 0
    bx[H : 2 * H] -= 8  # the update gate lets next to nothing of the state through
    return dhs, x, h0, Wx, 1e-4 * Wh, bx, bh


@check("gru_backward", weight=4, es="gru_backward da los seis gradientes de un paso")
def test_backward_one_step(student: Student, rng: np.random.Generator) -> None:
    """gru_backward gives the six gradients of one step."""
    for N, D, H in [(2, 3, 7), (3, 5, 1), (1, 2, 3)]:
        student.gru_backward(*backward_inputs(rng, N, 1, D, H)).matches_reference()
    student.gru_backward(*faint_inputs(rng, 2, 1, 3, 5)).matches_reference(1e-7, 0)


@check(
    "gru_backward",
    weight=4,
    after=test_backward_one_step,
    es="gru_backward da los seis gradientes de una secuencia",
)
def test_backward_through_time(student: Student, rng: np.random.Generator) -> None:
    """gru_backward gives the six gradients of a sequence."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (1, 53, 2, 3)]:
        student.gru_backward(*backward_inputs(rng, N, T, D, H)).matches_reference()
    student.gru_backward(*float32(backward_inputs(rng, 2, 5, 3, 7))).matches_reference(*FLOAT32)
    student.gru_backward(*faint_inputs(rng, 2, 5, 3, 7)).matches_reference(1e-7, 0)


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


@check(
    "gru_backward",
    after=test_backward_through_time,
    es="gru_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """gru_backward leaves its arguments as they were."""
    expect_arguments_kept(student, "gru_backward", *backward_inputs(rng, 2, 5, 3, 7))


# --- GRU --------------------------------------------------------------------------------------


def layer(
    student: Student, rng: np.random.Generator, N: int, T: int, D: int, H: int
) -> tuple[Module, Array, Array]:
    """A GRU with random weights, x (N, T, D) and h0 (N, H)."""
    x, h0, *weights = sequence_inputs(rng, N, T, D, H)
    named = dict(zip(["Wx", "Wh", "bx", "bh"], weights, strict=True))
    return Module(student, "GRU", D, H, weights=named), x, h0


@check("GRU", weight=2, es="GRU tiene sus parámetros y devuelve (hs, h_last)")
def test_layer_values(student: Student, rng: np.random.Generator) -> None:
    """GRU has its parameters and returns (hs, h_last)."""
    Module(student, "GRU", 3, 7).shapes().matches_reference()
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1), (5, 1, 2, 3)]:
        gru, x, h0 = layer(student, rng, N, T, D, H)
        gru(x, h0).matches_reference()


@check("GRU", after=test_layer_values, es="Sin h0, GRU empieza siempre en ceros del tipo de x")
def test_layer_default_state(student: Student, rng: np.random.Generator) -> None:
    """Without h0, GRU always starts from zeros of the dtype of x."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1)]:
        gru, x, _ = layer(student, rng, N, T, D, H)
        gru.in_turn(("forward", x), ("forward", x)).matches_reference()


@check(
    "GRU",
    after=test_layer_values,
    es="Los gradientes de GRU llegan a sus parámetros, x y h0",
)
def test_layer_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of GRU reach its parameters, x and h0."""
    for N, T, D, H in [(2, 5, 3, 7), (3, 2, 5, 1)]:
        gru, x, h0 = layer(student, rng, N, T, D, H)
        gru.gradients(x, h0, seed=random_seed(rng)).matches_reference()


@check("GRU", es="Los parámetros de GRU son uniformes en ±1/√hidden_size")
def test_layer_initialisation(student: Student, rng: np.random.Generator) -> None:
    """The parameters of GRU are uniform in ±1/√hidden_size."""
    for D, H in [(13, 101), (211, 29)]:
        for pair in Module(student, "GRU", D, H).fresh().values():
            expect_uniform(pair, 1 / np.sqrt(H))


# --- train_step -------------------------------------------------------------------------------


@check(
    "train_step",
    weight=2,
    es="train_step sigue el gradiente del error cuadrático medio",
)
def test_step_updates(student: Student, rng: np.random.Generator) -> None:
    """train_step follows the mean squared error's gradient."""
    for lr in [0.01, 0.05]:
        linear_steps(student, "train_step", rng, 1e6, lr=lr).matches_reference()


@check(
    "train_step",
    after=test_step_updates,
    es="train_step devuelve la pérdida como float de Python",
)
def test_step_returns_number(student: Student, rng: np.random.Generator) -> None:
    """train_step returns the loss as a Python float."""
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
    training = SHORT.but(seed=random_seed(rng))
    expect_adam(student, training, adding_problem(rng, 7, 5)[0])
    expect_constant_rate(student, training, adding_problem(rng, 7, 2)[0])


@check(
    "train_adding",
    after=test_training_first_step,
    es="Los gradientes de lo que predice el modelo vuelven a través de los pasos",
)
def test_training_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of what the model predicts go back through the steps."""
    one_step = SHORT.but(steps=1, seed=random_seed(rng))
    expect_recurrent(student, one_step, adding_problem(rng, 11, 5), rng)


@check(
    "train_adding",
    after=test_training_first_step,
    es="Cada paso toma batch_size secuencias al azar, de entre todas",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size sequences at random, from all of them."""
    expect_minibatches(student, SHORT.but(seed=random_seed(rng)), adding_problem(rng, 13, 3))


@check(
    "train_adding",
    weight=4,
    retries=2,
    cpu_seconds=20,
    es="El modelo entrenado resuelve secuencias nuevas",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained model solves new sequences."""
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
    one_row = SHORT.but(steps=11, batch_size=1, lr=0.0, seed=random_seed(rng))
    expect_own_targets(student, one_row, adding_problem(rng, 31, 6))
