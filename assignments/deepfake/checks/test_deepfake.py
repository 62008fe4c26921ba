"""The public checks of the topic on deepfakes: small inputs, to follow on paper."""

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
    expect_equal,
    image_rows,
    probe,
    put_in,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray


def number(value: float) -> Array:
    """A tensor of shape ()."""
    return np.array(float(value))


# --- match_colours ----------------------------------------------------------------------------


@check("match_colours", es="match_colours da 18 en el ejemplo, y también vale píxel a píxel")
def test_colours_on_paper(student: Student) -> None:
    """match_colours gives 18 in the example, and holds pixel by pixel, too."""
    day, dusk = (number(5), number(2)), (number(10), number(4))
    expect_arguments_kept(student, "match_colours", np.array([[9.0], [1.0]]), *day, *dusk)
    pixels = (np.array([1.0, -2.0, 3.0]), np.array([0.5, 2.0, 1.0]))
    x = np.array([[1.5, 0.0, 3.0], [2.0, -4.0, 7.0]])
    student.match_colours(x, *pixels, *dusk).matches_reference()
    student.match_colours(x, *day, *pixels).matches_reference()
    student.match_colours(x, pixels[0], day[1], dusk[0], pixels[1]).matches_reference()


# --- FaceSwapper ------------------------------------------------------------------------------

# The network of the example: encoder, decoder 0, decoder 1.
EXAMPLE = [
    *([[1.0, 1.0]], [0.0], [[2.0]], [1.0]),
    *([[1.0]], [-4.0], [[1.0], [-1.0]], [0.0, 1.0]),
    *([[1.0]], [-5.0], [[2.0], [0.5]], [0.0, 0.0]),
]


@check("FaceSwapper", es="FaceSwapper tiene doce parámetros, y da los números del ejemplo")
def test_swapper_on_paper(student: Student) -> None:
    """FaceSwapper has twelve parameters, and gives the example's numbers."""
    Module(student, "FaceSwapper", 5, 3, 2, named=False).shapes().matches_reference()
    given = [np.array(each) for each in EXAMPLE]
    example = Module(student, "FaceSwapper", 2, 1, 1, weights=given, named=False)
    x, z = np.array([[1.0, 2.0], [3.0, 0.5]]), np.array([[7.0], [-2.0]])
    example.in_turn(("encode", x), ("encode", -x)).matches_reference()
    example.in_turn(("decode", z, 0), ("decode", z, 1), ("forward", x, 0)).matches_reference()
    # Codes may be negative.
    given[2] = -given[2]
    negative = Module(student, "FaceSwapper", 2, 1, 1, weights=given, named=False)
    negative.in_turn(("encode", x), ("forward", x, 1)).matches_reference()


@check(
    "FaceSwapper",
    after=test_swapper_on_paper,
    es="swap dibuja a la otra persona, y los gradientes llegan al codificador",
)
def test_swap_on_paper(student: Student) -> None:
    """swap draws the other person, and gradients reach the encoder."""
    given = [np.array(each) for each in EXAMPLE]
    example = Module(student, "FaceSwapper", 2, 1, 1, weights=given, named=False)
    faces = np.array([[1.0, 2.0], [2.0, 2.5]])
    example.in_turn(("swap", faces, 0), ("swap", faces, 1)).matches_reference()
    example.gradients(faces, 1, seed=5).matches_reference()


# --- swap_loss --------------------------------------------------------------------------------


@probe
def loss_of_example(student: Any, pictures: Any, sizes: Any) -> Any:
    """The loss of a network whose code is the picture, times a number; its decoders multiply by
    one number each. Beside it, the gradient with respect to the three numbers."""

    class Numbers(nn.Module):
        def __init__(self):
            super().__init__()
            self.sizes = nn.Parameter(sizes.clone())

        def encode(self, x):
            return self.sizes[0] * x

        def decode(self, z, who):
            return self.sizes[1 + who] * z

    net = Numbers()
    value = student.swap_loss(net, *pictures)
    value.backward()
    return {"loss": value, "gradient": net.sizes.grad}


