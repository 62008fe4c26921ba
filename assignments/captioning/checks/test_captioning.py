"""The public checks of the captioning topic: small inputs, so that you can follow them on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    TopicData,
    check,
    expect,
    expect_below,
    probe,
    texts,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

# The words of the statement's examples.
SPOKEN = {"es": 4, "la": 5, "una": 6}


@check("encode_captions", es="encode_captions da las tres filas del enunciado")
def test_three_captions(student: Student) -> None:
    """encode_captions gives the statement's three rows."""
    captions = [["es", "la"], ["la", "una", "es", "la"], ["la", "hora"]]
    student.encode_captions(captions, SPOKEN, 4).matches_reference()


@check("encode_captions", es="Una frase vacía es solo <end>; una sola columna, también")
def test_nothing_to_say(student: Student) -> None:
    """An empty caption is <end> alone; so is a single column."""
    student.encode_captions([[], ["una"]], SPOKEN, 3).matches_reference()
    student.encode_captions([["es"], []], SPOKEN, 1).matches_reference()


@check("embedding_backward", es="embedding_backward da [[3, 4], [6, 8], [0, 0]]")
def test_lookup_on_paper(student: Student) -> None:
    """embedding_backward gives [[3, 4], [6, 8], [0, 0]]."""
    dout = np.array([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]])
    student.embedding_backward(dout, np.array([[1, 0, 1]]), 3).matches_reference()


@check("embedding_backward", es="Una palabra en dos frases recibe los gradientes de ambas")
def test_lookup_two_captions(student: Student) -> None:
    """A word in two captions gets the gradients of both."""
    dout = np.arange(1.0, 5.0).reshape(2, 2, 1)
    student.embedding_backward(dout, np.array([[3, 1], [0, 3]]), 5).matches_reference()


# The statement's example: (1/8, 1/8, 1/8, 1/8, 1/2) at three places, of which two count.
PAPER_SCORES = np.broadcast_to(np.array([0, 0, 0, 0, math.log(4)]), (1, 3, 5)).copy()
PAPER_IDS = np.array([[4, 2, 0]])


@probe
def only(student: Any, scores: torch.Tensor, ids: torch.Tensor, which: int) -> Any:
    """The loss (0) or dscores (1) alone."""
    return student.temporal_softmax_loss(scores, ids)[which]


@check("temporal_softmax_loss", es="La pérdida del ejemplo es 1.3863")
def test_loss_on_paper(student: Student) -> None:
    """The loss of the example is 1.3863."""
    student.run(only, PAPER_SCORES, PAPER_IDS, 0).matches_reference()


@check("temporal_softmax_loss", es="El gradiente del ejemplo tiene -1/4, -7/16 y ceros")
def test_gradient_on_paper(student: Student) -> None:
    """The gradient of the example has -1/4, -7/16, and zeros."""
    student.run(only, PAPER_SCORES, PAPER_IDS, 1).matches_reference()


@check(
    "temporal_softmax_loss", es="Una frase larga y otra corta: pesan las palabras, no las frases"
)
def test_long_and_short(student: Student) -> None:
    """A long caption and a short one: it is words that weigh the same, not captions."""
    scores = np.zeros((2, 3, 5))
    scores[0, :, 4], scores[1, 0, 2] = math.log(4), math.log(12)
    student.temporal_softmax_loss(scores, np.array([[4, 4, 2], [2, 0, 0]])).matches_reference()
    student.temporal_softmax_loss(
        800 * scores, np.array([[4, 4, 2], [2, 0, 0]])
    ).matches_reference()


@probe
def score_sum(student: Any, features: torch.Tensor, ids: torch.Tensor, weights: Any) -> Any:
    """The scores of captions with the cell x + h, as in the statement's example."""
    return student.caption_scores(features, ids, lambda x, h: x + h, *weights)


def paper_weights(V: int) -> list[Array]:
    """We, Wi, bi, Wo, bo with E = H = 1, and a score for every word."""
    We = np.array([[0.0], [1.0], [2.0], [0.0], [3.0]])
    return [We, np.ones((1, 1)), np.zeros(1), np.arange(1.0, V + 1)[None], np.zeros(V)]


@check("caption_scores", es="Los estados del ejemplo son 1.6, 4.6 y 6.6")
def test_scores_on_paper(student: Student) -> None:
    """The states of the example are 1.6, 4.6 and 6.6."""
    features = np.array([[math.log(2)]])
    student.run(score_sum, features, PAPER_IDS, paper_weights(1)).matches_reference()


@check("caption_scores", es="caption_scores sirve para varias imágenes, frases y palabras")
def test_scores_batch(student: Student, rng: np.random.Generator) -> None:
    """caption_scores works for several images, captions and words."""
    weights = paper_weights(5)
    weights[2], weights[4] = np.array([0.5]), rng.integers(-9, 10, 5) / 10
    ids = np.array([[4, 4, 2, 0], [4, 2, 0, 0]])
    student.run(score_sum, np.array([[0.5], [-1.0]]), ids, weights).matches_reference()


