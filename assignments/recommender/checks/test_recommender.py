"""The public checks of the topic on recommender systems: small inputs, to follow on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    Module,
    Student,
    Text,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
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
nan = np.nan

# Ana has rated both films, Bo the first alone: the example of the baseline.
ANA_AND_BO = np.array([[3.0, 4.5], [1.5, nan]])
# Three people and four films; the third person has rated nothing, nobody has seen the last film.
THREE = np.array([[5.0, 3.0, 2.0, nan], [1.0, 4.0, nan, nan], [nan, nan, nan, nan]])


def known(r: Array, hole: float) -> list[Array]:
    """The ratings with something else in their holes, and the mask."""
    return [np.where(np.isnan(r), hole, r), ~np.isnan(r)]


# --- split_ratings ----------------------------------------------------------------------------


@probe
def some_splits(student: Any, mask: torch.Tensor, share: float, seeds: Any) -> Any:
    """[train, test] for each seed, and the mask afterwards."""
    return [[*student.split_ratings(mask, share, seed)] for seed in seeds], mask


@check("split_ratings", es="De 5, 4, 1 y 0 notas la mitad reservada son 2, 2, 0 y 0")
def test_half_is_held_back(student: Student) -> None:
    """Of 5, 4, 1 and 0 ratings, the half that is held back is 2, 2, 0 and 0."""
    mask = np.arange(6) < np.array([[5], [4], [1], [0]])
    splits, after = student.run(some_splits, mask, 0.5, [1, 2]).matches_form().value
    for train, test in splits:
        expect_equal(np.sum(test, axis=1), np.array([2, 2, 0, 0]))
        expect_equal(
            [np.logical_or(train, test), np.logical_and(train, test)], [mask, np.zeros_like(mask)]
        )
    expect_equal(after, mask)


@check(
    "split_ratings",
    after=test_half_is_held_back,
    es="Se sortea por usuario y con la semilla: cada nota la mitad de las veces",
)
def test_lots_are_drawn(student: Student) -> None:
    """Lots are drawn for each user, from the seed: every rating half of the time."""
    seeds = [0, 0, 4]
    everything = np.full((200, 2), True)
    splits, _ = student.run(some_splits, everything, 0.5, seeds).matches_form().value
    one, again, other = (np.asarray(test) for _, test in splits)
    expect(bool(np.all(one == again) and np.any(one != other)))
    expect(near_share(int(one[:, 0].sum()), 200, 0.5))


# --- baseline ---------------------------------------------------------------------------------


@check("baseline", es="baseline da el 3 y los sesgos ±0.5 del ejemplo")
def test_baseline_on_paper(student: Student) -> None:
    """baseline gives the example's 3 and biases of ±0.5."""
    student.baseline(*known(ANA_AND_BO, 0.0), 1.0).matches_reference()


@check(
    "baseline",
    after=test_baseline_on_paper,
    es="Lo que haya en los huecos no cuenta, y sin notas el sesgo es 0",
)
def test_baseline_with_holes(student: Student) -> None:
    """What stands in the holes does not count, and without ratings the bias is 0."""
    for hole in (0.0, 99.0, nan):
        for l2 in (1.0, 3.0):
            student.baseline(*known(THREE, hole), l2).matches_reference()
    expect_arguments_kept(student, "baseline", *known(THREE, 7.0), 0.5)


# --- masked_loss ------------------------------------------------------------------------------


@probe
def loss_and_slope(student: Any, pred: torch.Tensor, r: torch.Tensor, mask: torch.Tensor) -> Any:
    """The loss and its gradient with respect to the predictions."""
    pred.requires_grad_()
    loss = student.masked_loss(pred + 0.0, r, mask)
    (slope,) = torch.autograd.grad(loss + 0 * pred.sum(), pred)
    return [loss, slope]


@check("masked_loss", es="masked_loss da el 0.5 del ejemplo")
def test_loss_on_paper(student: Student) -> None:
    """masked_loss gives the example's 0.5."""
    r, mask = known(np.array([[5.0, 2.0, nan]]), 0.0)
    student.masked_loss(np.array([[4.0, 2.0, 3.0]]), r, mask).matches_reference()
    student.masked_loss(np.ones((3, 4)), *known(THREE, 0.0)).matches_reference()


@check(
    "masked_loss",
    after=test_loss_on_paper,
    es="El gradiente es 0 en los huecos, aunque haya un nan, y sin notas todo es 0",
)
def test_loss_slopes(student: Student) -> None:
    """The gradient is 0 in the holes, even of a nan, and without ratings all is 0."""
    for hole in (0.0, 99.0, nan):
        student.run(loss_and_slope, np.ones((3, 4)), *known(THREE, hole)).matches_reference()
        nobody = (np.full((2, 2), hole), np.full((2, 2), False))
        student.run(loss_and_slope, np.ones((2, 2)), *nobody).matches_reference()
    expect_arguments_kept(student, "masked_loss", np.ones((3, 4)), *known(THREE, 9.0))