@check("swap_loss", es="swap_loss da 1.5 en el ejemplo, con sus gradientes")
def test_loss_on_paper(student: Student) -> None:
    """swap_loss gives 1.5 in the example, with its gradients."""
    clean = [np.array([[1.0, 2.0]]), np.array([[4.0, 0.0], [2.0, 2.0]])]
    noisy = [np.array([[2.0, 2.0]]), np.array([[2.0, 0.0], [2.0, 1.0]])]
    for sizes in ([1.0, 1.0, 2.0], [0.5, 3.0, -1.0]):
        student.run(loss_of_example, [*clean, *noisy], np.array(sizes)).matches_reference()


# --- train_swap -------------------------------------------------------------------------------


def three_layers(weights: Any) -> Any:
    """A network with a linear encoder and two linear decoders."""

    class Small(nn.Module):
        def __init__(self):
            super().__init__()
            self.parts = nn.ModuleList(
                nn.Linear(weight.shape[1], weight.shape[0]) for weight in weights[::2]
            )

        def encode(self, x):
            return torch.sin(self.parts[0](x))

        def decode(self, z, who):
            return self.parts[who + 1](z)

    small = Small().to(weights[0].dtype)
    put_in(small, weights)
    return small


@probe(beside=[put_in, three_layers])
def short_training(student: Any, weights: Any, pair: Any, settings: Any, seeds: Any) -> Any:
    """The losses of a training with each of the seeds, whether they are Python floats, and the
    parameters after the last."""
    curves, floats = [], []
    for each in seeds:
        small = three_layers(weights)
        reported = student.train_swap(small, *pair, *settings, each)
        floats += [isinstance(number, float) for number in reported]
        curves.append([float(number) for number in reported])
    return {
        "losses": torch.tensor(curves).double(),
        "Python floats": all(floats),
        "parameters": list(small.parameters()),
    }


def small_weights() -> list[Array]:
    """Weights for pictures of three pixels and codes of two numbers."""
    layers = [np.sin(np.arange(6.0) + k).reshape(2, 3) for k in range(3)]
    biases = [np.array([0.1, -0.2]), np.array([0.3, 0.1, 0.0]), np.array([-0.1, 0.2, 0.4])]
    shaped = [layers[0], layers[1].T.copy(), layers[2].T.copy()]
    return [each for pair in zip(shaped, biases, strict=True) for each in pair]


@check("train_swap", es="Con imágenes iguales y sin ruido, train_swap da los pasos de Adam")
def test_few_steps(student: Student) -> None:
    """With equal pictures and no noise, train_swap takes the steps of Adam."""
    pair = [np.tile([1.0, -0.5, 2.0], (4, 1)), np.tile([0.0, 1.5, -1.0], (3, 1))]
    for steps, batch_size, lr in [(1, 2, 0.1), (4, 3, 0.05)]:
        settings = [0.0, steps, batch_size, lr]
        student.run(short_training, small_weights(), pair, settings, [7]).matches_reference()


@check(
    "train_swap",
    after=test_few_steps,
    es="Lo que se compara es la imagen limpia: a una red que no dibuja nada el ruido no le afecta",
)
def test_clean_target(student: Student) -> None:
    """What is compared with is the clean picture: a network that draws nothing minds no noise."""
    nothing = [np.zeros_like(each) for each in small_weights()]
    pair = [np.tile([1.0, -0.5, 2.0], (4, 1)), np.tile([0.0, 1.5, -1.0], (3, 1))]
    student.run(short_training, nothing, pair, [0.7, 5, 2, 0.0], [1]).matches_reference()


