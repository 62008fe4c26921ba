"""The hidden suite of the recommender topic."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    Module,
    Picture,
    Student,
    Text,
    adam_steps,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    expect_equal,
    expect_rows_drawn,
    expect_rows_independent,
    expect_uniform,
    image_rows,
    near_share,
    probe,
    put_in,
    random_seed,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# The mean squared error of predictions for people who were not trained on, as a part of that of
# item means and a bias of every user.
TRAINING_LIMIT = 0.6
FLOAT32 = (1e-4, 1e-5)
# Weights of penalties are exact in float32 here: an integer tensor, as a count of ratings is, plus
# a Python number is of that dtype.
# What may stand where nothing is known.
HOLES = [np.nan, np.inf, 0.0, 99.0]


def ratings(
    rng: np.random.Generator, users: int, items: int, hole: float = np.nan, share: float = 0.6
) -> tuple[Array, Array]:
    """r and mask (users, items): at least one rating is known and one is not; at what is not known
    stands `hole`. One of the known ratings is 0: a rating as any other."""
    mask = rng.random((users, items)) < share
    zero, unknown = rng.permutation(mask.size)[:2]
    mask.flat[[zero, unknown]] = [True, False]
    r = 3 + 1.2 * rng.standard_normal(mask.shape)
    r.flat[zero] = 0.0
    return np.where(mask, r, hole), mask


def with_newcomers(r: Array, mask: Array) -> tuple[Array, Array]:
    """The same, with a user and an item of whom nothing is known, both the last."""
    return np.pad(r, (0, 1)), np.pad(mask, (0, 1))


# --- split_ratings ----------------------------------------------------------------------------


@probe
def splits(student: Any, mask: torch.Tensor, share: float, seeds: Any) -> Any:
    """The two masks for every seed, whatever torch's own generator was at, and the mask."""
    pairs = []
    for number, seed in enumerate(seeds):
        torch.manual_seed(number)
        pairs.append(student.split_ratings(mask, share, seed))
    return {
        "train": torch.stack([train for train, _ in pairs]),
        "test": torch.stack([test for _, test in pairs]),
        "mask": mask,
    }


@check(
    "split_ratings",
    weight=3,
    es="A cada usuario se le reserva su parte, y lo demás queda para entrenar",
)
def test_split_sizes(student: Student, rng: np.random.Generator) -> None:
    """Of every user the asked share is held back, and the rest is left for training."""
    for share in [0.25, 0.5, 0.75, 0.0]:
        mask = rng.random((11, 13)) < rng.random((11, 1))
        mask[3] = False
        mask[5], mask[7] = np.arange(13) == 4, np.arange(13) < 12
        answer = student.run(splits, mask, share, [random_seed(rng)]).matches_form()
        train, test = answer["train"][0], answer["test"][0]
        expect_equal(test.sum(1), np.floor(share * mask.sum(1)).astype(np.int64))
        expect(not np.any(train & test) and np.array_equal(train | test, mask))
        expect_equal(answer["mask"], mask)


@check(
    "split_ratings",
    weight=2,
    after=test_split_sizes,
    es="Todas las notas conocidas tienen la misma probabilidad, en cada usuario por separado",
)
def test_split_draws(student: Student, rng: np.random.Generator) -> None:
    """All known ratings are as likely, for each user separately."""
    mask = np.zeros((400, 7), bool)
    mask[:, 1:6] = True  # of five known ratings two are held back
    answer = student.run(splits, mask, 0.5, [random_seed(rng)]).matches_form()
    test = answer["test"][0]
    expect_equal(test.sum(1), np.full(400, 2))
    for item in range(1, 6):
        expect(near_share(int(test[:, item].sum()), 400, 0.4))
    for one, other in itertools.combinations(range(1, 6), 2):
        expect(near_share(int((test[:, one] & test[:, other]).sum()), 400, 0.1))
    alike = np.all(test[1:] == test[:-1], axis=1)  # neighbours are held back the same
    expect(near_share(int(alike.sum()), 399, 0.1))


