"""Families of checks of functions that train: one step, and a whole training."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.execution.wire import Value
from autograder.judge.compare import difference
from autograder.judge.kit import probes
from autograder.judge.kit.draws import expect_rows_drawn
from autograder.judge.kit.families import random_seed, require
from autograder.judge.kit.models import Training
from autograder.judge.suite import Answer, Student, expect, expect_below, expect_equal
from autograder.model.record import Picture

Array = np.ndarray
STEP_SIZES = (5, 1, 11)  # minibatches of different sizes
MINIBATCHES, MINIBATCH = 80, 3  # of thirteen rows: all are drawn, but in one case of 10⁷


# --- one step on a model of ours --------------------------------------------------------------


def linear_steps(
    student: Student,
    function: str,
    rng: np.random.Generator,
    *extra: Value,
    lr: float,
    classes: int | None = None,
) -> Answer:
    """`{"losses": …, "weight": …, "bias": …}` after three calls of `function(model, optimizer, x,
    y, *extra)` for a linear model of ours, with SGD and momentum 0.5. Raises Failure.

    The inputs are (N, 3, 2) and the targets (N,), far from what the model answers; with `classes`
    the targets are classes, and the model answers logits.
    """
    batches = [_step_batch(rng, N, classes) for N in STEP_SIZES]
    outputs = classes or 1
    weight, bias = rng.standard_normal((outputs, 6)), rng.standard_normal(outputs)
    probe = probes.optimiser_steps.of(function=function)
    return student.run(probe, batches, weight, bias, lr, list(extra))


def step_returns_number(
    student: Student, function: str, rng: np.random.Generator, *extra: Value
) -> Answer:
    """Whether such a call returns a Python float. Raises Failure."""
    probe = probes.step_returns_number.of(function=function)
    return student.run(probe, _step_batch(rng, STEP_SIZES[0], None), list(extra))


def _step_batch(rng: np.random.Generator, N: int, classes: int | None) -> tuple[Array, Array]:
    x = rng.standard_normal((N, 3, 2))
    return x, 2 + rng.standard_normal(N) if classes is None else rng.integers(classes, size=N)


# --- a whole training -------------------------------------------------------------------------


def mean_squared_error(predictions: Array, targets: Array) -> float:
    """The mean squared error of predictions of the shape of the targets."""
    expect(predictions.shape == targets.shape and predictions.dtype.kind == "f")
    return float(np.mean((predictions.astype(np.float64) - targets) ** 2))


def mean_cross_entropy(logits: Array, classes: Array) -> float:
    """The mean of minus the logarithm of the probability that the softmax of the logits (…, C)
    gives to the right classes (…,)."""
    expect(logits.ndim == classes.ndim + 1 and logits.shape[:-1] == classes.shape)
    expect(logits.dtype.kind == "f" and np.all(classes < logits.shape[-1]))
    logits = logits.astype(np.float64)
    log_sum = np.logaddexp.reduce(logits, axis=-1)
    return float(np.mean(log_sum - np.take_along_axis(logits, classes[..., None], -1)[..., 0]))


def expect_learns(
    student: Student,
    training: Training,
    rng: np.random.Generator,
    *,
    data: Sequence[Array],
    held_out: tuple[Array, Array],
    limit: float,
    short: tuple[Training, Sequence[Array]],
    error: Callable[[Array, Array], float] = mean_squared_error,
    picture: Callable[[Array, Array], Picture | None] | None = None,
    seed: str = "seed",
) -> None:
    """The error of a trained model on held-out inputs, whose targets stay here, is below the limit.

    Before it stand two trainings that are `short`, with their own data: what they return has to
    have the form of the reference's, and their predictions, which are not judged, tell the wrong
    answers apart, so that a diagnosis runs no long training. `picture` is made of the predictions
    and the targets.
    """
    brief, few = short
    brief.form(student, few, few[0][: len(few[0]) // 2]).matches_reference()
    brief.but(**{seed: random_seed(rng)}).run(student, few, few[0])
    x, y = held_out
    trained = training.but(**{seed: random_seed(rng)}).run(student, data, x)
    predictions, losses = trained.array("predictions"), trained.array("losses")
    found = error(predictions, y)
    shown = None if picture is None else picture(predictions, y)
    expect_below(found, limit, curve=losses, picture=shown)


def _trained(
    student: Student,
    trainings: Sequence[Training],
    data: Sequence[Array],
    inputs: Array,
    global_seeds: Sequence[int],
) -> Answer:
    """A list of `{"predictions": …, "losses": …}`, of the form of the reference's; before each
    training torch's own generator was given a seed."""
    probe = probes.train.of(function=trainings[0].function)
    runs = [training.arguments(data) for training in trainings]
    return student.run(probe, runs, inputs, list(global_seeds)).matches_form()


def _shows(answer: Answer, holds: Callable[[Value], object], property_: str) -> None:
    """Of two answers of the same form, the reference's and the student's, the property holds."""
    require(holds(answer.expected), property_)
    expect(holds(answer.value))