@check(
    "train_swap",
    after=test_few_steps,
    es="El ruido y las imágenes se sortean a partir de la semilla",
)
def test_seed(student: Student) -> None:
    """Noise and pictures are drawn from the seed."""
    rows = np.sin(np.arange(24.0)).reshape(8, 3)
    for noise, pair in [(0.0, [rows[:5], rows[5:]]), (0.5, [rows[[1, 1]], rows[[2, 2]]])]:
        # At the learning rate 0, what differs from step to step is what was drawn.
        settings = [noise, 12, 2 if noise else 1, 0.0]
        answer = student.run(short_training, small_weights(), pair, settings, [3, 3, 4])
        same, again, other = answer.matches_form().array("losses")
        expect(np.array_equal(same, again) and not np.array_equal(same, other))
        expect(len(np.unique(same)) > 2)


@probe
def learn_to_swap(student: Any, xa: Any, xb: Any, faces: Any) -> Any:
    """The losses of a training of a network of ours, and A's faces, decoded as B."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            made = torch.Generator().manual_seed(1)

            def layer(inputs, outputs):
                drawn = torch.randn(outputs, inputs, generator=made, dtype=torch.float32)
                return nn.Parameter(drawn / inputs**0.5)

            self.down = nn.ParameterList([layer(576, 48), layer(48, 20)])
            self.up = nn.ParameterList(
                [layer(20, 48), layer(48, 576), layer(20, 48), layer(48, 576)]
            )

        def encode(self, x):
            return torch.relu(x @ self.down[0].T) @ self.down[1].T

        def decode(self, z, who):
            return torch.relu(z @ self.up[2 * who].T) @ self.up[2 * who + 1].T

    net = Net()
    losses = student.train_swap(net, xa, xb, 0.3, 150, 32, 0.004, 2)
    with torch.no_grad():
        as_b = net.decode(net.encode(faces), 1)
    return {"losses": torch.tensor([float(loss) for loss in losses]).double(), "as_b": as_b}


@check("train_swap", retries=2, es="Un entrenamiento corto pone a B las expresiones de A")
def test_short_training(student: Student, data: TopicData, rng: np.random.Generator) -> None:
    """A short training gives B the expressions of A."""
    parts = data.load("faces.npz")
    kinds = [parts[kind].astype(float) for kind in ("eyes", "mouths", "brows")]

    def make(who: int, which: list[Array]) -> Array:
        ink = np.clip(sum(kind[each] for kind, each in zip(kinds, which, strict=True)), 0, 255)
        heads = parts["people"][who] / 255 * (1 - ink / 255)
        return np.float32(heads.reshape(len(heads), 576))

    def expressions(n: int) -> list[Array]:
        return [rng.integers(len(kind), size=n) for kind in kinds]

    a, b = make(0, expressions(300)), make(1, expressions(300))
    mean_a, mean_b = a.mean(0), b.mean(0)
    size_a, size_b = (a - mean_a).std(), (b - mean_b).std()
    new = expressions(100)
    given, expected = make(0, new), make(1, new)
    inputs = [(a - mean_a) / size_a, (b - mean_b) / size_b, (given - mean_a) / size_a]
    learnt = student.run(learn_to_swap, *inputs).matches_form()
    yours = learnt.array("as_b") * size_b + mean_b
    error = np.sum((yours - expected) ** 2) / np.sum((mean_b - expected) ** 2)
    shown = {GIVEN: given, YOURS: np.clip(yours, 0, 1), EXPECTED: expected}
    rows = {name: each[:8].reshape(8, 24, 24) for name, each in shown.items()}
    # Answering B's mean face scores 1.
    expect_below(error, 0.5, curve=learnt["losses"], picture=image_rows(rows))


# --- roc_auc ----------------------------------------------------------------------------------


@probe
def area_of_example(student: Any, scores: Any, labels: Any) -> Any:
    """The area, and whether it is a Python float."""
    answer = student.roc_auc(scores, labels)
    return {"area": answer, "Python float": isinstance(answer, float)}


@check("roc_auc", es="roc_auc da 0.5833 en el ejemplo, y ½ si todo puntúa igual")
def test_auc_on_paper(student: Student) -> None:
    """roc_auc gives 0.5833 in the example, and ½ where all scores are equal."""
    scores, labels = np.array([3.0, 1.0, 2.0, 1.0, 2.0]), np.array([1, 1, 0, 0, 0])
    expect_arguments_kept(student, "roc_auc", scores, labels)
    student.run(area_of_example, scores, labels).matches_reference()
    for same in (np.zeros(5), 1e9 * scores, labels - 7.5, np.array([-2.0, 0.5, 0.25, -3.0, 4.0])):
        student.roc_auc(same, labels).matches_reference()
    student.roc_auc(1 + 1e-9 * scores, labels).matches_reference()


# --- split_by_source --------------------------------------------------------------------------


@check("split_by_source", es="split_by_source reparte el ejemplo, y deja un lado vacío si toca")
def test_split_on_paper(student: Student) -> None:
    """split_by_source splits the example, and leaves a side empty where it has to."""
    source = np.array([4, 7, 4, 2, 7])
    for test in ([7, 9], [2, 4], [4, 2, 7], [5], [2]):
        expect_arguments_kept(student, "split_by_source", source, np.array(test))


# --- ring_spectrum ----------------------------------------------------------------------------


@check("ring_spectrum", es="ring_spectrum da los cuatro espectros del ejemplo")
def test_spectrum_on_paper(student: Student) -> None:
    """ring_spectrum gives the four spectra of the example."""
    rows = np.array([[1.0, 1.0, 1.0, 1.0], [1.0, 0.0, -1.0, 0.0], [1.0, -1.0, 1.0, -1.0]])
    pictures = np.repeat(rows[:, None], 4, axis=1)
    chessboard = rows[2] * rows[2][:, None]
    expect_arguments_kept(student, "ring_spectrum", np.concatenate([pictures, chessboard[None]]))


@check(
    "ring_spectrum",
    after=test_spectrum_on_paper,
    es="El lado de la imagen puede ser impar, y la dirección de la onda cualquiera",
)
def test_spectrum_odd_side(student: Student) -> None:
    """The side of a picture may be odd, and the direction of a wave any."""
    down, right = np.indices((5, 5))
    for u, v in [(1, 1), (2, 0), (2, -1)]:
        wave = 2 + np.sin(2 * np.pi * (u * down + v * right) / 5)
        student.ring_spectrum(wave[None]).matches_reference()


# --- video_scores -----------------------------------------------------------------------------


@check("video_scores", es="video_scores da −1 y 2 en el ejemplo")
def test_video_on_paper(student: Student) -> None:
    """video_scores gives −1 and 2 in the example."""
    logits, video = np.array([3.0, -1.0, 4.0, -1.0]), np.array([1, 0, 1, 1])
    expect_arguments_kept(student, "video_scores", logits, video)
    student.video_scores(10 * logits, np.array([2, 0, 1, 2])).matches_reference()


# --- fit_detector -----------------------------------------------------------------------------


@check("fit_detector", es="fit_detector da ln 3 y 0 en el ejemplo, y cumple las dos ecuaciones")
def test_detector_on_paper(student: Student) -> None:
    """fit_detector gives ln 3 and 0 in the example, and the two equations hold."""
    pair = np.array([[1.0], [-1.0]])
    student.fit_detector(pair, np.array([1, 0]), 0.22756).matches_reference(1e-4, 1e-5)
    x = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0], [1.5, -1.0], [0.5, 0.5]])
    y, l2 = np.array([1, 1, 0, 0, 0]), 0.2
    answer = student.fit_detector(x, y, l2).matches_reference(1e-4, 1e-5)
    w, b = answer.value
    error = 1 / (1 + np.exp(-(x @ w + b))) - y
    expect_equal(x.T @ error / 5 + l2 * w, np.zeros(2), 0, 1e-4)
    expect_equal(np.array([error.sum()]), np.zeros(1), 0, 1e-3)