@check(
    "split_ratings",
    after=test_split_sizes,
    es="La misma semilla da el mismo reparto, y otra semilla otro",
)
def test_split_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same split, and another seed another."""
    seed, other = random_seed(rng), random_seed(rng)
    mask = rng.random((17, 23)) < 0.7
    seeds = [seed, seed, other, 0, 0]  # 0 is a seed as any other
    test = student.run(splits, mask, 0.5, seeds).matches_form()["test"]
    expect(np.array_equal(test[0], test[1]) and not np.array_equal(test[0], test[2]))
    expect(np.array_equal(test[3], test[4]) and not np.array_equal(test[0], test[3]))


# --- baseline ---------------------------------------------------------------------------------


@check("baseline", weight=4, es="baseline da la media y los sesgos que minimizan la suma")
def test_baseline_values(student: Student, rng: np.random.Generator) -> None:
    """baseline gives the mean and the biases at which the sum is smallest."""
    for users, items, l2 in [
        (5, 7, 1.0),
        (7, 3, 4.0),
        (1, 5, 2.0),
        (3, 1, 0.75),
        (11, 13, 50.0),
        (13, 11, 0.0625),
    ]:
        r, mask = ratings(rng, users, items, 0.0)
        student.baseline(r, mask, l2).matches_reference()
    only = np.zeros_like(mask)
    only[2, 3] = True
    student.baseline(r, only, 1.5).matches_reference()
    r, mask = ratings(rng, 5, 7, 0.0)
    student.baseline(r.astype(np.float32), mask, 2.0).matches_reference(*FLOAT32)


@check(
    "baseline",
    weight=2,
    after=test_baseline_values,
    es="La media y los sesgos no dependen de lo que haya donde no se conoce la nota",
)
def test_baseline_holes(student: Student, rng: np.random.Generator) -> None:
    """Mean and biases do not depend on what stands where no rating is known."""
    for hole in HOLES:
        student.baseline(*ratings(rng, 5, 7, hole), 2.0).matches_reference()


@check(
    "baseline",
    after=test_baseline_values,
    es="Sin notas el sesgo es 0, y los argumentos quedan como estaban",
)
def test_baseline_newcomers(student: Student, rng: np.random.Generator) -> None:
    """Without ratings the bias is 0, and the arguments stay as they were."""
    r, mask = with_newcomers(*ratings(rng, 5, 7, 99.0))
    expect_arguments_kept(student, "baseline", r, mask, 3.0)


# --- masked_loss ------------------------------------------------------------------------------


@probe
def loss_and_gradient(
    student: Any, pred: torch.Tensor, r: torch.Tensor, mask: torch.Tensor, factor: float
) -> Any:
    """The loss, and the gradient of so many times it with respect to the predictions: zeros where
    none reaches them. The ratings are data: nobody asks for theirs."""
    leaf = pred.requires_grad_(True)
    loss = student.masked_loss(leaf.clone(), r, mask)
    gradient = torch.autograd.grad(factor * loss + 0 * leaf.sum(), leaf)[0]
    return {"loss": loss, "gradient": gradient}


def loss_inputs(
    rng: np.random.Generator, users: int, items: int, hole: float = 0.0, share: float = 0.6
) -> tuple[Array, Array, Array]:
    """pred, r and mask."""
    pred = 3 + rng.standard_normal((users, items))
    return (pred, *ratings(rng, users, items, hole, share))


@check("masked_loss", weight=3, es="masked_loss da el error cuadrático medio de lo conocido")
def test_loss_values(student: Student, rng: np.random.Generator) -> None:
    """masked_loss gives the mean squared error of what is known."""
    for users, items, share in [(5, 7, 0.6), (3, 2, 0.5), (1, 5, 0.5), (7, 11, 0.2), (4, 3, 0.9)]:
        student.masked_loss(*loss_inputs(rng, users, items, 0.0, share)).matches_reference()
    pred, r, mask = loss_inputs(rng, 5, 7)
    for few in [np.ones_like(mask), np.arange(35).reshape(5, 7) == 17]:
        student.masked_loss(pred, r, few).matches_reference()
    single = [array.astype(np.float32) for array in (pred, r)]
    student.masked_loss(*single, mask).matches_reference(*FLOAT32)


@check(
    "masked_loss",
    weight=3,
    after=test_loss_values,
    es="El gradiente llega a las predicciones de lo conocido, y a ninguna otra",
)
def test_loss_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradient reaches the predictions of what is known, and no other."""
    for hole in [0.0, *HOLES]:
        inputs = loss_inputs(rng, 5, 7, hole)
        student.run(loss_and_gradient, *inputs, 1.7).matches_reference()


@check(
    "masked_loss",
    after=test_loss_values,
    es="Sin notas la pérdida es 0, y los argumentos quedan como estaban",
)
def test_loss_empty(student: Student, rng: np.random.Generator) -> None:
    """Without ratings the loss is 0, and the arguments stay as they were."""
    pred, r, mask = loss_inputs(rng, 3, 5, 99.0)
    expect_arguments_kept(student, "masked_loss", pred, r, mask)
    for hole in [0.0, np.nan]:
        nothing = np.full_like(r, hole)
        student.run(loss_and_gradient, pred, nothing, np.zeros_like(mask), 1.7).matches_reference()


# --- als_step ---------------------------------------------------------------------------------


def step_inputs(
    rng: np.random.Generator, users: int, items: int, K: int, hole: float = 0.0
) -> tuple[Array, Array, Array]:
    """r (as without its mean; one of them is 0), mask and Q."""
    r, mask = ratings(rng, users, items, hole)
    usual = np.where(r == 0, 0.0, 3.0)
    return np.where(mask, r - usual, hole), mask, rng.standard_normal((items, K))


