"""The hidden suite of the topic on image to image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Answer,
    Module,
    Student,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_rows_drawn,
    expect_uniform,
    expect_unseen,
    image_rows,
    means_of,
    probe,
    put_in,
    random_seed,
)

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.nn import functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray

# The absolute error in holes, as a part of that of answering one half.
STRIPES_LIMIT = 0.7
# The squared error of maps, as a part of that of answering the share of road.
ROADS_LIMIT = 0.65
FLOAT32 = (1e-4, 1e-5)


@probe
def answer_and_dtype(student: Any, arguments: Any) -> Any:
    """A function's answer, and its dtype by name."""
    answer = student.function(*arguments)
    return {"answer": answer, "dtype": str(answer.dtype)}


def expect_float32(student: Student, function: str, *arguments: Any) -> None:
    """Given float32, a function answers what the reference does, in float32."""
    narrow = [
        each.astype(np.float32) if isinstance(each, np.ndarray) else each for each in arguments
    ]
    student.run(answer_and_dtype.of(function=function), narrow).matches_reference(*FLOAT32)


def some_masks(rng: np.random.Generator, N: int, H: int, W: int, share: float = 0.4) -> Array:
    """Masks (N, 1, H, W) with holes of different sizes, each with a 1 and, where there is room for
    both, a 0."""
    m = (rng.random((N, 1, H, W)) < share).astype(np.float64)
    flat = m.reshape(N, -1)
    flat[:, 0], flat[:, -1] = 0, 1
    return flat.reshape(m.shape)


# N, C, H, W
PICTURES = [(3, 2, 5, 7), (2, 3, 7, 4), (1, 1, 3, 2), (5, 3, 1, 3), (2, 1, 4, 1)]

# --- damage -----------------------------------------------------------------------------------


@check("damage", weight=3, es="damage vacía el hueco y añade la máscara como último canal")
def test_damage_values(student: Student, rng: np.random.Generator) -> None:
    """damage empties the hole, and appends the mask as the last channel."""
    for N, C, H, W in PICTURES:
        x, m = rng.standard_normal((N, C, H, W)), some_masks(rng, N, H, W)
        expect_arguments_kept(student, "damage", x, m, rtol=0, atol=0)
    x = rng.standard_normal((2, 3, 4, 5))
    for nothing_or_all in (0.0, 1.0):
        student.damage(x, np.full((2, 1, 4, 5), nothing_or_all)).matches_reference(0, 0)


@check("damage", weight=2, after=test_damage_values, es="Lo que había en el hueco no se ve")
def test_damage_unseen(student: Student, rng: np.random.Generator) -> None:
    """What was in the hole is not seen."""
    for size in [1.0, 1e-6, 1e12]:
        x, m = size * rng.standard_normal((3, 2, 5, 4)), some_masks(rng, 3, 5, 4)
        other = np.where(m == 1, size * rng.standard_normal(x.shape), x)
        expect_unseen(student.damage, (x, m), (other, m))
    expect_float32(student, "damage", x, m)


# --- composite --------------------------------------------------------------------------------


@check("composite", weight=3, es="composite pone la respuesta en el hueco, y solo en él")
def test_composite_values(student: Student, rng: np.random.Generator) -> None:
    """composite puts the answer into the hole, and nowhere else."""
    for N, C, H, W in PICTURES:
        x, y = rng.standard_normal((2, N, C, H, W))
        expect_arguments_kept(student, "composite", x, some_masks(rng, N, H, W), y)
    x, y = rng.standard_normal((2, 2, 3, 4, 5))
    for nothing_or_all in (0.0, 1.0):
        student.composite(x, np.full((2, 1, 4, 5), nothing_or_all), y).matches_reference()


@check(
    "composite",
    after=test_composite_values,
    es="composite vale para números grandes junto a pequeños, y en float32",
)
def test_composite_odd(student: Student, rng: np.random.Generator) -> None:
    """composite holds for large numbers beside small ones, and in float32."""
    m = some_masks(rng, 3, 5, 4)
    for one, other in [(1e-6, 1e9), (1e9, 1e-6)]:
        x, y = one * rng.standard_normal((3, 2, 5, 4)), other * rng.standard_normal((3, 2, 5, 4))
        student.composite(x, m, y).matches_reference(1e-7, 0)
    expect_float32(student, "composite", *rng.standard_normal((1, 3, 2, 5, 4)), m, y / other)


# --- to_grey ----------------------------------------------------------------------------------


@check("to_grey", weight=3, es="to_grey pesa los tres colores")
def test_grey_values(student: Student, rng: np.random.Generator) -> None:
    """to_grey weighs the three colours."""
    for N, _, H, W in PICTURES:
        expect_arguments_kept(student, "to_grey", rng.standard_normal((N, 3, H, W)))
    # One colour at a time.
    student.to_grey(np.eye(3)[:, :, None, None] * rng.random((2, 3))).matches_reference()


