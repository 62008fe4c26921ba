"""The public checks of the translation topic: small inputs, to be followed on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    TopicData,
    attention,
    check,
    expect,
    expect_below,
    probe,
    texts,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


@check("pad_batch", es="pad_batch da las dos filas del enunciado")
def test_two_sentences(student: Student) -> None:
    """pad_batch gives the statement's two rows."""
    student.pad_batch([[7, 8], [5, 6, 7, 8]], 4).matches_reference()
    student.pad_batch([[9], [], [4, 3, 8]], 2).matches_reference()


# The statement's worked example: weights 3/4, 1/4 and 0, and the context 5.
PAPER_ATTENTION = (
    np.array([[[2 * math.log(3), 0.0, 0.0, 0.0]]]),
    np.array([[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [9.0, 9.0, 9.0, 9.0]]]),
    np.array([[[4.0], [8.0], [100.0]]]),
    np.array([[True, True, False]]),
)


@check("attention", es="attention da los pesos 3/4, 1/4, 0 y el contexto 5 del ejemplo")
def test_attention_on_paper(student: Student) -> None:
    """attention gives the example's weights 3/4, 1/4, 0 and its context 5."""
    student.attention(*PAPER_ATTENTION).matches_reference()


@check(
    "attention",
    after=test_attention_on_paper,
    es="Cada palabra francesa mira a la palabra inglesa que se le parece",
)
def test_attention_map(student: Student) -> None:
    """Each French word looks at the English word that is like it."""
    # A vector each: day of the week, month, tens, ones. The last column is padding.
    english, french = ["friday", "november", "twenty", "seventh", "<pad>"], [0, 2, 3, 1]
    keys = np.concatenate([8 * np.eye(4), np.full((1, 4), 9.0)])[None]
    query, mask = np.eye(4)[None, french], np.arange(5)[None] < 4
    answer = student.attention(query, keys, keys[..., :3], mask).matches_form()
    alpha = answer.array(1)
    words = ["vendredi", "vingt", "sept", "novembre"]
    looks = np.array_equal(alpha[0].argmax(axis=1), french) and np.all(alpha[0, :, 4] == 0)
    expect(looks, picture=attention(alpha[0], words, english))
    answer.matches_reference()


@check("attention", after=test_attention_on_paper, es="attention sirve para varias frases")
def test_attention_batch(student: Student, rng: np.random.Generator) -> None:
    """attention works for several sentences."""
    mask = np.array([[True, True, True, False], [True, False, False, False]])
    inputs = (tenths(rng, 2, 3, 5), tenths(rng, 2, 4, 5), tenths(rng, 2, 4, 2), mask)
    student.attention(*inputs).matches_reference()
    student.attention.gradients(*inputs).matches_reference()


@check("additive_attention", es="additive_attention: dos claves, y una que es relleno")
def test_additive_on_paper(student: Student, rng: np.random.Generator) -> None:
    """additive_attention: two keys, and one that is padding."""
    # q Wq = 1, and the keys give -1, 1 and 5: the energies are tanh 0 and tanh 2.
    one = np.array([[1.0]])
    keys, mask = np.array([[[-1.0], [1.0], [5.0]]]), np.array([[True, True, False]])
    student.additive_attention(one, keys, mask, one, one, np.ones(1)).matches_reference()
    wide = (tenths(rng, 2, 3), tenths(rng, 2, 3, 5), np.repeat(mask, 2, axis=0))
    weights = (tenths(rng, 3, 4), tenths(rng, 5, 4), tenths(rng, 4))
    student.additive_attention(*wide, *weights).matches_reference()


@check("decoder_inputs", es="decoder_inputs convierte [7, 8, 2, 0] en [1, 7, 8, 2]")
def test_inputs_on_paper(student: Student) -> None:
    """decoder_inputs turns [7, 8, 2, 0] into [1, 7, 8, 2]."""
    student.decoder_inputs(np.array([[7, 8, 2, 0], [5, 2, 0, 0]])).matches_reference()


@check("masked_cross_entropy", es="Con cuatro ids igual de probables la pérdida es ln 4")
def test_loss_on_paper(student: Student) -> None:
    """With four ids that are equally probable the loss is ln 4."""
    target = np.array([[3, 2, 0], [2, 0, 0]])
    student.masked_cross_entropy(np.zeros((2, 3, 4)), target).matches_reference()
    # The word 3 has probability 1/2 (odds of 3 : 1 : 1 : 1), and the three words weigh the same.
    logits = np.zeros((2, 3, 4))
    logits[:, 0, 3] = math.log(3)
    student.masked_cross_entropy(logits, target).matches_reference()


@probe
def count_down(student: Any, numbers: torch.Tensor, max_len: int) -> Any:
    """What greedy writes with a decoder that says the number, at each step one less than the last
    word, and <end> (2) after number - 4 words."""

    def step(ids: torch.Tensor, state: Any) -> Any:
        number, count = state
        following = torch.where(ids == 1, number, ids - 1)
        following = torch.where(count >= number - 4, 2, following)
        logits = -(torch.arange(12) - following[:, None]).abs().double()
        return logits, (number, count + 1)

    return student.greedy(step, (numbers, 0), len(numbers), max_len)