@probe
def counted(student: Any, features: torch.Tensor, stops: torch.Tensor, max_len: int) -> Any:
    """Captions of a writer that counts 4, 5, 6 … from the image's number, up to its stop."""

    def step(words: Any, state: Any) -> Any:
        following = torch.where(words == 1, state[0], words + 1)
        following = torch.where(following >= stops, 2, following)
        return torch.eye(9)[following], (state[0], words)

    return student.sample_captions(features, step, lambda f: (f[:, 0].long(), None), max_len)


@check("sample_captions", es="Cada frase cuenta desde su número y termina por su cuenta")
def test_counting(student: Student) -> None:
    """Each caption counts from its own number, and ends by itself."""
    student.run(counted, np.array([[4.0], [6.0]]), np.array([9, 9]), 3).matches_reference()
    student.run(counted, np.array([[4.0], [6.0]]), np.array([6, 8]), 4).matches_reference()


@check("sample_with_temperature", es="Cada número elige la palabra en cuya parte cae")
def test_four_numbers(student: Student) -> None:
    """Each number chooses the word in whose part it lies."""
    logits = np.zeros((4, 4))
    logits[:, :3] = [0.0, math.log(2), 0.0]
    logits[:, 3] = -2000  # a word that never comes
    numbers = np.array([0.24, 0.26, 0.7, 0.76])
    student.sample_with_temperature(logits, 1.0, numbers).matches_reference()
    # A quarter each, by scores that no rounding touches.
    exact = np.array([0.0, 0.25, 0.5, 0.75])
    student.sample_with_temperature(np.full((4, 4), 0.5), 1.0, exact).matches_reference()


@check("sample_with_temperature", es="Una temperatura alta iguala las opciones")
def test_two_temperatures(student: Student) -> None:
    """A high temperature makes choices more even."""
    # The first word has 1/5 at 1/2, 1/3 at 1, and 0.414 at 2.
    logits = np.tile([0.0, math.log(2)], (3, 1))
    for tau in [0.5, 1.0, 2.0]:
        numbers = np.array([0.1, 0.3, 0.4])
        student.sample_with_temperature(logits, tau, numbers).matches_reference()


@probe
def read_clocks(student: Any, images: Any, ids: Any, V: int, others: Any, answers: Any) -> Any:
    """The scores of a trained model for other clocks' captions, what it writes for four of them,
    and its losses."""
    model, losses = student.train_captioner(images, ids, V, 64, 200, 50, 0.004, 1)
    model.eval()
    with torch.no_grad():
        scores = model(others, answers)
    return {
        "scores": scores.double(),
        "written": model.caption(others[:4], 5),
        "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
    }


@check("train_captioner", retries=2, es="Un entrenamiento corto aprende a leer relojes en inglés")
def test_reads_clocks(student: Student, data: TopicData) -> None:
    """A short training learns to read clocks in English."""
    clocks = data.load("clocks.npz")
    said = [line.split("\t")[2].split() for line in data.text("captions.txt").splitlines()]
    words = ["<null>", "<start>", "<end>", "<unknown>", *sorted({word for s in said for word in s})]
    rows = [[words.index(word) for word in s] + [2] + [0] * (4 - len(s)) for s in said]
    images = clocks["images"] - clocks["images"].mean(axis=0)
    images = (images / images.std()).astype(np.float32)
    ids = np.array(rows)[clocks["times"]]

    # One of the ten faces of each time is kept back.
    kept = np.arange(len(ids)) % 10 == 9
    others, answers = images[kept], ids[kept]
    mixed = np.arange(124) * 37 % 124
    others, answers, times = others[mixed], answers[mixed], clocks["times"][kept][mixed]
    trained = student.run(read_clocks, images[~kept], ids[~kept], len(words), others, answers)
    scores, losses = trained.array("scores"), trained.array("losses")
    written = trained.array("written")
    expect(scores.shape == (124, 5, len(words)) and losses.shape == (200,))
    expect(written.shape == (4, 5) and written.dtype.kind == "i")
    expect(written.min() >= 0 and written.max() < len(words))

    log_p = scores - np.logaddexp.reduce(scores, axis=2, keepdims=True)
    of_answers = np.take_along_axis(log_p, answers[..., None], axis=2)[..., 0]
    read = [" ".join(words[k] for k in row if k > 2) for row in written]
    shown = texts(
        read,
        [" ".join(said[k]) for k in times[:4]],
        [f"{k // 12 or 12}:{k % 12 * 5:02}" for k in times],
    )
    # Without the image it stays at 1.2; the reference scores 0.01 to 0.1.
    expect_below(-of_answers[answers > 0].mean(), 0.5, curve=losses, picture=shown)
