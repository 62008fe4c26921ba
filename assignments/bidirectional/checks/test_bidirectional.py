"""The public checks of the topic on bidirectional networks: small inputs, to follow on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import Student, TopicData, check, expect, expect_below, probe, texts

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# The worked example of the statement: 1, 2, 3, and a place of padding that holds a 9.
PAPER = np.array([[[1.0], [2.0], [3.0], [9.0]]])
THREE = np.array([3])


@check("reverse_sequences", es="1, 2, 3 | 9 se convierte en 3, 2, 1 | 9")
def test_reverse_on_paper(student: Student) -> None:
    """1, 2, 3 | 9 becomes 3, 2, 1 | 9."""
    student.reverse_sequences(PAPER, THREE).matches_reference()


@check("reverse_sequences", es="Cada fila se invierte dentro de su propia longitud")
def test_reverse_rows(student: Student) -> None:
    """Each row is turned round within its own length."""
    x = np.arange(24).reshape(3, 4, 2)
    student.reverse_sequences(x, np.array([2, 4, 1])).matches_reference()
    student.reverse_sequences(x / 10, np.array([3, 1, 2])).matches_reference()
    student.reverse_sequences.gradients(x / 10, np.array([3, 1, 2])).matches_reference()


@probe
def running_sums(student: Any, x: torch.Tensor, lengths: torch.Tensor) -> Any:
    """Both layers add up what they read."""

    def adds_up(x: torch.Tensor) -> torch.Tensor:
        return x.cumsum(1)

    return student.bidirectional(adds_up, adds_up, x, lengths)


@probe
def two_speeds(student: Any, x: torch.Tensor, lengths: torch.Tensor) -> Any:
    """The forward layer halves its state and adds what it reads, plus 1; the backward one takes
    a tenth of its state."""

    def leaky(keep: float) -> Any:
        def read(x: torch.Tensor) -> torch.Tensor:
            states = [x[:, 0] + 1]
            for step in range(1, x.shape[1]):
                states.append(keep * states[-1] + x[:, step] + 1)
            return torch.stack(states, dim=1)

        return read

    return student.bidirectional(leaky(0.5), leaky(0.1), x, lengths)


@check("bidirectional", es="Con sumas acumuladas sale (1, 6), (3, 5), (6, 3), (0, 0)")
def test_bidirectional_on_paper(student: Student) -> None:
    """Running sums give (1, 6), (3, 5), (6, 3), (0, 0)."""
    student.run(running_sums, PAPER, THREE).matches_reference()


@check(
    "bidirectional",
    after=test_bidirectional_on_paper,
    es="bidirectional sirve para varias secuencias de distintas longitudes",
)
def test_bidirectional_rows(student: Student, rng: np.random.Generator) -> None:
    """bidirectional works for several sequences of different lengths."""
    x = rng.integers(-9, 10, (3, 5, 2)).astype(np.float64)
    student.run(two_speeds, x, np.array([2, 5, 1])).matches_reference()
    student.run(two_speeds, x, np.array([3, 1, 4])).matches_reference()


@check("last_states", es="El último estado de cada capa: 6 y 6 en el ejemplo resuelto")
def test_last_on_paper(student: Student) -> None:
    """Each layer's last state: 6 and 6 in the worked example."""
    outputs = np.array([[[1.0, 6.0], [3.0, 5.0], [6.0, 3.0], [0.0, 0.0]]])
    student.last_states(outputs, THREE).matches_reference()
    rows = np.arange(24.0).reshape(2, 3, 4)
    student.last_states(rows, np.array([1, 2])).matches_reference()


@probe
def two_pairs(student: Any, x: torch.Tensor, lengths: torch.Tensor) -> Any:
    """Two pairs: the lower adds up; the upper adds up, too, and one of its layers changes signs."""

    def adds_up(x: torch.Tensor) -> torch.Tensor:
        return x.cumsum(1)

    def takes_off(x: torch.Tensor) -> torch.Tensor:
        return -x.cumsum(1)

    return student.stack([(adds_up, adds_up), (adds_up, takes_off)], x, lengths)


@check("stack", es="El par de arriba lee las dos mitades del de abajo")
def test_stack_on_paper(student: Student) -> None:
    """The upper pair reads both halves of the lower one."""
    # The lower pair gives (1, 6), (3, 5), (6, 3); the sums of these from the left are
    # (1, 6), (4, 11), (10, 14), and those from the right (10, 14), (9, 8), (6, 3).
    student.run(two_pairs, PAPER, THREE).matches_reference()


@probe
def sums_backward(student: Any, dout: torch.Tensor, lengths: torch.Tensor) -> Any:
    """The way back through two layers that add up what they read."""

    def later(dh: torch.Tensor) -> torch.Tensor:
        return dh.flip(1).cumsum(1).flip(1)

    return student.bidirectional_backward(dout, lengths, later, later)


@check("bidirectional_backward", es="El ejemplo resuelto da los gradientes 16, 35, 63, 0")
def test_backward_on_paper(student: Student) -> None:
    """The worked example gives the gradients 16, 35, 63, 0."""
    dout = np.array([[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [7.0, 70.0]]])
    student.run(sums_backward, dout, THREE).matches_reference()