@check("als_step", weight=4, es="als_step da los mejores gustos de cada usuario")
def test_als_values(student: Student, rng: np.random.Generator) -> None:
    """als_step gives the best tastes of every user."""
    for users, items, K, l2 in [(5, 7, 3, 1.0), (3, 2, 5, 0.25), (1, 11, 2, 8.0), (7, 5, 1, 0.125)]:
        student.als_step(*step_inputs(rng, users, items, K), l2).matches_reference()
    r, mask, Q = step_inputs(rng, 5, 7, 3)
    student.als_step(1000 * r, np.ones_like(mask), Q, 1e4).matches_reference()
    single = (r.astype(np.float32), mask, Q.astype(np.float32))
    student.als_step(*single, 1.0).matches_reference(*FLOAT32)


@check(
    "als_step",
    weight=2,
    after=test_als_values,
    es="Los gustos de cada usuario dependen solo de sus notas conocidas",
)
def test_als_holes(student: Student, rng: np.random.Generator) -> None:
    """The tastes of a user depend on their own known ratings alone."""
    for hole in HOLES:
        student.als_step(*step_inputs(rng, 5, 7, 3, hole), 0.5).matches_reference()
    inputs = (*step_inputs(rng, 5, 7, 3), 0.5)
    expect_rows_independent(student.als_step, inputs, batched=(0, 1))


@check(
    "als_step",
    after=test_als_values,
    es="Sin notas los gustos son 0, y los argumentos quedan como estaban",
)
def test_als_newcomers(student: Student, rng: np.random.Generator) -> None:
    """Without ratings the tastes are 0, and the arguments stay as they were."""
    r, mask, Q = step_inputs(rng, 5, 7, 3, 99.0)
    mask[2] = False
    expect_arguments_kept(student, "als_step", r, mask, Q, 0.5)


# --- fold_in ----------------------------------------------------------------------------------


def person(
    rng: np.random.Generator, items: int, K: int, known: int, hole: float = 0.0
) -> tuple[Array, ...]:
    """r, mask (with so many known), mu, bi and Q. The first of the known ratings is 0."""
    mask = rng.permutation(np.arange(items) < known)
    r = np.where(mask, 4 + rng.standard_normal(items), hole)
    if known > 1:
        r[mask.argmax()] = 0.0
    mu = np.array(3 + 0.3 * rng.standard_normal())
    return r, mask, mu, 0.5 * rng.standard_normal(items), rng.standard_normal((items, K))


@check("fold_in", weight=3, es="fold_in predice las notas de alguien nuevo")
def test_fold_in_values(student: Student, rng: np.random.Generator) -> None:
    """fold_in predicts the ratings of somebody new."""
    for items, K, known, l2 in [
        (7, 3, 4, 1.0),
        (5, 2, 1, 0.25),
        (3, 5, 2, 6.0),
        (11, 1, 11, 0.0625),
    ]:
        student.fold_in(*person(rng, items, K, known), l2).matches_reference()
    r, mask, *rest = person(rng, 7, 3, 4)
    single = [array.astype(np.float32) for array in (r, *rest)]
    student.fold_in(single[0], mask, *single[1:], 1.0).matches_reference(*FLOAT32)


@check(
    "fold_in",
    after=test_fold_in_values,
    es="fold_in no depende de lo que haya donde no se conoce la nota",
)
def test_fold_in_holes(student: Student, rng: np.random.Generator) -> None:
    """fold_in does not depend on what stands where no rating is known."""
    for hole in HOLES:
        student.fold_in(*person(rng, 7, 3, 3, hole), 0.75).matches_reference()


@check(
    "fold_in",
    after=test_fold_in_values,
    es="De quien nada se sabe quedan la media y los sesgos; los argumentos quedan como estaban",
)
def test_fold_in_cold_start(student: Student, rng: np.random.Generator) -> None:
    """Of whom nothing is known, mean and biases remain; the arguments stay as they were."""
    for known in [0, 3]:
        expect_arguments_kept(student, "fold_in", *person(rng, 7, 3, known, 99.0), 0.75)


# --- AutoRec ----------------------------------------------------------------------------------

AUTOREC_SIZES = [(4, 7, 3), (3, 2, 5), (1, 5, 1)]


def autorec_weights(rng: np.random.Generator, items: int, H: int) -> list[Array]:
    """The four parameters of an AutoRec, none of them zero."""
    return [
        rng.standard_normal((H, items)) / np.sqrt(items),
        0.5 * rng.standard_normal(H),
        rng.standard_normal((items, H)) / np.sqrt(H),
        0.5 * rng.standard_normal(items),
    ]


def autorec(student: Student, rng: np.random.Generator, items: int, H: int) -> Module:
    """An AutoRec with random weights and means."""
    mean, weights = 3 + 0.7 * rng.standard_normal(items), autorec_weights(rng, items, H)
    return Module(student, "AutoRec", mean, H, weights=weights, named=False)


@check("AutoRec", weight=3, es="AutoRec tiene sus dos capas y da una predicción por artículo")
def test_autorec_values(student: Student, rng: np.random.Generator) -> None:
    """AutoRec has its two layers and gives a prediction for every item."""
    for N, items, H in AUTOREC_SIZES:
        mean = np.float32(3 + rng.standard_normal(items))
        Module(student, "AutoRec", mean, H, named=False).shapes().matches_reference()
        # Two calls in a row: nothing is kept from one to the next.
        calls = [("forward", *ratings(rng, N, items, 0.0)) for _ in range(2)]
        autorec(student, rng, items, H).in_turn(*calls, ("eval",), *calls).matches_reference()