@check(
    "to_grey",
    after=test_grey_values,
    es="to_grey vale para números de cualquier tamaño, y en float32",
)
def test_grey_odd(student: Student, rng: np.random.Generator) -> None:
    """to_grey holds for numbers of any size, and in float32."""
    rgb = rng.random((2, 3, 4, 5))
    for size in [1e-9, 255.0, -1e6]:
        student.to_grey(size * rgb).matches_reference(1e-7, 0)
    expect_float32(student, "to_grey", rgb)


# --- recolour ---------------------------------------------------------------------------------


@check("recolour", weight=3, es="recolour devuelve los tres colores")
def test_recolour_values(student: Student, rng: np.random.Generator) -> None:
    """recolour gives the three colours."""
    for N, _, H, W in PICTURES:
        grey, chroma = rng.random((N, 1, H, W)), rng.standard_normal((N, 2, H, W)) / 3
        expect_arguments_kept(student, "recolour", grey, chroma)
    # There and back again.
    rgb = rng.random((3, 3, 4, 7))
    grey = np.einsum("k,nkhw->nhw", [0.299, 0.587, 0.114], rgb)[:, None]
    answer = student.recolour(grey, rgb[:, [2, 0]] - grey).matches_reference()
    expect_equal(answer.value, rgb)


@check(
    "recolour",
    after=test_recolour_values,
    es="recolour no recorta nada, y vale en float32",
)
def test_recolour_odd(student: Student, rng: np.random.Generator) -> None:
    """recolour cuts nothing off, and holds in float32."""
    grey, chroma = rng.standard_normal((2, 1, 3, 5)), rng.standard_normal((2, 2, 3, 5))
    for size in [1e-9, 3.0, 1e6]:
        student.recolour(size * grey, size * chroma).matches_reference(1e-7, 1e-9 * size)
    expect_float32(student, "recolour", grey, chroma)


# --- edges ------------------------------------------------------------------------------------


def eighths(rng: np.random.Generator, *shape: int) -> Array:
    """Pictures of which every number is one of 0, 1/8 … 1: with float arithmetic that is exact."""
    return rng.integers(0, 9, shape) / 8


@check("edges", weight=3, es="edges marca los cambios hacia la derecha y hacia abajo")
def test_edges_values(student: Student, rng: np.random.Generator) -> None:
    """edges marks the changes to the right and to below."""
    for N, C, H, W in [(3, 1, 6, 5), (2, 3, 5, 7), (1, 2, 11, 4), (5, 3, 2, 2)]:
        x = rng.random((N, C, H, W))
        for t in (0.3, 0.6):
            expect_arguments_kept(student, "edges", x, t)
    # A single pixel that is different, at every place in turn: also in the corners.
    for size in (1.0, -1.0):
        x = size * np.eye(20).reshape(20, 1, 4, 5)
        student.edges(x, 0.5).matches_reference()
        student.edges(np.concatenate([0 * x, x], axis=1), 0.5).matches_reference()


@check(
    "edges",
    weight=2,
    after=test_edges_values,
    es="Un cambio de exactamente t no es un borde",
)
def test_edges_ties(student: Student, rng: np.random.Generator) -> None:
    """A change of exactly t is no edge."""
    for C, t in [(1, 0.25), (3, 0.5), (2, 0.125), (1, 0.0), (3, 1.0), (2, 0.875)]:
        student.edges(eighths(rng, 3, C, 6, 5), t).matches_reference()
    flat = np.full((2, 3, 4, 4), 0.3)
    student.edges(flat, 0.0).matches_reference()


@check(
    "edges",
    after=test_edges_values,
    es="edges vale para una sola fila, columna o píxel, y en float32",
)
def test_edges_odd(student: Student, rng: np.random.Generator) -> None:
    """edges holds for a single row, column or pixel, and in float32."""
    for H, W in [(1, 7), (6, 1), (1, 1)]:
        student.edges(eighths(rng, 3, 2, H, W), 0.25).matches_reference()
    for size in [1e-6, 1e6]:
        student.edges(size * rng.standard_normal((2, 2, 5, 6)), 0.7 * size).matches_reference()
    expect_float32(student, "edges", eighths(rng, 2, 3, 5, 4), 0.375)


# --- PatchCritic ------------------------------------------------------------------------------


def critic_weights(rng: np.random.Generator, channels: int, hidden: int) -> list[Array]:
    """Random weights of a PatchCritic, none of them zero."""
    return [
        rng.standard_normal((hidden, channels, 4, 4)) / np.sqrt(16 * channels),
        rng.standard_normal(hidden) / 2,
        rng.standard_normal((1, hidden, 4, 4)) / np.sqrt(16 * hidden),
        rng.standard_normal(1),
    ]


# A, B, hidden, N, H, W
CRITICS = [(2, 3, 5, 3, 8, 12), (3, 1, 2, 2, 16, 9), (1, 1, 7, 1, 4, 7), (4, 3, 1, 5, 11, 6)]