@check("greedy", es="greedy cuenta hacia atrás, y cada fila termina por su cuenta")
def test_count_down(student: Student) -> None:
    """greedy counts down, and each row ends by itself."""
    for max_len in [6, 8, 2]:
        student.run(count_down, np.array([7, 5, 9]), max_len).matches_reference()


@probe
def two_words(student: Any, width: int, max_len: int, alpha: float) -> Any:
    """What beam_search finds in the statement's example, where a is 3 and b is 4."""

    def step(ids: torch.Tensor, state: Any) -> Any:
        never = 1e-9
        first, after_a, after_b = (
            [never, never, never, 0.6, 0.4],
            [never, never, 0.2, 0.3, 0.5],
            [never, never, 0.9, 0.06, 0.04],
        )
        read = [*state, int(ids[0])]  # <start>, and the words of this hypothesis
        p = first if len(read) == 1 else after_b if read[1] == 4 else after_a
        return torch.tensor([p], dtype=torch.float64).log(), read

    ids, score = student.beam_search(step, [], width, max_len, alpha)
    return {"ids": ids, "score": score}


@check("beam_search", es="Con width = 2 la búsqueda encuentra la frase de probabilidad 0.36")
def test_beam_on_paper(student: Student) -> None:
    """With width = 2 the search finds the sentence with probability 0.36."""
    for width in [1, 2, 3]:
        student.run(two_words, width, 2, 0.0).matches_reference()
    student.run(two_words, 2, 2, 1.0).matches_reference()
    student.run(two_words, 3, 4, 2.0).matches_reference()


REFERENCE = ["quatre", "vingt", "dix"]


@check("bleu", es="bleu da 0.577 y 0.607 en los dos ejemplos del enunciado")
def test_bleu_on_paper(student: Student) -> None:
    """bleu gives 0.577 and 0.607 in the statement's two examples."""
    student.bleu([["quatre", "vingt", "vingt"]], [REFERENCE], 2).matches_reference()
    student.bleu([["quatre", "vingt"]], [REFERENCE], 2).matches_reference()
    student.bleu([["cent"], REFERENCE], [["mille"], REFERENCE], 2).matches_reference()
    student.bleu([["cent"]], [["mille"]], 1).matches_reference()
    student.bleu([[*REFERENCE, "dix"]], [REFERENCE], 1).matches_reference()


@probe
def train_and_translate(student: Any, arguments: Any, source: torch.Tensor, target: Any) -> Any:
    """The logits of a briefly trained model for the target, those with other words in the places
    from the third on, what it translates, and its losses."""
    model, losses = student.train_translator(*arguments)
    model.eval()
    other = target.clone()
    other[:, 2:] = 3
    with torch.no_grad():
        logits, early = model(source, target), model(source, other)
    return {
        "logits": logits.double(),
        "early": early[:, :3].double(),
        "translated": model.translate(source, target.shape[1]),
        "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
    }


def rows_of(sentences: list[list[str]], ids: dict[str, int]) -> Array:
    """(N, longest + 1): ids, <end>, padding."""
    rows = np.zeros((len(sentences), max(map(len, sentences)) + 1), np.int64)
    for row, words in zip(rows, sentences, strict=True):
        row[: len(words) + 1] = [*(ids[word] for word in words), 2]
    return rows


@check(
    "train_translator",
    retries=2,
    cpu_seconds=15,
    es="Un entrenamiento breve traduce números y fechas cortos",
)
def test_short_training(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """A brief training translates short numbers and dates."""
    pairs = [line.split("\t")[1:] for line in data.text("pairs.txt").splitlines()]
    short = [(s.split(), t.split()) for s, t in pairs if s.count(" ") < 4 and t.count(" ") < 4]
    source_words = sorted({word for s, _ in short for word in s})
    target_words = sorted({word for _, t in short for word in t})
    source = rows_of([s for s, _ in short], {w: k for k, w in enumerate(source_words, 3)})
    target = rows_of([t for _, t in short], {w: k for k, w in enumerate(target_words, 3)})
    sizes = [3 + len(source_words), 3 + len(target_words)]
    settings = [source[100:], target[100:], *sizes, 32, 110, 32, 0.02, int(rng.integers(1000))]
    answer = student.run(train_and_translate, settings, source[:100], target[:100]).matches_form()
    logits, early = answer.array("logits"), answer.array("early")
    # What the model says of a word does not depend on that word, nor on those after it.
    expect(np.allclose(early, logits[:, :3], atol=1e-4))
    log_p = logits - np.logaddexp.reduce(logits, axis=2, keepdims=True)
    nll = -np.take_along_axis(log_p, target[:100, :, None], 2)[..., 0]
    names = ["<pad>", "<start>", "<end>", *target_words]
    written = [
        " ".join(names[k] for k in row if k > 2) for row in answer.array("translated").tolist()
    ]
    shown = texts(written, [" ".join(t) for _, t in short], [" ".join(s) for s, _ in short])
    words = target[:100] != 0
    # The reference scores 0.4 to 0.7; by the frequency of words alone it is 3.4.
    expect_below(nll[words].mean(), 1.2, curve=answer["losses"], picture=shown)