@check(
    "AutoRec",
    weight=2,
    after=test_autorec_values,
    es="Lo que no se conoce entra como 0 tras restar la media, haya allí lo que haya",
)
def test_autorec_holes(student: Student, rng: np.random.Generator) -> None:
    """What is not known enters as 0 after the mean is taken off, whatever stands there."""
    for hole in HOLES:
        r, mask = ratings(rng, 4, 7, hole)
        mask[1] = False  # somebody who has just come in
        autorec(student, rng, 7, 3)(r, mask).matches_reference()


@check(
    "AutoRec",
    weight=2,
    after=test_autorec_values,
    es="Los gradientes de AutoRec llegan a sus cuatro parámetros",
)
def test_autorec_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of AutoRec reach its four parameters."""
    for (N, items, H), hole in zip(AUTOREC_SIZES, [0.0, np.nan, 99.0], strict=True):
        given = autorec(student, rng, items, H)
        answer = given.gradients(*ratings(rng, N, items, hole), seed=random_seed(rng))
        answer.matches_form()
        for number in map(str, range(4)):  # that of the ratings nobody asks for
            expect_equal(answer["gradients"][number], answer.expected["gradients"][number])


@probe(beside=[put_in])
def autorec_leaves(
    student: Any, mean: torch.Tensor, weights: Any, r: torch.Tensor, mask: torch.Tensor
) -> Any:
    """What a module answers, and what it leaves of its arguments."""
    module = student.AutoRec(mean, weights[1].shape[0]).to(torch.float64)
    put_in(module, weights)
    return {"answer": module(r, mask), "mean": mean, "r": r, "mask": mask}


@check(
    "AutoRec",
    after=test_autorec_values,
    es="Sus capas se sortean como las de nn.Linear, y los argumentos quedan como estaban",
)
def test_autorec_fresh(student: Student, rng: np.random.Generator) -> None:
    """Its layers are drawn as those of nn.Linear, and the arguments stay as they were."""
    for items, H in [(61, 37), (23, 97)]:
        mean = np.float32(3 + rng.standard_normal(items))
        pairs = Module(student, "AutoRec", mean, H, named=False).fresh()
        for number, inputs in enumerate([items, items, H, H]):
            expect_uniform(pairs[str(number)], 1 / np.sqrt(inputs))
    r, mask = ratings(rng, 4, 7, 99.0)
    means, weights = 3 + rng.standard_normal(7), autorec_weights(rng, 7, 3)
    left = student.run(autorec_leaves, means, weights, r, mask).matches_reference()
    expect_equal([left["mean"], left["r"], left["mask"]], [means, r, mask], 0, 0)


# --- train_autorec ----------------------------------------------------------------------------


def our_autorec(weights: Any) -> Any:
    """A network of ours, of the dtype of its weights; the last of these is the mean. It keeps the
    masks that it is shown."""

    class OurAutoRec(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(*each.shape[::-1]) for each in weights[:4:2])
            self.shown = []

        def forward(self, r, mask):
            if torch.is_grad_enabled():
                self.shown.append(mask.clone())
            x = torch.where(mask, r - weights[4], 0)
            return weights[4] + self.layers[1](torch.sigmoid(self.layers[0](x)))

    model = OurAutoRec().to(weights[0].dtype)
    put_in(model, weights[:4])
    return model


@probe(beside=[put_in, our_autorec])
def train_ours(
    student: Any, weights: Any, r: torch.Tensor, mask: torch.Tensor, settings: Any, seeds: Any
) -> Any:
    """What trainings of our network with these seeds leave, whatever torch's own generator was at:
    their losses, the parameters after the last one, and the ratings."""
    losses = []
    for number, seed in enumerate(seeds):
        model = our_autorec(weights)
        torch.manual_seed(number)
        reported = student.train_autorec(model, r, mask, *settings, seed)
        losses.append([float(loss) for loss in reported])
    return {
        "losses": torch.tensor(losses, dtype=torch.float64),
        "parameters": list(model.parameters()),
        "r": r,
        "mask": mask,
    }


@probe(beside=[put_in, our_autorec])
def masks_shown(
    student: Any, weights: Any, r: torch.Tensor, mask: torch.Tensor, settings: Any, seed: int
) -> Any:
    """The masks (steps · batch_size, I) that our network was shown in a training."""
    model = our_autorec(weights)
    student.train_autorec(model, r, mask, *settings, seed)
    return torch.cat(model.shown)


def our_weights(rng: np.random.Generator, items: int, H: int) -> list[Array]:
    """Weights and means of our network."""
    return [*autorec_weights(rng, items, H), 3 + 0.5 * rng.standard_normal(items)]


def predict(weights: list[Array], r: Array, mask: Array) -> Array:
    """What our network predicts."""
    We, be, Wd, bd, mean = weights
    x = np.where(mask, r - mean, 0)
    return np.asarray(mean + (1 / (1 + np.exp(-(x @ We.T + be)))) @ Wd.T + bd)


def errors_of(weights: list[Array], r: Array, shown: Array, known: Array) -> Array:
    """The sum of squared errors (N,) of every row over what is known."""
    squares = (predict(weights, r, shown) - np.where(known, r, 0)) ** 2
    return np.asarray(np.where(known, squares, 0).sum(axis=1))


# Trainings in which nothing is left to chance, since all rows are alike and all of them is shown:
# (users, steps, batch_size, lr, size). The third and fourth show that every step is taken, at one
# rate; with ratings that are large a clipped gradient shows, with tiny ones another epsilon.
EXACT = [
    (5, 40, 3, 0.05, 1.0),
    (7, 3, 2, 0.1, 1.0),
    (3, 200, 2, 0.0, 1.0),
    (4, 200, 3, 1e-5, 1.0),
    (4, 30, 3, 0.5, 100.0),
    (4, 4, 3, 1e-7, 1e-6),
]


@check(
    "train_autorec",
    weight=3,
    es="train_autorec da los pasos de Adam con la pérdida de antes de cada paso",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_autorec takes the steps of Adam, with the loss before each step."""
    for users, steps, batch_size, lr, size in EXACT:
        We, be, *rest = our_weights(rng, 7, 3)
        weights = [We, be, *(size * each for each in rest)]
        known = rng.permutation(np.arange(7) < 4)[None]
        row = np.where(known, size * (3 + rng.standard_normal(known.shape)), np.nan)
        r, mask = np.repeat(row, users, axis=0), np.repeat(known, users, axis=0)
        settings = [1.0, steps, batch_size, lr]
        trained = student.run(train_ours, weights, r, mask, settings, [random_seed(rng)])
        trained.matches_reference()


