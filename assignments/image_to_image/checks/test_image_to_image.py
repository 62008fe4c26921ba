"""The public checks of the topic on image to image: small inputs, to follow on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Module,
    Student,
    TopicData,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    image_rows,
    probe,
    put_in,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray


def picture(*channels: list[list[float]]) -> Array:
    """One picture, (1, C, H, W)."""
    return np.array([channels], dtype=np.float64)


X = picture([[0.2, 0.4], [0.6, 0.8]])
HOLE = picture([[0, 1], [0, 0]])

# --- the four pairs ---------------------------------------------------------------------------


@check("damage", es="damage da los dos canales del ejemplo, y también vale con color")
def test_damage_on_paper(student: Student) -> None:
    """damage gives the two channels of the example, and holds with colour, too."""
    expect_arguments_kept(student, "damage", X, HOLE)
    colours = np.concatenate([X, X + 1, 2 - X], axis=1)
    student.damage(colours, 1 - HOLE).matches_reference()


@check("composite", es="composite da la imagen del ejemplo, y también vale con color")
def test_composite_on_paper(student: Student) -> None:
    """composite gives the picture of the example, and holds with colour, too."""
    y = picture([[0.1, 0.3], [0.5, 0.7]])
    expect_arguments_kept(student, "composite", X, HOLE, y)
    colours = np.concatenate([X, 3 * X, -X], axis=1)
    student.composite(colours, 1 - HOLE, colours[:, ::-1].copy()).matches_reference()


@check("to_grey", es="to_grey da 0.5925 en el ejemplo")
def test_grey_on_paper(student: Student) -> None:
    """to_grey gives 0.5925 in the example."""
    expect_arguments_kept(student, "to_grey", picture([[1.0, 0.0]], [[0.5, 0.0]], [[0.0, 1.0]]))


@check("recolour", es="recolour da (1, 0.5, 0) en el ejemplo, y no recorta nada")
def test_recolour_on_paper(student: Student) -> None:
    """recolour gives (1, 0.5, 0) in the example, and cuts nothing off."""
    grey, chroma = picture([[0.5925, 0.9]]), picture([[-0.5925, 0.3]], [[0.4075, 0.2]])
    expect_arguments_kept(student, "recolour", grey, chroma)


@check("edges", es="edges marca los dos píxeles del ejemplo; en un empate no hay borde")
def test_edges_on_paper(student: Student) -> None:
    """edges marks the two pixels of the example; at a tie there is no edge."""
    x = picture([[0, 0.25, 0.25], [0, 0.25, 1]])
    for t in (0.5, 0.75, 0.25, 0.0):
        expect_arguments_kept(student, "edges", x, t)


@check(
    "edges",
    after=test_edges_on_paper,
    es="Cuenta cualquier canal; al otro lado del margen no hay vecino",
)
def test_edges_of_colours(student: Student) -> None:
    """Any channel counts; across the margin there is no neighbour."""
    left = picture([[1, 1, 0], [1, 1, 0]], [[0, 0, 0], [1, 0, 0]])
    student.edges(left, 0.5).matches_reference()
    student.edges(left[:, :, ::-1].copy(), 0.5).matches_reference()
    # Two changes of which neither exceeds t, though their sum and their length do.
    student.edges(picture([[0.0, 0.5], [0.5, 0.5]]), 0.625).matches_reference()


# --- the algorithm ----------------------------------------------------------------------------


def waves(*shape: int) -> Array:
    """Numbers between -1 and 1, none like another."""
    return np.sin(1.0 + np.arange(np.prod(shape))).reshape(shape)


def critic(student: Student, channels: int, hidden: int) -> Module:
    """A PatchCritic with weights of ours."""
    weights = [waves(hidden, channels, 4, 4) / 3, waves(hidden), waves(1, hidden, 4, 4) / 3]
    weights.append(np.array([0.5]))
    return Module(student, "PatchCritic", channels, hidden, weights=weights, named=False)


@check("PatchCritic", es="PatchCritic tiene cuatro parámetros, y da un logit por parche")
def test_critic_on_paper(student: Student) -> None:
    """PatchCritic has four parameters, and gives a logit for every patch."""
    Module(student, "PatchCritic", 5, 3, named=False).shapes().matches_reference()
    cond, seen = waves(2, 1, 8, 12), 2 * waves(2, 2, 8, 12)
    critic(student, 3, 2)(cond, seen).matches_reference()
    critic(student, 3, 2).gradients(cond, seen, seed=3).matches_reference()


@check("critic_loss", es="critic_loss da 0.7781 en el ejemplo, y 1000 donde toca")
def test_critic_loss_on_paper(student: Student) -> None:
    """critic_loss gives 0.7781 in the example, and 1000 where it has to."""
    real, fake = picture([[np.log(3), 0.0]]), picture([[-np.log(3)]])
    expect_arguments_kept(student, "critic_loss", real, fake)
    student.critic_loss(picture([[-1000.0]]), picture([[-1000.0]])).matches_reference()
    student.critic_loss.gradients(real + 0.5, fake).matches_reference()


@probe
def gradients_of_example(student: Any, fake: Any, y_hat: Any, y: Any, m: Any) -> Any:
    """The gradients of the translator's loss with respect to logits and answer."""
    for each in (fake, y_hat):
        each.requires_grad = True
    student.translator_loss(fake, y_hat, y, 0.5, 2, m).backward()
    return [fake.grad, y_hat.grad]