@check("PatchCritic", weight=3, es="PatchCritic da un logit por cada parche de la pareja")
def test_critic_values(student: Student, rng: np.random.Generator) -> None:
    """PatchCritic gives a logit for every patch of the pair."""
    for A, B, hidden, N, H, W in CRITICS:
        Module(student, "PatchCritic", A + B, hidden, named=False).shapes().matches_reference()
        weights = critic_weights(rng, A + B, hidden)
        critic = Module(student, "PatchCritic", A + B, hidden, weights=weights, named=False)
        cond, picture = rng.standard_normal((N, A, H, W)), rng.standard_normal((N, B, H, W))
        critic(cond, picture).matches_reference()
        large = ("forward", 50 * cond, -50 * picture)
        critic.in_turn(large, ("eval",), ("forward", picture, cond)).matches_reference()


@check(
    "PatchCritic",
    weight=2,
    after=test_critic_values,
    es="Un píxel cuenta en los parches que lo ven, y en ningún otro",
)
def test_critic_patches(student: Student, rng: np.random.Generator) -> None:
    """A pixel counts in the patches that see it, and in no other."""
    weights = critic_weights(rng, 3, 5)
    critic = Module(student, "PatchCritic", 3, 5, weights=weights, named=False)
    cond, picture = rng.standard_normal((1, 2, 24, 20)), rng.standard_normal((1, 1, 24, 20))
    for row, column in [(7, 10), (0, 19), (13, 4)]:
        sees = [
            [abs(4 * i + 1.5 - row) < 5 and abs(4 * j + 1.5 - column) < 5 for j in range(5)]
            for i in range(6)
        ]
        blind = ~np.array(sees)
        for changed in (0, 1):
            other = [cond.copy(), picture.copy()]
            other[changed][0, 0, row, column] += 3
            expect_unseen(
                critic,
                (cond, picture),
                other,
                kept=lambda logits, blind=blind: logits[0, 0][blind],
                seen=lambda logits, blind=blind: logits[0, 0][~blind],
            )


@check(
    "PatchCritic",
    weight=2,
    after=test_critic_values,
    es="Los gradientes llegan a los parámetros, a la condición y a la imagen",
)
def test_critic_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients reach the parameters, the condition and the picture."""
    for A, B, hidden, N, H, W in CRITICS[:3]:
        weights = critic_weights(rng, A + B, hidden)
        critic = Module(student, "PatchCritic", A + B, hidden, weights=weights, named=False)
        cond, picture = rng.standard_normal((N, A, H, W)), rng.standard_normal((N, B, H, W))
        critic.gradients(cond, picture, seed=random_seed(rng)).matches_reference()


@check(
    "PatchCritic",
    after=test_critic_values,
    es="Las dos convoluciones se sortean como las de nn.Conv2d",
)
def test_critic_fresh(student: Student, rng: np.random.Generator) -> None:
    """Both convolutions are drawn as those of nn.Conv2d."""
    channels, hidden = 7, 61
    pairs = Module(student, "PatchCritic", channels, hidden, named=False).fresh()
    for number, inputs in enumerate([16 * channels] * 2 + [16 * hidden] * 2):
        expect_uniform(pairs[str(number)], 1 / np.sqrt(inputs))


# --- critic_loss ------------------------------------------------------------------------------


@probe
def loss_and_gradients(student: Any, leaves: Any, rest: Any) -> Any:
    """A loss, and the gradients of three times that with respect to its first two arguments."""
    leaves = [each.requires_grad_(True) for each in leaves]
    # Not the leaves themselves: in a training, too, they are what networks answered.
    loss = student.function(*[each.clone() for each in leaves], *rest)
    return {
        "loss": loss,
        "gradients": torch.autograd.grad(3 * loss, leaves, materialize_grads=True),
    }


def expect_loss(student: Student, name: str, *arguments: Any) -> None:
    """A loss, and its gradients with respect to the first two arguments, are the reference's."""
    getattr(student, name)(*arguments).matches_reference()
    probe = loss_and_gradients.of(function=name)
    student.run(probe, list(arguments[:2]), list(arguments[2:])).matches_reference()


@check("critic_loss", weight=3, es="La pérdida del crítico, con su gradiente")
def test_critic_loss(student: Student, rng: np.random.Generator) -> None:
    """The critic's loss, with its gradient."""
    for N, M, h, w in [(3, 3, 2, 5), (5, 2, 1, 3), (1, 7, 4, 1), (1, 1, 1, 1)]:
        real, fake = 2 * rng.standard_normal((N, 1, h, w)), 2 * rng.standard_normal((M, 1, h, w))
        expect_loss(student, "critic_loss", real + 1, fake - 1)
        expect_arguments_kept(student, "critic_loss", real, fake)


@check(
    "critic_loss",
    weight=2,
    after=test_critic_loss,
    es="La pérdida del crítico vale para logits muy grandes",
)
def test_critic_loss_large(student: Student, rng: np.random.Generator) -> None:
    """The critic's loss holds for very large logits."""
    for size in [40.0, 1000.0]:
        signs = rng.permutation(np.array([1.0, -1, 1, -1, 1, 1])).reshape(2, 1, 1, 3)
        for sign in (1, -1):
            real, fake = sign * size * signs, size * signs[::-1] + 0.25
            expect_loss(student, "critic_loss", real, fake)
    expect_float32(student, "critic_loss", real / size, fake / size)


# --- translator_loss --------------------------------------------------------------------------