def expect_reproducible(
    student: Student,
    training: Training,
    rng: np.random.Generator,
    data: Sequence[Array],
    inputs: Array,
    seed: str = "seed",
    lr: str = "lr",
) -> None:
    """Two trainings with the same seed give the same model, whatever torch's own generator was at,
    and one with another seed another. None is the model that a training begins with."""
    same, other, one, two = (random_seed(rng) for _ in range(4))
    trainings = [training.but(**{seed: each}) for each in (same, same, other)]
    trainings.append(training.but(**{seed: same, lr: 0.0}))
    answer = _trained(student, trainings, data, inputs, [one, two, one, one])

    def reproducible(trained: Value) -> bool:
        first, again, another, start = (each["predictions"] for each in trained)
        same_again = np.array_equal(first, again)
        return same_again and not (np.allclose(first, another) or np.allclose(first, start))

    _shows(answer, reproducible, "the same seed gives the same model, another seed another")


def expect_settings_count(
    student: Student,
    training: Training,
    rng: np.random.Generator,
    data: Sequence[Array],
    inputs: Array,
    **others: Value,
) -> None:
    """Each of these settings, when it alone is given this other value, changes what the model
    predicts, or the losses."""
    trainings = [training, *(training.but(**{name: value}) for name, value in others.items())]
    seeds = [random_seed(rng)] * len(trainings)
    answer = _trained(student, trainings, data, inputs, seeds)

    def all_count(trained: Value) -> bool:
        return all(difference(each, trained[0]) is not None for each in trained[1:])

    _shows(answer, all_count, f"each of {', '.join(others)} changes the training")


def adam_steps(gradients: Sequence[Array], lr: float) -> list[Array]:
    """What each step of Adam (Kingma and Ba, 2015; β = 0.9 and 0.999, ε = 1e-8) adds to the
    parameters (P,), for the gradients (P,) of one step after the other."""
    mean, square = np.zeros_like(gradients[0]), np.zeros_like(gradients[0])
    steps = []
    for number, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        corrected = np.sqrt(square / (1 - 0.999**number)) + 1e-8
        steps.append(-lr * mean / (1 - 0.9**number) / corrected)
    return steps


def _descent_shows(
    student: Student,
    trainings: Sequence[Training],
    x: Array,
    offset: float,
    holds: Callable[[Array, Array], bool],
    property_: str,
) -> None:
    """The property holds of parameters and gradients (K, P), after each of the trainings on rows
    that are all alike. Their target lies `offset` above what the first one's model predicts."""
    rows = np.repeat(x[:1], len(x), axis=0)
    probe = probes.descent.of(function=trainings[0].function)
    runs = [training.arguments([]) for training in trainings]
    answer = student.run(probe, rows, runs, offset).matches_form(shapes=False)

    def of_value(found: Any) -> bool:
        parameters, gradients = found["parameters"], found["gradients"]
        if len({array.shape for array in [*parameters, *gradients]}) > 1:
            return False
        return holds(np.stack(parameters), np.stack(gradients))

    _shows(answer, of_value, property_)


def expect_adam(
    student: Student,
    training: Training,
    x: Array,
    lr: str = "lr",
    steps: str = "steps",
) -> None:
    """Every step of a training on the squared error is one of Adam, with its learning rate, no
    decay, and no other optimiser's; and the training goes on where its loss is small.

    All rows of the minibatches are the first of x (N, …), so that whichever are drawn, the gradient
    is the same. It is taken at the parameters that are left after no, one, two and three steps, and
    the judge computes the steps that follow from it. In a second training the target is so near
    that a decay of the weights outweighs the gradient. No gradient is so large that it would be
    clipped to a norm of 1.
    """
    for offset, size, count in [(0.05, 0.002, 3), (3e-4, 0.02, 2)]:
        still = training.but(**{steps: 1, lr: 0.0})
        moving = [training.but(**{steps: k + 1, lr: size}) for k in range(count)]

        def adam(
            parameters: Array, gradients: Array, size: float = size, count: int = count
        ) -> bool:
            first = np.abs(gradients[0])
            told = first > 0.01 * first.max(initial=0)
            steps = np.diff(parameters, axis=0)
            expected = np.stack(adam_steps(list(gradients[:count]), size))
            still = first == 0  # nothing but a decay moves what has no gradient
            close = np.abs(steps - expected)[:, told] <= 5e-4 * size
            return bool(told.any() and close.all() and np.all(steps[0][still] == 0))

        _descent_shows(student, [still, *moving], x, offset, adam, "every step is one of Adam")