@check("translator_loss", es="translator_loss da los cuatro números del ejemplo")
def test_translator_loss_on_paper(student: Student) -> None:
    """translator_loss gives the four numbers of the example."""
    fake, m = picture([[0.0]]), picture([[1, 0]])
    y = picture([[0.25, 0.5]], [[1.0, -1.0]])
    y_hat = y + picture([[1, 0]], [[-3, 6]])
    for p in (1, 2):
        student.translator_loss(fake, y_hat, y, 10.0, p).matches_reference()
        expect_arguments_kept(student, "translator_loss", fake, y_hat, y, 10.0, p, m)
    # Holes of different sizes.
    pair, holes = [np.concatenate([each, 3 * each]) for each in (y_hat, y)], np.concatenate([m, m])
    holes[1] = 1
    patches = np.array([[-3.0, 1.0], [0.25, 40.0]]).reshape(2, 1, 1, 2)
    student.translator_loss(patches, *pair, 0.5, 1, holes).matches_reference()
    student.run(gradients_of_example, fake + 0.5, y_hat, y, m).matches_reference()


@check("best_constant", es="best_constant da 0 y ⅓ con tres mapas, y ½ y 1.5 con cuatro")
def test_constant_on_paper(student: Student) -> None:
    """best_constant gives 0 and ⅓ for three maps, and ½ and 1.5 for four."""
    maps = np.array([0.0, 0.0, 1.0, 5.0]).reshape(4, 1, 1, 1)
    for p in (1, 2):
        student.best_constant(maps[:3], p).matches_reference()
        expect_arguments_kept(student, "best_constant", maps[[2, 0, 3, 1]], p)
        student.best_constant(waves(5, 2, 2, 3), p).matches_reference()


def two_numbers(g: float, d: float) -> Any:
    """The networks of the example: each has one number."""

    class Times(nn.Module):
        def __init__(self, number):
            super().__init__()
            self.number = nn.Parameter(torch.tensor(number, dtype=torch.float64))

        def forward(self, *given):
            return self.number * given[-1]

    return Times(g), Times(d)


@probe(beside=[two_numbers])
def step_of_example(student: Any, cond: Any, y: Any, more: Any, times: int) -> Any:
    """The losses of steps of the example's networks, whether they are floats, and the networks'
    numbers afterwards."""
    pair = two_numbers(1.0, 1.0)
    optimizers = [
        torch.optim.SGD(network.parameters(), lr=lr)
        for network, lr in zip(pair, (0.1, 1.0), strict=True)
    ]
    losses = [student.pair_step(*pair, *optimizers, cond, y, *more) for _ in range(times)]
    return {
        "losses": losses,
        "floats": [isinstance(loss, float) for both in losses for loss in both],
        "numbers": [network.number for network in pair],
    }


@check("pair_step", es="pair_step da 1.4402 y 1.4713 en el ejemplo, y mueve los dos números")
def test_step_on_paper(student: Student) -> None:
    """pair_step gives 1.4402 and 1.4713 in the example, and moves both numbers."""
    cond, y = picture([[1.0]]), picture([[2.0]])
    student.run(step_of_example, cond, y, [1.0, 2], 1).matches_reference()
    # More steps, in which nothing may be left of the gradients before; other weights, and a mask.
    student.run(step_of_example, cond, y, [0.3, 1], 3).matches_reference()
    wide = picture([[1.0, -0.5]])
    student.run(step_of_example, wide, 2 - wide, [1.0, 2, HOLE[:, :, :1]], 2).matches_reference()


def pixel_pair(weights: Any) -> Any:
    """A translator and a critic that look at each pixel by itself."""

    class Pixel(nn.Module):
        def __init__(self, inputs, outputs):
            super().__init__()
            self.layer = nn.Conv2d(inputs, outputs, 1)

        def forward(self, *given):
            return torch.sin(self.layer(torch.cat(given, dim=1)))

    both = Pixel(2, 1).double(), Pixel(3, 1).double()
    put_in(both[0], weights[:2])
    put_in(both[1], weights[2:])
    return both


@probe(beside=[put_in, pixel_pair])
def short_training(student: Any, weights: Any, data: Any, settings: Any, seeds: Any) -> Any:
    """The losses of a training with each of the seeds, and the parameters after the last. The data
    are conditions, pictures and, where there are some, masks."""
    curves = []
    for each in seeds:
        both = pixel_pair(weights)
        pairs_of_losses = student.train_pairs(*both, *data[:2], *settings, each, *data[2:])
        curves.append([[float(loss) for loss in pair] for pair in pairs_of_losses])
    left = [value for network in both for value in network.parameters()]
    return {"losses": torch.tensor(curves).double(), "parameters": left}