# --- als_step, fold_in ------------------------------------------------------------------------


@check("als_step", es="als_step da el 2 del ejemplo")
def test_tastes_on_paper(student: Student) -> None:
    """als_step gives the example's 2."""
    r, mask = known(np.array([[2.0, nan, 5.0]]), 0.0)
    student.als_step(r, mask, np.array([[1.0], [-1.0], [2.0]]), 1.0).matches_reference()


@check(
    "als_step",
    after=test_tastes_on_paper,
    es="Cada usuario tiene sus gustos, según sus notas; sin notas son 0",
)
def test_tastes_of_three(student: Student, rng: np.random.Generator) -> None:
    """Every user has tastes of their own, after their ratings; without any they are 0."""
    Q = rng.integers(-9, 10, (4, 2)) / 4
    for hole in (0.0, 99.0, nan):
        student.als_step(*known(THREE - 3, hole), Q, 0.5).matches_reference()
    expect_arguments_kept(student, "als_step", *known(THREE - 3, 1.0), Q, 2.0)


# The example of exercise 5: mu, bi and Q.
SHELF = (np.array(3.0), np.array([0.5, -0.5, 0.0]), np.array([[1.0], [-1.0], [1.0]]))


@check("fold_in", es="fold_in da 4.25, 2.25 y 3.75 en el ejemplo")
def test_newcomer_on_paper(student: Student) -> None:
    """fold_in gives 4.25, 2.25 and 3.75 in the example."""
    student.fold_in(*known(np.array([5.0, 2.0, nan]), 0.0), *SHELF, 2.0).matches_reference()


@check(
    "fold_in",
    after=test_newcomer_on_paper,
    es="Lo que haya en los huecos no cuenta, y sin notas quedan mu y bi",
)
def test_newcomer_with_holes(student: Student) -> None:
    """What stands in the holes does not count, and without ratings mu and bi remain."""
    for hole in (0.0, 99.0, nan):
        for r in ([5.0, 2.0, nan], [nan, nan, 1.0], [nan, nan, nan]):
            student.fold_in(*known(np.array(r), hole), *SHELF, 0.5).matches_reference()


# --- AutoRec ----------------------------------------------------------------------------------

LN3 = math.log(3)
PAPER_LAYERS = [
    np.array([[LN3, 5.0]]),
    np.array([0.0]),
    np.array([[2.0], [-2.0]]),
    np.array([0.0, 1.0]),
]


def small_network(student: Student, rng: np.random.Generator, items: int, H: int) -> Module:
    """An AutoRec with weights and means in tenths."""
    shapes = [(H, items), (H,), (items, H), (items,)]
    layers = [rng.integers(-15, 16, shape) / 10 for shape in shapes]
    return Module(student, "AutoRec", 2 + rng.random(items), H, weights=layers, named=False)


@check("AutoRec", es="AutoRec tiene sus cuatro parámetros y da 4.5 y 1.5 en el ejemplo")
def test_network_on_paper(student: Student) -> None:
    """AutoRec has its four parameters, and gives 4.5 and 1.5 in the example."""
    Module(student, "AutoRec", np.float32([3, 2, 4]), 2, named=False).shapes().matches_reference()
    network = Module(student, "AutoRec", np.array([3.0, 2.0]), 1, weights=PAPER_LAYERS, named=False)
    network(*known(np.array([[4.0, nan]]), 0.0)).matches_reference()


@check(
    "AutoRec",
    after=test_network_on_paper,
    es="Lo que haya en los huecos no cuenta, y los gradientes llegan a los parámetros",
)
def test_network_with_holes(student: Student, rng: np.random.Generator) -> None:
    """What stands in the holes does not count, and gradients reach the parameters."""
    for hole in (0.0, 99.0, nan):
        small_network(student, rng, 4, 3)(*known(THREE, hole)).matches_reference()
    slopes = small_network(student, rng, 4, 2).gradients(*known(THREE, 0.0), seed=random_seed(rng))
    slopes.matches_form()
    for name in ["0", "1", "2", "3"]:  # nobody asks for that of the ratings
        expect_equal(slopes["gradients"][name], slopes.expected["gradients"][name])


# --- train_autorec ----------------------------------------------------------------------------


def offsets(width: int) -> Any:
    """A model that answers the ratings that it is shown and 0 elsewhere, plus a number for each
    item, at first 0; it keeps the masks."""

    class Offsets(nn.Module):
        def __init__(self):
            super().__init__()
            self.b = nn.Parameter(torch.zeros(width, dtype=torch.float64))
            self.masks = []

        def forward(self, r, mask):
            self.masks.append(mask.clone())
            return torch.where(mask, r, 0) + self.b

    return Offsets()