@check(
    "bidirectional_backward",
    after=test_backward_on_paper,
    es="bidirectional_backward sirve para varias secuencias",
)
def test_backward_rows(student: Student, rng: np.random.Generator) -> None:
    """bidirectional_backward works for several sequences."""
    dout = rng.integers(-9, 10, (3, 4, 2)).astype(np.float64)
    student.run(sums_backward, dout, np.array([2, 4, 1])).matches_reference()


@check("masked_bce", es="Con logits 0 la pérdida es ln 2, sin contar el relleno")
def test_loss_on_paper(student: Student) -> None:
    """With logits of 0 the loss is ln 2, and padding does not count."""
    logits = np.array([[0.0, 0.0, 5.0], [0.0, -5.0, 5.0]])
    targets = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    student.masked_bce(logits, targets, np.array([2, 1])).matches_reference()


@check("masked_bce", es="La media es sobre todas las letras juntas, y ±1000 no la rompe")
def test_loss_large(student: Student) -> None:
    """The mean is over all letters together, and ±1000 does not break it."""
    # The losses of the letters are 0, 0 and 0, then 1000: together 250, word by word 500.
    logits = np.array([[1000.0, -1000.0, 1000.0], [-1000.0, 0.0, 0.0]])
    targets = np.array([[1.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    student.masked_bce(logits, targets, np.array([3, 1])).matches_reference()


@probe
def loss_and_slope(student: Any, z: torch.Tensor, y: torch.Tensor, L: torch.Tensor) -> Any:
    """The loss, its gradient with respect to the logits, and what is left of the arguments."""
    z.requires_grad_(True)
    mean = student.masked_bce(z, y, L)
    [slope] = torch.autograd.grad(mean, z)
    return {"loss": mean, "slope": slope, "left": [z, y, L]}


@check("masked_bce", es="masked_bce se deriva respecto a los logits y no cambia sus argumentos")
def test_loss_gradient(student: Student) -> None:
    """masked_bce can be differentiated in the logits, and leaves its arguments as they were."""
    # Of two real letters: half of σ(-ln 3) - 1, and half of σ(ln 3) - 0. Neither is 0, where the
    # slope of |z| is a matter of taste.
    logits, targets = np.log(3) * np.array([[-1.0, 1.0, 2.0]]), np.array([[1.0, 0.0, 0.0]])
    student.run(loss_and_slope, logits, targets, np.array([2])).matches_reference()


@probe
def train_and_predict(student: Any, data: Any, ids: torch.Tensor, lengths: torch.Tensor) -> Any:
    """The logits of a briefly trained model, those with three more columns, and its losses."""
    model, losses = student.train_restorer(*data, 24, 150, 48, 0.02, 1)
    with torch.no_grad():
        logits = model(ids, lengths)
        wide = model(nn.functional.pad(ids, (0, 3)), lengths)
    return {
        "logits": logits.double(),
        "wide": wide.double(),
        "losses": torch.tensor([float(each) for each in losses]).double(),
    }


def as_numbers(words: list[str], T: int) -> tuple[Array, Array, Array]:
    """ids, lengths and marks of words, on T columns."""
    plain = dict(zip("áéíóúüñ", "aeiouun", strict=True))
    ids, marks = np.zeros((len(words), T), np.int64), np.zeros((len(words), T), np.float32)
    for row, word in enumerate(words):
        for t, letter in enumerate(word):
            ids[row, t] = ord(plain.get(letter, letter)) - ord("a") + 1
            marks[row, t] = letter in plain
    return ids, np.array([len(word) for word in words]), marks


@check("train_restorer", retries=2, es="Un entrenamiento corto devuelve muchas tildes")
def test_short_training(student: Student, data: TopicData) -> None:
    """A short training puts many of the marks back."""
    listed = data.text("words.txt").split()
    test_words = listed[::8]
    known = [word for number, word in enumerate(listed) if number % 8]
    ids, lengths, marks = as_numbers(test_words, 15)
    trained = student.run(train_and_predict, list(as_numbers(known, 15)), ids, lengths)
    logits, wide, losses = (trained.array(part) for part in ("logits", "wide", "losses"))
    expect(logits.shape == (len(ids), 15) and losses.shape == (150,))
    real = np.arange(15) < lengths[:, None]
    # How much padding there is makes no difference to the letters.
    expect(wide.shape == (len(ids), 18))
    expect(np.abs(wide[:, :15] - logits)[real].max() < 1e-4)
    mean = (np.logaddexp(0, logits) - marks * logits)[real].mean()
    accents = dict(zip("aeioun", "áéíóúñ", strict=True))
    given, got = [], []
    for row, L in zip(range(0, len(ids), 90), lengths[::90], strict=True):
        letters = [chr(ord("a") + number - 1) for number in ids[row, :L]]
        given.append("".join(letters))
        pairs = zip(letters, logits[row, :L] > 0, strict=True)
        got.append("".join(accents.get(c, c) if marked else c for c, marked in pairs))
    # A guess by the letter alone scores 0.22; the reference scores 0.10 to 0.12.
    expect_below(float(mean), 0.16, curve=losses, picture=texts(got, test_words[::90], given))
