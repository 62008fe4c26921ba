"""The public checks of the topic on the sentiment of texts: small inputs, to follow on paper."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import Student, attention, check, expect, expect_below, probe

if TYPE_CHECKING:
    import torch
    from torch import nn

# The texts of the worked example.
BAD_DAY = [["bad", "day"], ["good", "day", "!"], ["not", "bad"]]


@check("build_vocabulary", es="El ejemplo resuelto da bad 2, day 3, ! 4, good 5, not 6")
def test_vocabulary_on_paper(student: Student) -> None:
    """The worked example gives bad 2, day 3, ! 4, good 5, not 6."""
    student.build_vocabulary(BAD_DAY, 1).matches_reference()


@check("build_vocabulary", es="Con min_count 2 y 3 se conservan menos palabras")
def test_vocabulary_of_frequent_words(student: Student) -> None:
    """With min_count 2 and 3 fewer words are kept."""
    student.build_vocabulary(BAD_DAY, 2).matches_reference()
    student.build_vocabulary([["so", "so", "sad"], [], ["so", "sad", "Sad"]], 3).matches_reference()
    student.build_vocabulary([], 1).matches_reference()


PAPER_IDS = {"bad": 2, "day": 3, "!": 4, "good": 5, "not": 6}


@check("encode", es="not a good day es 6, 1, 5, 3, y lo que sobra se corta")
def test_encode_on_paper(student: Student) -> None:
    """not a good day is 6, 1, 5, 3, and what is too long is cut."""
    texts = [["not", "a", "good", "day"], ["bad"]]
    student.encode(texts, PAPER_IDS, 6).matches_reference()
    student.encode(texts, PAPER_IDS, 3).matches_reference()


@check("encode", es="Un texto vacío es una palabra desconocida, y el vocabulario no cambia")
def test_encode_nothing(student: Student) -> None:
    """An empty text is an unknown word, and the vocabulary does not change."""
    student.run(ids_and_vocabulary, [[], ["a", "day"]], dict(PAPER_IDS), 2).matches_reference()


@probe
def ids_and_vocabulary(student: Any, sentences: Any, numbers: Any, width: int) -> Any:
    """The ids and lengths, and what is left of the vocabulary."""
    return [student.encode(sentences, numbers, width), numbers]


# The states of the worked example, and a text of two units beside two others.
PAPER_STATES = np.array([[[4.0], [0.0], [9.0]]])
ROWS = np.array(
    [
        [[-4.0, 2.0], [-2.0, -3.0], [7.0, 7.0]],
        [[-5.0, 1.0], [9.0, 9.0], [9.0, 9.0]],
        [[1.0, -1.0], [3.0, -6.0], [2.0, -2.0]],
    ]
)
UNSORTED = np.array([2, 1, 3])


@check("last_state", es="El último estado es 0 en el ejemplo, y cada fila tiene el suyo")
def test_last_on_paper(student: Student) -> None:
    """The last state is 0 in the example, and each row has its own."""
    student.last_state(PAPER_STATES, np.array([2])).matches_reference()
    student.last_state(ROWS, UNSORTED).matches_reference()
    student.last_state.gradients(ROWS, UNSORTED).matches_reference()


@check("pooling", es="La media es 2 en el ejemplo, sin contar el relleno")
def test_mean_on_paper(student: Student) -> None:
    """The mean is 2 in the example, and padding does not count."""
    student.masked_mean(PAPER_STATES, np.array([2])).matches_reference()
    student.masked_mean(ROWS, UNSORTED).matches_reference()
    student.masked_mean.gradients(ROWS, UNSORTED).matches_reference()


@check("pooling", es="El máximo es 4 en el ejemplo, y puede ser negativo")
def test_max_on_paper(student: Student) -> None:
    """The maximum is 4 in the example, and it may be negative."""
    student.masked_max(PAPER_STATES, np.array([2])).matches_reference()
    student.masked_max(ROWS, UNSORTED).matches_reference()
    student.masked_max(1e10 * (ROWS - 10), UNSORTED).matches_reference()
    student.masked_max.gradients(ROWS, UNSORTED).matches_reference()


@probe
def half_remembered(student: Any, ids: Any, lengths: Any, table: Any, w: Any, b: Any) -> Any:
    """The logits with a layer that halves its state and adds what it reads."""

    def halves(x: torch.Tensor) -> torch.Tensor:
        steps = [x[:, 0]]
        for t in range(1, x.shape[1]):
            steps.append(steps[-1] / 2 + x[:, t])
        return torch.stack(steps, dim=1)

    return student.classify(ids, lengths, table, halves, w, b)


@check("classify", es="not bad tiene el logit 1 en el ejemplo resuelto")
def test_classify_on_paper(student: Student) -> None:
    """not bad has the logit 1 in the worked example."""
    table = np.array([[9.0], [0.0], [-2.0], [1.0], [5.0], [3.0], [4.0]])
    w, b = np.array([3.0]), np.array(1.0)
    ids = np.array([[6, 2, 0]])
    student.run(half_remembered, ids, np.array([2]), table, w, b).matches_reference()


@check(
    "classify",
    after=test_classify_on_paper,
    es="Varios textos: cada uno con su último estado, y el relleno no se ve",
)
def test_classify_rows(student: Student) -> None:
    """Several texts: each with its own last state, and padding is not seen."""
    table = np.arange(14.0).reshape(7, 2) / 4 - 1
    w, b = np.array([3.0, -1.0]), np.array(-2.0)
    ids = np.array([[3, 5, 0, 0], [6, 2, 4, 1], [5, 0, 0, 0]])
    lengths = np.array([2, 4, 1])
    clean = student.run(half_remembered, ids, lengths, table, w, b).matches_reference()
    junk = np.array([[3, 5, 6, 2], [6, 2, 4, 1], [5, 4, 1, 6]])
    dirty = student.run(half_remembered, junk, lengths, table, w, b).matches_reference()
    expect(np.array_equal(clean.array(), dirty.array()))


@check("bce_with_logits", es="0, ln 3 y -ln 3 con etiqueta 1 dan la pérdida 0.7890")
def test_loss_on_paper(student: Student) -> None:
    """0, ln 3 and -ln 3 with label 1 give the loss 0.7890."""
    z = np.log([1.0, 3.0, 1 / 3])
    student.bce_with_logits(z, np.ones(3)).matches_reference()
    student.bce_with_logits(z, np.array([1.0, 0.0, 0.0])).matches_reference()


@check("bce_with_logits", es="Con logits de ±1000 nada se vuelve infinito")
def test_loss_of_large_logits(student: Student) -> None:
    """With logits of ±1000 nothing becomes infinite."""
    z = np.array([1000.0, -1000.0, 1000.0, -1000.0])
    student.bce_with_logits(z, np.array([1.0, 0.0, 1.0, 0.0])).matches_reference()
    student.bce_with_logits(z, np.array([0.0, 1.0, 1.0, 0.0])).matches_reference()


@check("metrics", es="El ejemplo resuelto da cuatro veces ½, y AUC ¾")
def test_metrics_on_paper(student: Student) -> None:
    """The worked example gives ½ four times, and an AUC of ¾."""
    z, y = np.array([2.0, 0.0, -1.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0])
    student.metrics(z, y).matches_reference(1e-5)


@check(
    "metrics",
    after=test_metrics_on_paper,
    es="metrics con logits iguales, sin positivos y con una sola etiqueta",
)
def test_metrics_at_the_edges(student: Student) -> None:
    """metrics with equal logits, without positive ones, and with one label alone."""
    y = np.array([1.0, 0.0, 0.0])
    student.metrics(np.array([0.4, 0.4, 0.1]), y).matches_reference(1e-5)
    student.metrics(np.array([-3.0, -2.0, -3.0]), y).matches_reference(1e-5)
    student.metrics(np.array([50.0, 60.0, 40.0]), y).matches_reference(1e-5)
    student.metrics(np.array([1.0, -1.0, 2.0]), np.zeros(3)).matches_reference(1e-5)
    answer = student.metrics(np.array([1.0, -1.0, 2.0]), y).matches_reference(1e-5)
    expect(all(type(answer[name]) is float for name in ["accuracy", "precision", "recall", "auc"]))


@probe
def short_training(student: Any, ids: Any, lengths: Any, labels: Any, asked: Any) -> Any:
    """The logits of a briefly trained model for several texts, and its losses."""
    model, losses = student.train_sentiment(ids, lengths, labels, 24, 16, 120, 32, 0.02, 1)
    model.eval()
    with torch.no_grad():
        answers = [model(*each).double() for each in asked]
        wide = model(nn.functional.pad(asked[0][0], (0, 4)), asked[0][1]).double()
    return {"answers": [*answers, wide], "losses": torch.tensor([float(k) for k in losses])}


SUBJECTS = ["the film", "my day", "this song"]
GOOD_ONES, BAD_ONES = ["good", "great", "funny", "kind"], ["bad", "awful", "sad", "rude"]


def sentences() -> list[tuple[list[str], float]]:
    """Sentences of one or two clauses, and 1 for a positive one: the last clause decides."""
    clauses = [
        (f"{subject} is {turn}{word}".split(), float((word in GOOD_ONES) != bool(turn)))
        for subject in SUBJECTS
        for turn in ["", "not "]
        for word in [*GOOD_ONES, *BAD_ONES]
    ]
    pairs = itertools.product(clauses, clauses[::5])
    return [*clauses, *(([*a, "but", *b], label) for (a, _), (b, label) in pairs)]


@check("train_sentiment", retries=2, es="Un entrenamiento corto entiende not y but")
def test_short_training(student: Student, rng: np.random.Generator) -> None:
    """A short training understands not and but."""
    rows = sentences()
    order = rng.permutation(len(rows))
    words = sorted({word for row, _ in rows for word in row})
    names = {word: number for number, word in enumerate(words, start=2)}

    def table(chosen: list[list[str]]) -> list[np.ndarray]:
        padded = [[*(names[word] for word in row), *[0] * (14 - len(row))] for row in chosen]
        return [np.array(padded), np.array([len(row) for row in chosen])]

    known, new = order[len(rows) // 4 :], order[: len(rows) // 4]
    y = np.array([rows[k][1] for k in range(len(rows))], np.float32)
    text = "my day is awful but the film is not bad"
    told = text.split()
    without = [told[:k] + told[k + 1 :] for k in range(len(told))]
    asked = [table([rows[k][0] for k in new]), table([told, *without])]
    answer = student.run(short_training, *table([rows[k][0] for k in known]), y[known], asked)
    fresh, parts, wide = answer["answers"]
    expect(np.shape(fresh) == np.shape(wide) == (len(new),) and np.shape(parts) == (10 + 1,))
    # How much padding there is makes no difference.
    expect(np.abs(wide - fresh).max() < 1e-4)
    mean = float((np.logaddexp(0, fresh) - y[new] * fresh).mean())
    chances = 1 / (1 + np.exp(-parts))
    weights = np.abs(chances[1:] - chances[0])[None]
    shown = attention(weights, [f"{chances[0]:.2f}"], told)
    # A guess scores 0.69, a bag of words 0.6, a mean over states up to 0.3.
    expect_below(mean, 0.4, curve=answer.array("losses"), picture=shown)