PIXEL_WEIGHTS = [waves(1, 2, 1, 1), np.array([0.1]), 2 * waves(1, 3, 1, 1), np.array([-0.2])]


@check("train_pairs", es="Si todas las parejas son iguales, train_pairs da los pasos de Adam")
def test_few_steps(student: Student) -> None:
    """Where all pairs are alike, train_pairs takes the steps of Adam."""
    pairs = [np.repeat(waves(1, C, 2, 3), 5, axis=0) for C in (2, 1)]
    for weight, p, steps, batch_size, lr in [(2.0, 1, 1, 2, 0.1), (0.5, 2, 5, 3, 0.05)]:
        settings = [weight, p, steps, batch_size, lr]
        student.run(short_training, PIXEL_WEIGHTS, pairs, settings, [7]).matches_reference()
    # With a hole, in which alone errors count.
    hole = np.tile([1.0, 0.0, 0.0, 0.0, 1.0, 0.0], 5).reshape(5, 1, 2, 3)
    answer = student.run(short_training, PIXEL_WEIGHTS, [*pairs, hole], settings, [7])
    answer.matches_reference()


@check(
    "train_pairs",
    after=test_few_steps,
    es="Las parejas se sortean a partir de la semilla, en cada paso otras",
)
def test_seed(student: Student) -> None:
    """Pairs are drawn from the seed, others at every step."""
    pairs = [waves(9, 2, 2, 3), waves(9, 1, 2, 3)]
    # At the learning rate 0, what differs from step to step is what was drawn.
    answer = student.run(short_training, PIXEL_WEIGHTS, pairs, [1.0, 2, 12, 2, 0.0], [3, 3, 4])
    same, again, other = answer.matches_form().array("losses")
    expect(np.array_equal(same, again) and not np.array_equal(same, other))
    expect(len(np.unique(same[:, 1])) > 2)


@check(
    "train_pairs",
    after=test_few_steps,
    es="Cada condición va con su imagen y su máscara",
)
def test_pairs_stay_together(student: Student) -> None:
    """Each condition goes with its picture and its mask."""
    holes = np.eye(6).reshape(6, 1, 2, 3)
    data = [waves(6, 2, 2, 3), waves(6, 1, 2, 3), holes]
    settings = [2.0, 1, 1, 1, 0.0]
    alone = []
    for n in range(6):
        pair = [each[n : n + 1] for each in data]
        one = student.run(short_training, PIXEL_WEIGHTS, pair, settings, [1]).matches_reference()
        alone.append(one.array("losses")[0, 0])
    settings[2] = 20
    many = student.run(short_training, PIXEL_WEIGHTS, data, settings, [1]).matches_form()
    for losses in many.array("losses")[0]:
        expect(any(np.allclose(losses, each) for each in alone))


@probe
def learn_maps(student: Any, seen: Any, maps: Any, new: Any) -> Any:
    """The losses of a training of networks of ours, and their maps of new views."""

    class Joined(nn.Sequential):
        def forward(self, *given):
            return super().forward(torch.cat(given, dim=1))

    layers = [nn.Conv2d(3, 12, 5, 1, 2), nn.ReLU(), nn.Conv2d(12, 8, 5, 1, 4, 2), nn.ReLU()]
    draws = Joined(*layers, nn.Conv2d(8, 1, 5, 1, 2), nn.Sigmoid())
    judges = Joined(nn.Conv2d(4, 8, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(8, 1, 4, 2, 1))
    made = torch.Generator().manual_seed(5)
    for value in [*draws.float().parameters(), *judges.float().parameters()]:
        size = value[0].numel() ** -0.5 if value.dim() > 1 else 0.0
        value.data = size * torch.randn(value.shape, generator=made, dtype=torch.float32)
    losses = student.train_pairs(draws, judges, seen, maps, 100.0, 2, 130, 16, 0.005, 2)
    with torch.no_grad():
        drawn = draws(new)
    return {"losses": torch.tensor([float(pair[1]) for pair in losses]).double(), "maps": drawn}


@check("train_pairs", retries=2, es="Un entrenamiento corto dibuja mapas de carreteras")
def test_short_training(student: Student, data: TopicData, rng: np.random.Generator) -> None:
    """A short training draws maps of roads."""
    scenes = data.load("scenes.npz")
    order = rng.permutation(240)
    seen, maps = np.float32(scenes["views"][order] / 255), np.float32(scenes["maps"][order])
    learnt = student.run(learn_maps, seen[:200], maps[:200], seen[200:]).matches_form()
    yours, true = learnt.array("maps"), maps[200:]
    error = ((yours - true) ** 2).sum() / ((maps[:200].mean() - true) ** 2).sum()
    grey = [np.repeat(each.clip(0, 1), 3, axis=1) for each in (yours, true)]
    shown = dict(zip([GIVEN, YOURS, EXPECTED], [seen[200:], *grey], strict=True))
    rows = {name: each[:8].transpose(0, 2, 3, 1) for name, each in shown.items()}
    # Answering the share of road everywhere scores 1.
    expect_below(error, 0.75, curve=learnt["losses"], picture=image_rows(rows))