@check(
    "train_autorec",
    weight=2,
    after=test_training_steps,
    es="Cada paso sortea batch_size usuarios de entre todos, y cada nota conocida pesa lo mismo",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Every step draws batch_size users from all, and every known rating weighs the same."""
    weights = our_weights(rng, 7, 3)
    # As many known ratings of each: then a loss is the mean of those of its rows.
    mask = np.array([rng.permutation(np.arange(7) < 3) for _ in range(9)])
    r = np.where(mask, 3 + rng.standard_normal(mask.shape), np.nan)
    rows = errors_of(weights, r, mask, mask) / 3
    for batch_size, steps in [(1, 200), (3, 120)]:
        settings = [1.0, steps, batch_size, 0.0]
        trained = student.run(train_ours, weights, r, mask, settings, [random_seed(rng)])
        losses = trained.matches_form().array("losses")[0]
        which = expect_rows_drawn(losses, rows, batch_size)
        drawn = np.sort(np.unravel_index(which, (9,) * batch_size), axis=0)
        expect(len(np.unique(drawn, axis=1).T) > (8 if batch_size == 1 else 40))
        expect_equal([trained["r"], trained["mask"]], [r, mask], 0, 0)
    # Never fewer: nine users are no whole number of minibatches of four.
    student.run(masks_shown, weights, r, mask, [1.0, 8, 4, 0.0], random_seed(rng)).matches_form()
    # Other numbers of each: a sum over the minibatch, divided by all that is known in it, and 0
    # where nothing is.
    counts = np.array([0, 7, 3, 5])
    mask = np.array([rng.permutation(np.arange(7) < count) for count in counts])
    r = np.where(mask, 3 + rng.standard_normal(mask.shape), np.nan)
    sums = errors_of(weights, r, mask, mask)
    for batch_size, least in [(1, 4), (2, 6)]:  # of two, six are without repetition
        rows = np.array(list(itertools.combinations_with_replacement(range(4), batch_size)))
        values = sums[rows].sum(1) / np.maximum(counts[rows].sum(1), 1)
        settings = [1.0, 100, batch_size, 0.0]
        trained = student.run(train_ours, weights, r, mask, settings, [random_seed(rng)])
        which = expect_each_of(trained.matches_form().array("losses")[0], values)
        expect(len(set(which)) >= least)


@check(
    "train_autorec",
    weight=3,
    after=test_training_steps,
    es="Cada nota conocida se muestra con probabilidad keep, y se pregunta por todas",
)
def test_training_keep(student: Student, rng: np.random.Generator) -> None:
    """Every known rating is shown with probability keep, and all of them are asked for."""
    steps = 150
    weights = our_weights(rng, 5, 3)
    known = np.array([[True, False, False, True, False]])  # four ways to be shown
    row = np.where(known, 3 + rng.standard_normal(known.shape), np.nan)
    ways = np.array([[a, 0, 0, b, 0] for a in (0, 1) for b in (0, 1)], bool)
    r, mask = np.repeat(row, 4, axis=0), np.repeat(known, 4, axis=0)
    values = errors_of(weights, r, ways, mask) / 2
    for keep in [0.3, 0.8]:
        shares = [(1 - keep) ** 2, (1 - keep) * keep, keep * (1 - keep), keep**2]
        settings = [keep, steps, 1, 0.0]
        trained = student.run(train_ours, weights, r, mask, settings, [random_seed(rng)])
        losses = trained.matches_form().array("losses")[0]
        which = expect_each_of(losses, values)
        for way, share in enumerate(shares):
            expect(near_share(int((which == way).sum()), steps, share))
    # Every rating of a minibatch by itself: how many of a row, which, and of neighbours.
    weights, keep = our_weights(rng, 7, 2), 0.4
    known = rng.permutation(np.arange(7) < 4)[None]
    row = np.where(known, 3 + rng.standard_normal(known.shape), np.nan)
    r, mask = np.repeat(row, 40, axis=0), np.repeat(known, 40, axis=0)
    seed = random_seed(rng)
    seen = student.run(masks_shown, weights, r, mask, [keep, 25, 40, 0.0], seed).matches_form()
    masks = seen.array()
    expect(not np.any(masks & ~known))
    masks = masks[:, known[0]]
    for item in range(4):
        expect(near_share(int(masks[:, item].sum()), 1000, keep))
    for count in range(5):
        share = math.comb(4, count) * keep**count * (1 - keep) ** (4 - count)
        expect(near_share(int((masks.sum(1) == count).sum()), 1000, share))
    alike = np.all(masks[0::2] == masks[1::2], axis=1)
    expect(near_share(int(alike.sum()), 500, (keep**2 + (1 - keep) ** 2) ** 4))


@check(
    "train_autorec",
    after=test_training_steps,
    es="La misma semilla da el mismo entrenamiento, y otra semilla otro",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same training, and another seed another."""
    weights = our_weights(rng, 7, 3)
    r, mask = ratings(rng, 23, 7)
    mask[:, :2] = True
    r = np.where(mask, np.nan_to_num(r, nan=2.0), np.nan)
    seed, other = random_seed(rng), random_seed(rng)
    settings = [0.5, 9, 5, 0.01]
    trained = student.run(train_ours, weights, r, mask, settings, [seed, seed, other, 0, 0])
    losses = trained.matches_form().array("losses")
    arrays_like(trained["parameters"], weights[:4])
    expect(np.array_equal(losses[0], losses[1]) and not np.allclose(losses[0], losses[2]))
    expect(np.array_equal(losses[3], losses[4]) and not np.allclose(losses[0], losses[3]))


def our_guess(start: Any) -> Any:
    """A model of ours that expects the same of everybody, at first `start` (I,), whatever it is
    shown."""

    class OurGuess(nn.Module):
        def __init__(self):
            super().__init__()
            self.guess = nn.Parameter(start.clone())

        def forward(self, r, mask):
            return self.guess.expand(r.shape)

    return OurGuess()


@probe(beside=[our_guess])
def train_guess(
    student: Any, start: torch.Tensor, r: torch.Tensor, mask: torch.Tensor, settings: Any
) -> Any:
    """The losses of a training of this model, and what it then expects."""
    model = our_guess(start)
    reported = student.train_autorec(model, r, mask, *settings)
    curve = torch.tensor([float(loss) for loss in reported], dtype=torch.float64)
    return {"losses": curve, "guess": model.guess}


@check(
    "train_autorec",
    after=test_training_batches,
    es="También con un minilote sin notas da Adam su paso, con el gradiente 0",
)
def test_training_on_nothing(student: Student, rng: np.random.Generator) -> None:
    """With a minibatch without ratings Adam takes its step, too, with the gradient 0."""
    steps, lr = 40, 0.05
    known = rng.permutation(np.arange(7) < 4)
    row = np.where(known, 3 + rng.standard_normal(7), np.nan)
    start = 3 + rng.standard_normal(7)
    r, mask = np.array([row, np.full(7, np.nan)]), np.array([known, np.zeros(7, bool)])
    settings = [0.5, steps, 1, lr, random_seed(rng)]
    trained = student.run(train_guess, start, r, mask, settings).matches_form()
    losses = trained.array("losses")
    drawn = losses != 0  # whose turn it was: of nobody else's ratings the loss is 0
    expect(0 < drawn.sum() < steps)
    guess, expected, gradients = start, np.zeros(steps), list[Array]()
    for step in np.arange(steps):
        gaps = drawn[step] * np.where(known, guess - row, 0)
        expected[step] = np.sum(gaps**2) / 4
        gradients.append(2 * gaps / 4)
        guess = guess + adam_steps(gradients, lr)[-1]
    expect_equal([losses, trained["guess"]], [expected, guess])


class People:
    """Users with biases and tastes, and the items that they rate: all that is true of them.

    A rating is a mean, a bias of the user and of the item, and the product of their tastes, with
    noise, in half stars. What is well known is rated more often, and what one likes.
    """

    def __init__(self, rng: np.random.Generator, items: int = 60) -> None:
        self.rng = rng
        self.bias = 0.5 * rng.standard_normal(items)
        self.tastes = rng.standard_normal((items, 3)) / np.sqrt(3)
        self.fame = rng.standard_normal(items)

    def rate(self, users: int) -> tuple[Array, Array, Array]:
        """r, mask (a third of it, and of every user at least one) and the true ratings
        (users, items), of so many users."""
        rng = self.rng
        tastes = rng.standard_normal((users, 3)) @ self.tastes.T
        true = 3.2 + 0.4 * rng.standard_normal((users, 1)) + self.bias + tastes
        r = np.clip(np.round(2 * (true + 0.4 * rng.standard_normal(true.shape))) / 2, 0.5, 5)
        wish = self.fame + 0.5 * (true - 3.2) + rng.standard_normal(true.shape)
        mask = wish > np.quantile(wish, 2 / 3)
        mask[np.arange(users), rng.integers(mask.shape[1], size=users)] = True
        return np.where(mask, r, np.nan).astype(np.float32), mask, true


def damped_means(r: Array, mask: Array, axis: int) -> Array:
    """The mean of what is known along an axis, drawn towards 0 by five zeros."""
    return np.asarray(np.where(mask, r, 0).sum(axis) / (mask.sum(axis) + 5))


def covers(tastes: Array, which: Array) -> Array:
    """A picture (N, 8, 8, 3) of each item: its colour says what it is like, and a bar of marks
    tells it from others."""
    colours = 1 / (1 + np.exp(-3 * tastes[which]))
    pictures = np.tile(colours[:, None, None, :], (1, 8, 8, 1))
    marks = (which[:, None] >> np.arange(6)) & 1
    pictures[:, 3:5, 1:7] *= 1 - 0.6 * marks[:, None, :, None]
    return np.asarray(pictures)


LIKED = Text("liked most", "más gustó")
RECOMMENDED = Text("your list", "tu lista")


def list_picture(people: People, r: Array, mask: Array, true: Array, pred: Array) -> Picture | None:
    """What a person has liked most, what the predictions recommend, and what would be best."""
    user = int(mask.sum(1).argmax())
    seen = np.where(mask[user], r[user], -np.inf)
    unseen = [np.where(mask[user], -np.inf, each[user]) for each in (pred, true)]
    lists = [scores.argsort()[::-1][:8] for scores in (seen, *unseen)]
    named = zip([LIKED, RECOMMENDED, EXPECTED], lists, strict=True)
    rows = {name: covers(people.tastes, which) for name, which in named}
    return image_rows(rows, yours=(RECOMMENDED,))


@probe(beside=[put_in, our_autorec])
def train_and_predict(
    student: Any, weights: Any, r: torch.Tensor, mask: torch.Tensor, settings: Any, new: Any
) -> Any:
    """The losses of a training of our network, and what it then predicts for new people."""
    model = our_autorec(weights)
    losses = student.train_autorec(model, r, mask, *settings)
    model.eval()
    with torch.no_grad():
        predictions = model(*new)
    curve = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"losses": curve, "predictions": predictions}