def expect_constant_rate(
    student: Student,
    training: Training,
    x: Array,
    lr: str = "lr",
    steps: str = "steps",
    after: int = 120,
) -> None:
    """A step of Adam late in a training is as long as its learning rate says: the rate does not
    fall, nothing stops early, and the parameters are those of the last step, no average.

    The rate is so small, and the target of all rows so far away, that the gradient stays as it is:
    every parameter moves by lr at every step.
    """
    size = 3e-5
    still = training.but(**{steps: 1, lr: 0.0})
    late = [training.but(**{steps: k, lr: size}) for k in (after, after + 1)]

    def as_long(parameters: Array, gradients: Array) -> bool:
        slopes = np.abs(gradients[1])
        told = slopes > 0.01 * slopes.max(initial=0)
        lengths = np.abs(parameters[2] - parameters[1])[told] / size
        return bool(told.any() and abs(np.median(lengths) - 1) < 0.03)

    shown = "the last step is as long as the first"
    _descent_shows(student, [still, *late], x, 10.0, as_long, shown)


def squared_errors(predictions: Array, targets: Array) -> Array:
    """(N,), the squared error of every row."""
    return np.asarray((predictions.astype(np.float64) - targets) ** 2)


def expect_own_targets(
    student: Student,
    one_row: Training,
    data: tuple[Array, Array],
    loss: Callable[[Array, Array], Array] = squared_errors,
) -> None:
    """Every loss compares the prediction for a row with that row's own target: it is one of the
    losses (N,) that the judge computes of the predictions and the targets.

    The training leaves the model as it was (a learning rate of 0), with minibatches of one row.
    """
    x, y = data
    answer = one_row.run(student, data, x).matches_form()

    def own(trained: Value, targets: Array = y) -> bool:
        rows = loss(trained["predictions"], targets)
        nearest = np.abs(trained["losses"][:, None] - rows).min(axis=1)
        return bool(np.all(nearest < 1e-5))

    require(not own(answer.expected, np.roll(y, 1)), "another row's target is seen")
    _shows(answer, own, "every loss is that of a row")


def expect_minibatches(
    student: Student,
    training: Training,
    data: tuple[Array, Array],
    loss: Callable[[Array, Array], Array] = squared_errors,
    *,
    lr: str = "lr",
    steps: str = "steps",
    batch_size: str = "batch_size",
    copies: int = 100,
) -> None:
    """Every step draws a minibatch of the asked size, three rows, at random and from all rows: of
    the thirteen of the data (13, …), which are no whole number of minibatches, and of as many times
    more as there are `copies` of each. Each loss is the mean of the losses (N,) of such rows, which
    the judge computes at learning rate 0. A training leaves its data as they were.
    """
    x, y = data
    still = training.but(**{lr: 0.0, steps: MINIBATCHES, batch_size: MINIBATCH})
    arguments = still.arguments(data)
    left = student.run(probes.training_left.of(function=still.function), arguments)
    expect_equal(left.value, arguments, 0, 0)
    for times in [1, copies]:
        rows = [np.repeat(each, times, axis=0) for each in data]
        answer = still.run(student, rows, x).matches_form()
        predictions, losses = answer.array("predictions"), answer.array("losses")
        which = expect_rows_drawn(losses, loss(predictions, y), MINIBATCH, rtol=1e-5)
        minibatches = np.sort(np.unravel_index(which, (len(y),) * MINIBATCH), axis=0)
        expect(len(np.unique(minibatches, axis=1).T) > MINIBATCHES / 2)


def expect_recurrent(
    student: Student,
    training: Training,
    data: tuple[Array, Array],
    rng: np.random.Generator,
    hidden_size: str = "hidden_size",
    early: int = 2,
) -> None:
    """The model of a training reads sequences (N, T, D) step by step, and learns from all steps.

    The predictions change with the first few steps, and with the order of the steps, and there are
    some for sequences of another length. The number of parameters that they depend on grows with
    the square of the hidden size, as the weights from state to state do. Where the parameters are
    moved, in random directions, the predictions move as the gradients say: a graph that is cut
    between two steps, or a gradient that is lost, shows.
    """
    x, _ = data
    other = x.copy()
    other[:, :early] = rng.permutation(x, axis=0)[:, :early] + rng.random(x[:, :early].shape)
    sequences = [x, other.astype(x.dtype), x[:, ::-1].copy(), np.concatenate([x, x], axis=1)]
    runs = [training.but(**{hidden_size: size}).arguments(data) for size in (4, 6, 8)]
    probe = probes.network_seen.of(function=training.function)
    answer = student.run(probe, runs, sequences, random_seed(rng)).matches_form()

    def read_in_order(found: Any) -> bool:
        given, *others = found["predictions"]
        differs = [np.abs(each - given).max() > 1e-5 for each in others[:2]]
        return bool(np.isfinite(found["predictions"]).all() and all(differs))

    def grows(found: Any) -> bool:
        small, middle, large = found["sizes"]
        return bool(small - 2 * middle + large >= 8)

    def gradients_right(found: Any) -> bool:
        moved, slopes = found["moved"], found["slopes"]
        size = np.sqrt(np.mean(moved**2))
        # The median: at some places a ReLU is switched on the way.
        return bool(size > 1e-3 and np.median(np.abs(moved - slopes)) < 2e-3 * size)

    _shows(answer, gradients_right, "the gradients are those of the predictions")
    _shows(answer, read_in_order, "the predictions depend on the steps and their order")
    _shows(answer, grows, "hidden_size is the size of the state")