@probe(beside=[offsets])
def train_offsets(student: Any, r: torch.Tensor, mask: torch.Tensor, how: Any, seeds: Any) -> Any:
    """The losses for each seed, the numbers after the last training, and the masks of that one."""
    losses = []
    for seed in seeds:
        model = offsets(r.shape[1])
        said = student.train_autorec(model, r, mask, *how, seed)
        losses.append([float(each) for each in said])
    return {
        "losses": torch.tensor(losses, dtype=torch.float64),
        "b": model.b,
        "masks": torch.cat(model.masks),
    }


@check("train_autorec", es="Tres pasos de Adam, con la pérdida de antes de cada uno")
def test_three_steps(student: Student) -> None:
    """Three steps of Adam, with the loss before each."""
    # All rows are alike; all that is known is shown at first, and then nothing.
    r, mask = known(np.array([[5.0, nan, 2.0]] * 4), nan)
    for keep in (1.0, 0.0):
        answer = student.run(train_offsets, r, mask, [keep, 3, 2, 0.1], [5]).matches_form()
        expect_equal(answer["losses"], answer.expected["losses"])
        expect_equal(answer["b"], answer.expected["b"])


@check(
    "train_autorec",
    after=test_three_steps,
    es="Cada nota conocida se muestra o no por su cuenta, y se pregunta por todas",
)
def test_a_part_is_shown(student: Student) -> None:
    """Each known rating is shown or not by itself, and all are asked for."""
    r, mask = known(np.array([[5.0, nan, 2.0]] * 2), 0.0)
    answer = student.run(train_offsets, r, mask, [0.6, 60, 2, 0.0], [1]).matches_form()
    masks = np.asarray(answer["masks"])
    expect(not masks[:, 1].any())
    for item in (0, 2):
        expect(near_share(int(masks[:, item].sum()), 120, 0.6))
    # Both, one of them or none: all of it happens, and not the same to both rows of a minibatch.
    expect(len(np.unique(masks, axis=0)) == 4)
    alike = np.all(masks[0::2] == masks[1::2], axis=1)
    expect(near_share(int(alike.sum()), 60, (0.6**2 + 0.4**2) ** 2))
    # At rate 0 a rating that is not shown costs its square: 25 and 4 of two people's four.
    hidden = (~masks).reshape(60, 2, 3).sum(axis=1) @ np.array([25.0, 0.0, 4.0])
    expect_equal(answer.array("losses")[0], hidden / 4)


@check(
    "train_autorec",
    after=test_three_steps,
    es="Cada paso sortea sus usuarios entre todos, y la semilla decide",
)
def test_users_are_drawn(student: Student) -> None:
    """Every step draws its users from all, and the seed decides."""
    r, mask = known(np.array([[1.0], [2.0], [3.0], [4.0], [nan]]), nan)
    settings = [0.0, 80, 1, 0.0]  # the loss is the square of one user's rating, 0 of the last
    answer = student.run(train_offsets, r, mask, settings, [7, 7, 8]).matches_form()
    one, again, other = answer.array("losses")
    expect(bool(np.all(one == again) and np.any(one != other)))
    for rating in (1, 2, 3, 4, 0):
        expect(near_share(int(np.isclose(one, rating**2).sum()), 80, 0.2))


def small_autorec(layers: Any, mean: torch.Tensor) -> Any:
    """A network of ours, as in exercise 6, with these weights."""
    size = {"in_features": len(mean), "out_features": len(layers[1]), "dtype": mean.dtype}
    back = {"in_features": len(layers[1]), "out_features": len(mean), "dtype": mean.dtype}

    class Ours(nn.Module):
        def __init__(self):
            super().__init__()
            self.encode, self.decode = nn.Linear(**size), nn.Linear(**back)

        def forward(self, r, mask):
            x = torch.where(mask, r - mean, 0)
            return mean + self.decode(torch.sigmoid(self.encode(x)))

    model = Ours()
    put_in(model, layers)
    return model


@probe(beside=[put_in, small_autorec])
def learn_and_guess(
    student: Any, layers: Any, mean: Any, r: Any, mask: Any, new_r: Any, new_mask: Any
) -> Any:
    """The losses of a short training, and what our network then expects of new people."""
    model = small_autorec(layers, mean)
    losses = student.train_autorec(model, r, mask, 0.6, 150, 40, 0.02, 4)
    with torch.no_grad():
        guesses = model(new_r, new_mask)
    numbers = [float(loss) for loss in losses]
    return {"losses": torch.tensor(numbers, dtype=torch.float64), "guesses": guesses}


FAVOURITES = Text("favourites", "favoritas")
ADVICE = Text("your advice", "tu consejo")