@check(
    "train_autorec",
    weight=3,
    after=test_training_steps,
    retries=2,
    cpu_seconds=20,
    es="La red entrenada predice lo que gustará a gente nueva",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained network predicts what new people will like."""
    items, H = 60, 16
    people = People(rng, items)
    r, mask, _ = people.rate(400)
    new_r, new_mask, true = people.rate(200)
    mu = r[mask].mean()
    mean = np.float32(mu + damped_means(r - mu, mask, 0))
    weights = [
        rng.uniform(-1, 1, shape).astype(np.float32) / np.float32(np.sqrt(inputs))
        for shape, inputs in [((H, items), items), ((H,), items), ((items, H), H), ((items,), H)]
    ]
    settings = [0.5, 300, 64, 0.01, random_seed(rng)]
    data, new = (r, mask), [new_r, new_mask]
    trained = student.run(train_and_predict, [*weights, mean], *data, settings, new).matches_form()
    predictions = trained.array("predictions")
    biased = mean + damped_means(new_r - mean, new_mask, 1)[:, None]
    errors = [np.mean((each - true)[~new_mask] ** 2) for each in (predictions, biased)]
    picture = list_picture(people, new_r, new_mask, true, predictions)
    expect_below(errors[0] / errors[1], TRAINING_LIMIT, curve=trained["losses"], picture=picture)


# --- popularity, recommend --------------------------------------------------------------------


@check("recommend", weight=2, es="popularity cuenta las notas conocidas de like o más")
def test_popularity(student: Student, rng: np.random.Generator) -> None:
    """popularity counts the known ratings of like and above."""
    for users, items, like, hole in [(11, 7, 4.0, 0.0), (5, 3, 3.5, 99.0), (1, 5, 2.0, 5.0)]:
        r, mask = ratings(rng, users, items, hole, 0.7)
        r = np.where(mask, np.clip(np.round(2 * r) / 2, 0.5, 5), hole)
        expect_arguments_kept(student, "popularity", r, mask, like)
    r = np.array([[4.0, 5.0, np.nan], [4.0, 3.5, np.inf], [3.9, 4.5, 4.0]])
    student.popularity(r, np.isfinite(r), 4.0).matches_reference()
    student.popularity(r, np.zeros((3, 3), bool), 4.0).matches_reference()
    r, mask, _ = step_inputs(rng, 7, 5, 1)
    student.popularity(r, mask, 0.0).matches_reference()  # 0 is a rating as any other


@check("recommend", weight=3, es="recommend da los artículos no vistos con más puntuación")
def test_recommend_values(student: Student, rng: np.random.Generator) -> None:
    """recommend gives the unseen items with the highest scores."""
    for users, items, n in [(5, 17, 3), (3, 13, 1), (1, 29, 5)]:
        mask = np.array([rng.permutation(np.arange(items) < items // 2) for _ in range(users)])
        student.recommend(rng.standard_normal((users, items)), mask, n).matches_reference()
        single = rng.standard_normal((users, items)).astype(np.float32)
        student.recommend(single, mask, n).matches_reference()


@check(
    "recommend",
    weight=2,
    after=test_recommend_values,
    es="Con puntuaciones iguales va antes el índice menor",
)
def test_recommend_ties(student: Student, rng: np.random.Generator) -> None:
    """Of equal scores the smaller index comes first."""
    for items in [13, 101]:
        scores = rng.integers(3, size=(5, items)).astype(np.float64)
        student.recommend(scores, np.arange(items) % 3 == scores, 5).matches_reference()
    # Scores that differ a little are not equal.
    close = 1 + 1e-12 * rng.permuted(np.tile(np.arange(13.0), (5, 1)), axis=1)
    student.recommend(close, scores[:, :13] > 1, 4).matches_reference()


@check(
    "recommend",
    weight=2,
    after=test_recommend_values,
    es="Los puestos que sobran llevan -1; nada visto se recomienda, sea cual sea la puntuación",
)
def test_recommend_few_left(student: Student, rng: np.random.Generator) -> None:
    """Places that are left over hold -1; nothing seen is recommended, whatever the scores."""
    for size, n in [(1.0, 4), (1e300, 5), (1.0, 9)]:
        scores = size * (rng.standard_normal((4, 7)) - 2)
        mask = rng.permuted(np.arange(7) < np.array([[7], [6], [4], [0]]), axis=1)
        expect_arguments_kept(student, "recommend", scores, mask, n)
    # The lowest score of all is that of an item that is left, and no number is 1 below it.
    falling = np.tile(-1e300 * np.arange(1.0, 8), (3, 1))
    student.recommend(falling, np.arange(7) < np.array([[3], [1], [5]]), 4).matches_reference()


# --- precision_at, ndcg_at --------------------------------------------------------------------

NDCG_TOLERANCE = (1e-6, 1e-7)  # discounts may be float32


def lists(rng: np.random.Generator, users: int, items: int, length: int) -> Array:
    """(users, length): different items in each row, with empty places at the end of most."""
    found = np.full((users, length), -1)
    for row, filled in zip(found, rng.integers(0, min(items, length) + 1, users), strict=True):
        row[:filled] = rng.permutation(items)[:filled]
    return found


@check("measures", weight=3, es="precision_at da la parte de los n puestos que gusta")
def test_precision(student: Student, rng: np.random.Generator) -> None:
    """precision_at gives the share of the n places that is liked."""
    for users, items, length, n in [(17, 11, 5, 3), (5, 3, 4, 4), (1, 7, 7, 2), (13, 5, 3, 1)]:
        liked = rng.random((users, items)) < 0.6
        liked[:, -1] = True  # an empty place is not the last item
        given = lists(rng, users, items, length)
        expect_arguments_kept(student, "precision_at", given, liked, n)


@check("measures", weight=4, es="ndcg_at compara la lista con la mejor posible")
def test_ndcg(student: Student, rng: np.random.Generator) -> None:
    """ndcg_at compares the list with the best possible."""
    for users, items, length, n in [(7, 11, 5, 3), (1, 7, 7, 7), (13, 5, 3, 1), (3, 29, 19, 17)]:
        for gains in [5 * rng.random((users, items)), rng.integers(1, 5, (users, items)) / 2]:
            given = np.array([rng.permutation(items)[:length] for _ in range(users)])
            student.ndcg_at(given, gains, n).matches_reference(*NDCG_TOLERANCE)


@check(
    "measures",
    weight=2,
    after=test_ndcg,
    es="ndcg_at entiende los puestos vacíos y a quien nada le gusta",
)
def test_ndcg_odd(student: Student, rng: np.random.Generator) -> None:
    """ndcg_at understands empty places, and people who like nothing."""
    for users, items, length, n in [(7, 11, 5, 4), (5, 3, 4, 4), (3, 2, 7, 6)]:
        gains = 5 * rng.random((users, items))
        gains[1] = 0
        given = lists(rng, users, items, length)
        expect_arguments_kept(student, "ndcg_at", given, gains, n, rtol=1e-6, atol=1e-7)
    student.ndcg_at(given, gains.astype(np.float32), n).matches_reference(*FLOAT32)
    for size in [1e-30, 1e30]:  # a user's gains may be of any size
        student.ndcg_at(given, size * gains, n).matches_reference(*NDCG_TOLERANCE)