def loss_arguments(rng: np.random.Generator, N: int, C: int, H: int, W: int) -> list[Array]:
    """Logits of patches, an answer and the truth."""
    fake = 2 * rng.standard_normal((N, 1, 1 + H // 2, 1 + W // 3))
    return [fake, *rng.standard_normal((2, N, C, H, W))]


@check("translator_loss", weight=3, es="La pérdida del traductor sin máscara, con p = 1 y p = 2")
def test_translator_loss(student: Student, rng: np.random.Generator) -> None:
    """The translator's loss without a mask, with p = 1 and p = 2."""
    for shape, weight in zip(PICTURES, (0.3, 100.0, 1.0, 0.0, 7.0), strict=True):
        for p in (1, 2):
            arguments = [*loss_arguments(rng, *shape), weight, p]
            expect_loss(student, "translator_loss", *arguments)
            expect_arguments_kept(student, "translator_loss", *arguments)


@check(
    "translator_loss",
    weight=4,
    after=test_translator_loss,
    es="Con máscara cuenta el error del hueco, por número que hay en él",
)
def test_translator_loss_mask(student: Student, rng: np.random.Generator) -> None:
    """With a mask, what counts is the error in the hole, for each number in it."""
    for N, C, H, W in PICTURES:
        for p, share in [(1, 0.1), (2, 0.7)]:
            m = some_masks(rng, N, H, W, share)
            if N > 1:
                m[1] = 0.0
            arguments = [*loss_arguments(rng, N, C, H, W), 3.0, p, m]
            expect_loss(student, "translator_loss", *arguments)
            expect_arguments_kept(student, "translator_loss", *arguments)
    # What is outside of the hole is not seen, however wrong.
    fake, y_hat, y, *rest = arguments
    other = np.where(m == 1, y_hat, y_hat + 1e6)
    student.translator_loss(fake, other, y, *rest).matches_reference()


@check(
    "translator_loss",
    weight=2,
    after=test_translator_loss,
    es="La pérdida del traductor vale para logits y errores de cualquier tamaño",
)
def test_translator_loss_odd(student: Student, rng: np.random.Generator) -> None:
    """The translator's loss holds for logits and errors of any size."""
    for size in [-1000.0, 40.0, 1000.0]:
        fake, y_hat, y = loss_arguments(rng, 2, 3, 4, 5)
        fake = size * np.sign(fake)
        expect_loss(student, "translator_loss", fake, y_hat, y, 2.0, 1)
    for size in [1e-4, 1e4]:
        fake, y_hat, y = loss_arguments(rng, 2, 3, 4, 5)
        for p in (1, 2):
            student.translator_loss(fake, size * y_hat, size * y, 1 / size, p).matches_reference()
    expect_float32(student, "translator_loss", fake, y_hat, y, 2.0, 2, some_masks(rng, 2, 4, 5))


# --- best_constant ----------------------------------------------------------------------------


@check("best_constant", weight=3, es="best_constant da la mejor imagen para errores al cuadrado")
def test_constant_squares(student: Student, rng: np.random.Generator) -> None:
    """best_constant gives the best picture for squared errors."""
    for N, C, H, W in [(5, 2, 3, 4), (8, 1, 2, 5), (1, 3, 4, 1)]:
        y = 3 + 2 * rng.standard_normal((N, C, H, W)) ** 3
        expect_arguments_kept(student, "best_constant", y, 2)


@check("best_constant", weight=3, es="best_constant da la mejor imagen para errores absolutos")
def test_constant_absolute(student: Student, rng: np.random.Generator) -> None:
    """best_constant gives the best picture for absolute errors."""
    for N, C, H, W in [(5, 2, 3, 4), (8, 1, 2, 5), (1, 3, 4, 1), (2, 2, 1, 3), (4, 1, 1, 1)]:
        expect_arguments_kept(student, "best_constant", rng.standard_normal((N, C, H, W)) ** 3, 1)
        # Maps, of which most are alike.
        student.best_constant(np.round(rng.random((N, C, H, W))), 1).matches_reference()


@check(
    "best_constant",
    after=test_constant_absolute,
    es="best_constant vale para números de cualquier tamaño, y en float32",
)
def test_constant_odd(student: Student, rng: np.random.Generator) -> None:
    """best_constant holds for numbers of any size, and in float32."""
    for p in (1, 2):
        for size in [1e-9, 1e6]:
            y = size * rng.standard_normal((6, 2, 3, 3))
            student.best_constant(y, p).matches_reference(1e-7, 1e-9 * size)
        expect_float32(student, "best_constant", y / size, p)


# --- pair_step --------------------------------------------------------------------------------


def our_pair(weights: Any) -> Any:
    """A translator and a critic of ours, of the dtype of their weights. Places count,
    and the critic has patches."""

    class Translator(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Conv2d(weights[0].shape[1], weights[0].shape[0], 3, padding=1)
            self.last = nn.Conv2d(weights[2].shape[1], weights[2].shape[0], 1)

        def forward(self, cond):
            return self.last(torch.tanh(self.first(cond)))

    class Critic(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Conv2d(weights[4].shape[1], weights[4].shape[0], 2, stride=2)
            self.last = nn.Conv2d(weights[6].shape[1], 1, 1)

        def forward(self, cond, picture):
            return self.last(torch.tanh(self.first(torch.cat([cond, picture], 1))))

    pair = []
    for network, given in [(Translator(), weights[:4]), (Critic(), weights[4:])]:
        pair.append(network.to(given[0].dtype))
        put_in(network, given)
    return pair


def pair_weights(rng: np.random.Generator, A: int, C: int) -> list[Array]:
    """Weights for `our_pair`, for conditions of A channels and pictures of C."""
    shapes: list[tuple[int, ...]] = [
        *((3, A, 3, 3), (3,), (C, 3, 1, 1), (C,)),
        *((5, A + C, 2, 2), (5,), (1, 5, 1, 1), (1,)),
    ]
    return [rng.standard_normal(shape) / np.sqrt(np.prod(shape[1:])) for shape in shapes]


@probe(beside=[put_in, our_pair])
def steps_of_pair(
    student: Any, weights: Any, batches: Any, rates: Any, training: bool, parts: Any
) -> Any:
    """What steps with these batches make of our networks: the named parts. They hold gradients from
    before."""
    translator, critic = our_pair(weights)
    optimizers = []
    for network, lr in zip((translator, critic), rates, strict=True):
        network.train(training)
        for parameter in network.parameters():
            parameter.grad = 3 * parameter.detach().flip(0)
        optimizers.append(torch.optim.SGD(network.parameters(), lr=lr, momentum=0.5))
    losses = [student.pair_step(translator, critic, *optimizers, *batch) for batch in batches]
    both = nn.ModuleList([translator, critic])
    found = {
        "losses": [[float(loss) for loss in pair] for pair in losses],
        "numbers": [[isinstance(loss, float) for loss in pair] for pair in losses],
        "translator": list(translator.parameters()),
        "critic": list(critic.parameters()),
        "trainable": [parameter.requires_grad for parameter in both.parameters()],
        "training": [module.training for module in both.modules()],
        "batches": batches,
    }
    return {part: found[part] for part in parts}


def pair_batches(
    rng: np.random.Generator, A: int, C: int, weight: float, p: int, masked: bool, size: float = 1.0
) -> list[list[Any]]:
    """Three minibatches of different sizes, with all that a step takes after them."""
    batches = []
    for N, H, W in [(3, 4, 6), (1, 2, 4), (5, 6, 2)]:
        cond, y = rng.standard_normal((N, A, H, W)), 1 + size * rng.standard_normal((N, C, H, W))
        masks = [some_masks(rng, N, H, W, 0.3)] if masked else []
        batches.append([cond, y, weight, p, *masks])
    return batches


def stepped(student: Student, rng: np.random.Generator, *parts: str, **changed: Any) -> Answer:
    """These parts of what three steps leave."""
    settings = {"A": 2, "C": 3, "weight": 2.0, "p": 2, "masked": False} | changed
    rates = settings.pop("rates", [0.05, 0.2])
    training = settings.pop("training", True)
    weights = pair_weights(rng, settings["A"], settings["C"])
    batches = pair_batches(rng, **settings)
    return student.run(steps_of_pair, weights, batches, rates, training, list(parts))


@check("pair_step", weight=4, es="pair_step mueve primero al crítico y después al traductor")
def test_step_values(student: Student, rng: np.random.Generator) -> None:
    """pair_step moves first the critic, and then the translator."""
    for changed in [{"p": 1}, {"rates": [0.3, 0.01], "weight": 0.1}, {"A": 1, "C": 1}]:
        stepped(student, rng, "losses", "translator", "critic", **changed).matches_reference()
    # One of them alone: at the other one's rate 0.
    for rates in [[0.1, 0.0], [0.0, 0.3]]:
        stepped(student, rng, "translator", "critic", rates=rates).matches_reference()


@check(
    "pair_step",
    weight=3,
    after=test_step_values,
    es="pair_step cuenta los errores del hueco si recibe una máscara, con el peso que toca",
)
def test_step_mask(student: Student, rng: np.random.Generator) -> None:
    """pair_step counts the errors in the hole if it is given a mask, with the due weight."""
    for changed in [{"p": 1, "weight": 5.0}, {"weight": 0.0}, {"C": 1, "A": 4, "size": 100.0}]:
        left = stepped(student, rng, "losses", "translator", "critic", masked=True, **changed)
        left.matches_reference()


@check(
    "pair_step",
    after=test_step_values,
    es="pair_step no deja nada congelado ni en otro modo, y no toca las parejas",
)
def test_step_leaves(student: Student, rng: np.random.Generator) -> None:
    """pair_step leaves nothing frozen or in another mode, and does not touch the pairs."""
    parts = ["critic", "trainable", "training", "batches"]
    for training in (True, False):
        stepped(student, rng, *parts, masked=True, training=training).matches_reference()


@check("pair_step", after=test_step_values, es="pair_step devuelve dos float de Python")
def test_step_numbers(student: Student, rng: np.random.Generator) -> None:
    """pair_step returns two Python floats."""
    stepped(student, rng, "numbers", "losses").matches_reference()


# --- train_pairs ------------------------------------------------------------------------------


def thin_pair(weights: Any) -> Any:
    """A translator and a critic that see one pixel at a time, of the dtype of their weights."""

    class Translator(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Conv2d(*weights[0].shape[1::-1], 1)

        def forward(self, cond):
            return torch.tanh(self.layer(cond))

    class Critic(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Conv2d(weights[2].shape[1], 1, 1)

        def forward(self, cond, picture):
            return self.layer(torch.cat([cond, picture], 1))

    pair = [Translator().to(weights[0].dtype), Critic().to(weights[0].dtype)]
    put_in(pair[0], weights[:2])
    put_in(pair[1], weights[2:])
    return pair


def thin_weights(rng: np.random.Generator, A: int, C: int) -> list[Array]:
    """Weights for `thin_pair`."""
    shapes: list[tuple[int, ...]] = [(C, A, 1, 1), (C,), (1, A + C, 1, 1), (1,)]
    return [rng.standard_normal(shape) / 1.5 for shape in shapes]


@probe(beside=[put_in, thin_pair])
def thin_training(student: Any, weights: Any, data: Any, settings: Any, seeds: Any, m: Any) -> Any:
    """What trainings of our networks with these seeds leave, whatever torch's own generator was at:
    their losses, and of the last one the parameters, the data and the masks."""
    losses = []
    masks = [] if m is None else [m]
    for number, seed in enumerate(seeds):
        translator, critic = thin_pair(weights)
        torch.manual_seed(number)
        reported = student.train_pairs(translator, critic, *data, *settings, seed, *masks)
        losses.append([[float(loss) for loss in pair] for pair in reported])
    return {
        "losses": torch.tensor(losses, dtype=torch.float64),
        "parameters": [*translator.parameters(), *critic.parameters()],
        "data": data,
        "masks": masks,
    }


def alike(rng: np.random.Generator, N: int, *shape: int) -> Array:
    """N pictures that are all the same."""
    return np.repeat(rng.standard_normal((1, *shape)), N, axis=0)


# Trainings in which nothing is left to chance, since all pairs are alike:
# (N, weight, p, steps, batch_size, lr, masked, size of the critic's weights). With a large weight a
# clipped gradient shows, and with tiny ones another epsilon.
EXACT = [
    (5, 2.0, 1, 30, 3, 0.03, False, 1.0),
    (7, 0.5, 2, 8, 2, 0.1, True, 1.0),
    (3, 100.0, 1, 30, 1, 1e-4, True, 1.0),
    (4, 1e4, 2, 8, 4, 0.3, False, 1.0),
    (4, 1e-7, 2, 5, 3, 1e-7, False, 1e-7),
    (1, 3.0, 2, 0, 1, 0.1, False, 1.0),
]


@check(
    "train_pairs",
    weight=3,
    es="train_pairs da los pasos de Adam de los dos, con las pérdidas de cada uno",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_pairs takes the steps of Adam of both, with the losses of each."""
    for N, weight, p, steps, batch_size, lr, masked, size in EXACT:
        weights = thin_weights(rng, 2, 3)
        weights[2] = size * weights[2]
        cond, y = alike(rng, N, 2, 3, 2), alike(rng, N, 3, 3, 2)
        m = np.repeat(some_masks(rng, 1, 3, 2), N, axis=0) if masked else None
        settings = [weight, p, steps, batch_size, lr]
        seeds = [random_seed(rng)]
        trained = student.run(thin_training, weights, [cond, y], settings, seeds, m)
        trained.matches_reference()


def losses_of(weights: list[Array], cond: Array, y: Array, weight: float, m: Array) -> Array:
    """The losses (N, 2) of the critic and, with p = 1, of the translator, of each pair by itself
    and where nothing moves."""
    layer, bias, critic, offset = weights
    y_hat = np.einsum("ca,nahw->nchw", layer[:, :, 0, 0], cond) + bias[:, None, None]
    y_hat = np.tanh(y_hat)

    def logits(picture: Array) -> Array:
        pair = np.concatenate([cond, picture], axis=1)
        return np.asarray(np.einsum("k,nkhw->nhw", critic[0, :, 0, 0], pair) + offset)

    def softplus(s: Array) -> Array:
        return np.asarray(np.logaddexp(0, s).mean(axis=(1, 2)))

    errors = (m * np.abs(y_hat - y)).sum(axis=(1, 2, 3)) / m.sum(axis=(1, 2, 3)) / y.shape[1]
    of_critic = softplus(-logits(y)) + softplus(logits(y_hat))
    return np.stack([of_critic, softplus(-logits(y_hat)) + weight * errors], axis=1)


@check(
    "train_pairs",
    weight=3,
    after=test_training_steps,
    es="Cada paso toma batch_size parejas al azar, cada condición con su imagen y su máscara",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size pairs at random, each condition with its picture and mask."""
    N = 8
    weights = thin_weights(rng, 2, 3)
    cond, y = rng.standard_normal((N, 2, 3, 2)), rng.standard_normal((N, 3, 3, 2))
    # Masks of one size each, so that the loss of a minibatch is the mean of those of its pairs.
    some = rng.permuted(np.tile([1.0, 1, 0, 0, 0, 0], (N, 1)), axis=1).reshape(N, 1, 3, 2)
    for batch_size, steps, m in [(1, 150, some), (3, 100, None), (3, 100, some)]:
        settings = [3.0, 1, steps, batch_size, 0.0]
        trained = student.run(
            thin_training, weights, [cond, y], settings, [random_seed(rng)], m
        ).matches_form()
        losses = trained.array("losses")[0]
        rows = losses_of(weights, cond, y, 3.0, np.ones((N, 1, 3, 2)) if m is None else m)
        expect(losses.shape == (steps, 2))
        which = expect_rows_drawn(losses[:, 1], rows[:, 1], batch_size, rtol=1e-6)
        # The critic's pairs are the same ones.
        expect_equal(losses[:, 0], means_of(rows[:, 0], batch_size)[which], 1e-6)
        # In no order: one after another, or together.
        drawn = np.sort(np.unravel_index(which, (N,) * batch_size), axis=0).T
        if batch_size == 1:
            drawn = np.column_stack([which[:-1], which[1:]])
        expect(len(np.unique(drawn, axis=0)) > 20)
        expect_equal(trained["data"], [cond, y], 0, 0)
        expect_equal(trained["masks"], [] if m is None else [m], 0, 0)


@check(
    "train_pairs",
    after=test_training_steps,
    es="La misma semilla da el mismo entrenamiento, y otra semilla otro",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same training, and another seed another."""
    weights = thin_weights(rng, 2, 3)
    data = [rng.standard_normal((11, 2, 3, 2)), rng.standard_normal((11, 3, 3, 2))]
    seed, other = random_seed(rng), random_seed(rng)
    settings = [2.0, 2, 9, 4, 0.01]
    trained = student.run(thin_training, weights, data, settings, [seed, seed, other], None)
    losses = trained.matches_form().array("losses")
    expect(np.isfinite(losses).all())
    expect(np.array_equal(losses[0], losses[1]) and not np.allclose(losses[0], losses[2]))


def stripes(rng: np.random.Generator, N: int) -> tuple[Array, Array]:
    """N pictures (N, 1, 12, 12) of stripes in one of four directions, and their holes."""
    row, column = np.indices((12, 12))
    angle = np.pi / 4 * rng.integers(0, 4, (N, 1, 1))
    frequency = 2 * np.pi / rng.uniform(4, 8, (N, 1, 1))
    phase = rng.uniform(0, 2 * np.pi, (N, 1, 1))
    y = 0.5 + 0.5 * np.sin(frequency * (column * np.cos(angle) + row * np.sin(angle)) + phase)
    m = np.zeros((N, 12, 12))
    for hole, (top, left) in zip(m, rng.integers(1, 8, (N, 2)), strict=True):
        hole[top : top + 4, left : left + 4] = 1
    return np.float32(y[:, None]), np.float32(m[:, None])


def views(rng: np.random.Generator, N: int, S: int = 16) -> tuple[Array, Array]:
    """N views from the air (N, 3, S, S), and their maps (N, 1, S, S): 1 on a road."""
    row, column = np.indices((S, S))
    seen, maps = np.zeros((N, 3, S, S)), np.zeros((N, 1, S, S))
    for view, road in zip(seen, maps[:, 0], strict=True):
        # Grass, light and dark at two scales.
        ground = (np.kron(rng.random((4, 4)), np.ones((S // 4, S // 4))) + rng.random((S, S))) / 2
        light = rng.uniform(0.8, 1.2)
        view[:] = [
            light * (low + high * ground) for low, high in [(0.25, 0.35), (0.35, 0.45), (0.2, 0.25)]
        ]
        for _ in range(rng.integers(1, 4)):  # roofs, red or as grey as roads
            top, left, height, width = (*rng.integers(0, S - 4, 2), *rng.integers(3, 6, 2))
            roof = view[:, top : top + height, left : left + width]
            colour = [(0.7, 0.35, 0.3), (0.6, 0.6, 0.6)][rng.integers(2)]
            roof[:] = np.reshape(colour, (3, 1, 1)) * rng.uniform(0.6, 1.2, roof.shape[1:])
        for _ in range(rng.integers(1, 3)):
            angle, offset = rng.uniform(0, np.pi), rng.uniform(-4, 4)
            middle = (S - 1) / 2
            along = (column - middle) * np.cos(angle) + (row - middle) * np.sin(angle)
            here = np.abs(along - offset) < 1.2
            road[here] = 1
            view[:, here] = rng.uniform(0.45, 0.8, int(here.sum()))
        for _ in range(rng.integers(0, 3)):  # trees, also over roads
            top, left = rng.integers(0, S, 2)
            view[:, (row - top) ** 2 + (column - left) ** 2 < 3] = [[0.15], [0.3], [0.12]]
    return np.float32(seen.clip(0, 1)), np.float32(maps)


def start(network: Any, generator: Any) -> Any:
    """The network in float32, with parameters uniform as torch draws them, from this generator."""
    network = network.to(torch.float32)
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            # Of a transposed convolution, the first axis is that of the inputs.
            bound = module.weight[0].numel() ** -0.5
            for each in (module.weight, module.bias):
                draws = torch.rand(each.shape, generator=generator, dtype=torch.float32)
                each.data = (2 * draws - 1) * bound
    return network


def a_critic(channels: int) -> Any:
    """A critic of ours."""

    class Critic(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Conv2d(channels, 16, 4, 2, 1)
            self.last = nn.Conv2d(16, 1, 4, 2, 1)

        def forward(self, cond, picture):
            given = torch.cat([cond, picture], 1)
            return self.last(F.leaky_relu(self.first(given), 0.2))

    return Critic()


@probe(beside=[start, a_critic])
def fill_holes(student: Any, y: Any, m: Any, cond: Any, settings: Any, seed: int) -> Any:
    """The losses of a training that fills in holes, and its answers to these conditions."""

    class Translator(nn.Module):
        def __init__(self):
            super().__init__()
            self.down = nn.Conv2d(2, 16, 4, 2, 1)
            self.middle = nn.Conv2d(16, 32, 3, 1, 1)
            self.up = nn.ConvTranspose2d(32, 16, 4, 2, 1)
            self.last = nn.Conv2d(18, 1, 3, 1, 1)

        def forward(self, cond):
            h = F.relu(self.up(F.relu(self.middle(F.relu(self.down(cond))))))
            return self.last(torch.cat([h, cond], 1))

    generator = torch.Generator().manual_seed(seed)
    translator, critic = start(Translator(), generator), start(a_critic(3), generator)
    given = torch.cat([y * (1 - m), m], 1)
    losses = student.train_pairs(translator, critic, given, y, *settings, seed, m)
    with torch.no_grad():
        answer = translator(cond)
    curve = torch.tensor([[float(loss) for loss in pair] for pair in losses]).double()
    return {"losses": curve, "answer": answer}


@probe(beside=[start, a_critic])
def draw_maps(student: Any, cond: Any, y: Any, new: Any, settings: Any, seed: int) -> Any:
    """The losses of a training that draws maps, and the maps of new views."""
    generator = torch.Generator().manual_seed(seed)
    layers = [nn.Conv2d(3, 12, 5, padding=2), nn.ReLU()]
    layers += [nn.Conv2d(12, 12, 5, padding=4, dilation=2), nn.ReLU()]
    layers += [nn.Conv2d(12, 1, 5, padding=2), nn.Sigmoid()]
    translator, critic = start(nn.Sequential(*layers), generator), start(a_critic(4), generator)
    losses = student.train_pairs(translator, critic, cond, y, *settings, seed)
    with torch.no_grad():
        answer = translator(new)
    curve = torch.tensor([[float(loss) for loss in pair] for pair in losses]).double()
    return {"losses": curve, "answer": answer}


@check(
    "train_pairs",
    weight=2,
    after=test_training_batches,
    retries=2,
    cpu_seconds=20,
    es="La red entrenada continúa unas rayas dentro de un hueco",
)
def test_training_stripes(student: Student, rng: np.random.Generator) -> None:
    """The trained network continues stripes inside a hole."""
    y, m = stripes(rng, 600)
    new, holes = stripes(rng, 200)
    cond = np.concatenate([new * (1 - holes), holes], axis=1)
    settings = [100.0, 1, 220, 16, 0.005]
    trained = student.run(fill_holes, y, m, cond, settings, random_seed(rng)).matches_form()
    answer = trained.array("answer")
    error = np.sum(holes * np.abs(answer - new)) / np.sum(holes * np.abs(0.5 - new))
    yours = np.where(holes == 1, answer.clip(0, 1), new)
    shown = [np.where(holes == 1, 0.0, new), yours, new]
    rows = [each[:8, 0] for each in shown]
    picture = image_rows(dict(zip([GIVEN, YOURS, EXPECTED], rows, strict=True)))
    expect_below(error, STRIPES_LIMIT, curve=trained.array("losses")[:, 1], picture=picture)


@check(
    "train_pairs",
    weight=2,
    after=test_training_batches,
    retries=2,
    cpu_seconds=20,
    es="La red entrenada dibuja el mapa de carreteras de vistas nuevas",
)
def test_training_roads(student: Student, rng: np.random.Generator) -> None:
    """The trained network draws the map of roads of new views."""
    cond, y = views(rng, 400)
    new, maps = views(rng, 150)
    settings = [100.0, 2, 150, 16, 0.004]
    trained = student.run(draw_maps, cond, y, new, settings, random_seed(rng)).matches_form()
    answer = trained.array("answer")
    error = np.sum((answer - maps) ** 2) / np.sum((y.mean() - maps) ** 2)
    colours = [new, np.repeat(answer.clip(0, 1), 3, axis=1), np.repeat(maps, 3, axis=1)]
    rows = [each[:8].transpose(0, 2, 3, 1) for each in colours]
    picture = image_rows(dict(zip([GIVEN, YOURS, EXPECTED], rows, strict=True)))
    expect_below(error, ROADS_LIMIT, curve=trained.array("losses")[:, 1], picture=picture)