@check("train_autorec", retries=2, es="Un entrenamiento corto predice los gustos de gente nueva")
def test_short_training(student: Student, rng: np.random.Generator) -> None:
    """A short training predicts the tastes of new people."""
    items, people = 30, 400
    colours = rng.standard_normal((items, 3))  # what an item is like
    truth = 3 + 0.6 * rng.standard_normal((people, 3)) @ colours.T
    seen = rng.random(truth.shape) < 0.4
    seen[:, 0] = True
    r = np.float32(np.where(seen, truth + 0.3 * rng.standard_normal(truth.shape), nan))
    old, new = slice(0, 300), slice(300, people)
    mean = np.float32(np.nanmean(r[old], axis=0))
    layers = [np.float32(rng.uniform(-0.2, 0.2, s)) for s in [(8, items), 8, (items, 8), items]]
    learnt = student.run(learn_and_guess, layers, mean, r[old], seen[old], r[new], seen[new])
    guesses = learnt.matches_form().array("guesses")
    gap = ~seen[new]
    error = np.mean((guesses - truth[new])[gap] ** 2) / np.mean((mean - truth[new])[gap] ** 2)
    # What is best of what the first of them has seen, and of what is left: expected, and in truth.
    ratings = np.where(gap[0], -9, np.nan_to_num(r[new][0]))
    ranked = [ratings, np.where(gap[0], guesses[0], -9), np.where(gap[0], truth[new][0], -9)]
    covers = np.tile((1 / (1 + np.exp(-2 * colours)))[:, None, None], (1, 8, 6, 1))
    names = zip([FAVOURITES, ADVICE, EXPECTED], ranked, strict=True)
    rows = {name: covers[np.argsort(-each)[:6]] for name, each in names}
    # Answering every item's mean scores 1; the reference scores 0.18 to 0.28 (20 seeds).
    expect_below(error, 0.5, curve=learnt["losses"], picture=image_rows(rows, yours=(ADVICE,)))


# --- popularity, recommend --------------------------------------------------------------------


@check("recommend", es="popularity cuenta también la nota like, y no cuenta los huecos")
def test_what_most_like(student: Student) -> None:
    """popularity counts the rating like itself, too, and no holes."""
    r = np.array([[4.0, 5.0, nan], [3.5, nan, 4.0], [4.0, 4.5, nan]])
    for hole in (0.0, 99.0, nan):
        for like in (4.0, 4.5):
            student.popularity(*known(r, hole), like).matches_reference()


SCORES = np.array([[4.0, 5.0, 3.0, 5.0]] * 4)
RATED = np.array([[0, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 1], [1, 1, 1, 1]], dtype=bool)


@check("recommend", es="recommend da las listas del ejemplo, con -1 en los puestos que sobran")
def test_list_on_paper(student: Student) -> None:
    """recommend gives the example's lists, with -1 in the places that are left."""
    student.recommend(SCORES, RATED, 2).matches_reference()
    student.recommend(SCORES - 1e12, RATED, 3).matches_reference()
    expect_arguments_kept(student, "recommend", SCORES, RATED, 1)


@check(
    "recommend",
    after=test_list_on_paper,
    es="Con puntuaciones iguales va antes el índice menor, también en listas largas",
)
def test_equal_scores(student: Student) -> None:
    """Of equal scores the smaller index comes first, in long lists, too."""
    scores = np.tile([1.0, 2.0, 1.0, 2.0, 0.0], (2, 12))
    student.recommend(scores, np.arange(60) % np.array([[7], [2]]) == 1, 5).matches_reference()


# --- precision_at, ndcg_at --------------------------------------------------------------------

LISTS = np.array([[1, 2, 0, 3], [3, 0, -1, -1], [-1, -1, -1, -1]])


@check("measures", es="precision_at da 2/3, 1/3 y 0 con n = 3")
def test_precision_on_paper(student: Student) -> None:
    """precision_at gives 2/3, 1/3 and 0 for n = 3."""
    liked = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1]], dtype=bool)
    for n in (3, 2, 1):
        student.precision_at(LISTS, liked, n).matches_reference()


@check("measures", es="ndcg_at da 0.7350 en el ejemplo, y 0 donde nada vale nada")
def test_ndcg_on_paper(student: Student) -> None:
    """ndcg_at gives 0.7350 in the example, and 0 where nothing is worth anything."""
    gains = np.array([[3.0, 2.0, 0.0, 1.0]] * 3)
    for n in (3, 4, 1):
        student.ndcg_at(LISTS, gains, n).matches_reference(1e-6, 1e-7)
    nothing = gains * np.array([[1.0], [0.0], [1.0]])
    student.ndcg_at(LISTS, nothing, 2).matches_reference(1e-6, 1e-7)
