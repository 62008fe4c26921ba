"""Families of checks of functions that train: one step, and a whole training."""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.execution.wire import Value
from autograder.judge.compare import difference
from autograder.judge.kit import probes
from autograder.judge.kit.families import random_seed, require
from autograder.judge.kit.models import Training
from autograder.judge.suite import Answer, Student, expect, expect_below
from autograder.model.record import Picture

Array = np.ndarray
STEP_SIZES = (5, 7, 11)  # minibatches of different sizes


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
) -> None:
    """Two trainings with the same seed give the same model, whatever torch's own generator was at,
    and one with another seed another."""
    same, other, one, two = (random_seed(rng) for _ in range(4))
    trainings = [training.but(**{seed: each}) for each in (same, same, other)]
    answer = _trained(student, trainings, data, inputs, [one, two, one])

    def reproducible(trained: Value) -> bool:
        first, again, another = (each["predictions"] for each in trained)
        return np.array_equal(first, again) and not np.allclose(first, another)

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


def expect_adam_step(
    student: Student,
    one_step: Training,
    data: Sequence[Array],
    blank: Sequence[Array] | None = None,
    lr: str = "lr",
) -> None:
    """A training of one step moves no parameter by more than its learning rate, and some of them by
    just that, as Adam does without a decay.

    With data `blank`, some parameters get no gradient, and stay where they are.
    """
    size = one_step.settings[lr]

    def moved(given: Sequence[Array]) -> Answer:
        runs = [each.arguments(given) for each in (one_step.but(**{lr: 0.0}), one_step)]
        probe = probes.trained_parameters.of(function=one_step.function)
        answer = student.run(probe, runs).matches_form(shapes=False)
        expect(answer.value[0].shape == answer.value[1].shape)
        return answer

    def largest_is_lr(parameters: Value) -> bool:
        largest = np.abs(parameters[1] - parameters[0]).max(initial=0)
        return bool(0.99 * size < largest < 1.01 * size)

    _shows(moved(data), largest_is_lr, "the first step is as large as lr")
    if blank is not None:
        still = "some parameters have no gradient"
        _shows(moved(blank), lambda found: np.any(found[1] == found[0]), still)


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


def expect_new_minibatches(
    student: Student,
    still: Training,
    data: tuple[Array, Array],
    loss: Callable[[Array, Array], Array] = squared_errors,
    batch_size: str = "batch_size",
) -> None:
    """Every step draws a new minibatch: the losses of a training that leaves the model as it was (a
    learning rate of 0) are all different, and vary as means of so many of the rows' losses (N,) do,
    which the judge computes: not by less than a tenth of that, as means of all rows in another
    order, and not by three times as much, as single rows.

    Only the losses' size relative to each other counts: whether they are sums or means is not what
    is asked. Ten steps are needed, and sixteen rows in a minibatch, of many more.
    """
    x, y = data
    answer = still.run(student, data, x).matches_form()

    def new(trained: Value) -> bool:
        losses, rows = trained["losses"], loss(trained["predictions"], y)
        of_means = rows.std() / rows.mean() / np.sqrt(still.settings[batch_size])
        spread = losses.std(ddof=1) / (abs(losses.mean()) or np.inf)
        return len(np.unique(losses)) == len(losses) and 0.1 < spread / of_means < 3

    _shows(answer, new, "every step draws a new minibatch")


def expect_early_steps_reached(
    student: Student, still: Training, data: tuple[Array, Array], early: int = 2
) -> None:
    """The gradients of what the model predicts go back through the steps of a sequence: where the
    inputs (N, T, D) are zero but for the first few, they reach as many entries of its parameters as
    anywhere. In the reference they reach fewer where all inputs are zero.

    The training leaves the model as it was (a learning rate of 0). (The first step alone would not
    do: where there is no state yet, nothing shows what is kept of it.)
    """
    x = data[0]
    first = np.where((np.arange(x.shape[1]) < early)[:, None], x, np.zeros((), x.dtype))
    probe = probes.parameters_reached.of(function=still.function)
    answer = student.run(probe, still.arguments(data), [x, first, 0 * x])
    answer.matches_form(shapes=False)
    whole, _, none = (each["reached"] for each in answer.expected)
    require(whole > none, "gradients do not reach the weights of inputs that are zero")
    reaches = "the gradients go back through the steps"
    _shows(answer, lambda found: found[0]["reached"] == found[1]["reached"], reaches)
