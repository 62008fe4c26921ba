"""The public checks of the sequence autoencoder topic: small inputs, to be followed on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import Student, TopicData, check, expect, expect_below, lines, probe

if TYPE_CHECKING:
    import torch

Array = np.ndarray


@check("windows", es="windows da las tres ventanas del enunciado")
def test_three_windows(student: Student) -> None:
    """windows gives the statement's three windows."""
    student.windows(np.array([3.0, 1, 4, 1, 5, 9, 2]), 3, 2).matches_reference()


@check("windows", es="Una serie justa da una ventana; con tamaños 1, todos los pares de vecinos")
def test_few_windows(student: Student) -> None:
    """A series just long enough gives one window; with sizes of 1, all pairs of neighbours."""
    student.windows(np.array([2.0, 7, 1, 8]), 3, 1).matches_reference()
    student.windows(np.array([2.0, 7, 1, 8]), 1, 1).matches_reference()


@check("standardise", es="Con train (1, 3), (2, 5) se convierte en (0, 3)")
def test_one_and_three(student: Student) -> None:
    """For train (1, 3), (2, 5) becomes (0, 3)."""
    student.standardise(np.array([1.0, 3]), np.array([2.0, 5])).matches_reference()
    student.standardise(np.array([2.0, 2, 8]), np.array([1.0])).matches_reference()


@check("standardise", es="standardise conserva las cifras lejos de cero")
def test_far_from_zero(student: Student) -> None:
    """standardise keeps the digits far from zero."""
    far = 2.0**22
    student.standardise(far + np.array([1.0, 3]), far + np.array([2.0, 5])).matches_reference()


@probe
def doubled(student: Any, x: torch.Tensor, h0: torch.Tensor, Wz: torch.Tensor, bz: Any) -> Any:
    """The code with the cell 2 h + x, as in the statement's example."""
    return student.encode(x, lambda each, h: 2 * h + each, h0, Wz, bz)


@check("encode", es="El código del ejemplo es 15")
def test_code_on_paper(student: Student) -> None:
    """The code of the example is 15."""
    one = np.ones((1, 1))
    student.run(doubled, np.array([[1.0, 0, 2]]), one, one, np.ones(1)).matches_reference()


@check("encode", es="encode sirve para varias series y códigos de varios números")
def test_codes(student: Student) -> None:
    """encode works for several series, and codes of several numbers."""
    x, h0 = np.array([[1.0, 0, 2, -1], [0.5, 3, 0, 1]]), np.array([[0.0, 1, -1], [2.0, 0, 0.5]])
    Wz = np.array([[1.0, 2], [0, -1], [3, 0.5]])
    student.run(doubled, x, h0, Wz, np.array([0.5, -1])).matches_reference()


@probe
def code_slopes(student: Any, x: torch.Tensor) -> Any:
    """The gradient of the code 4 x_0 + 2 x_1 + x_2 with respect to x."""
    x.requires_grad_(True)
    one = torch.ones(1, 1, dtype=x.dtype)
    z = student.encode(x, lambda each, h: 2 * h + each, one, one, one[0])
    return torch.autograd.grad(z.sum(), x, materialize_grads=True)[0]


@check("encode", after=test_code_on_paper, es="El gradiente llega a cada hora: 4, 2 y 1")
def test_code_gradient(student: Student) -> None:
    """The gradient reaches every hour: 4, 2 and 1."""
    student.run(code_slopes, np.array([[1.0, 0, 2]])).matches_reference()


@probe
def summed(student: Any, z: torch.Tensor, steps: int, weights: Any) -> Any:
    """What is decoded with the cell h + x, as in the statement's example."""
    return student.decode(z, steps, lambda each, h: h + each, *weights)


@check("decode", es="Las salidas del ejemplo son 1.6, 3.2 y 6.4")
def test_outputs_on_paper(student: Student) -> None:
    """The outputs of the example are 1.6, 3.2 and 6.4."""
    one = np.ones((1, 1))
    weights = [one, np.zeros(1), one, np.ones(1)]
    student.run(summed, np.array([[math.log(2)]]), 3, weights).matches_reference()


@check("decode", es="decode sirve para varios códigos, y para un solo paso")
def test_outputs(student: Student) -> None:
    """decode works for several codes, and for a single step."""
    z = np.array([[1.0, -0.5], [0.0, 2]])
    weights = [
        np.array([[0.5, 1, -1], [0.2, 0, 0.4]]),
        np.array([0.1, -0.2, 0.3]),
        np.array([[0.5], [-1], [0.25]]),
        np.array([0.3]),
    ]
    student.run(summed, z, 4, weights).matches_reference()
    student.run(summed, z, 1, weights).matches_reference()


@probe
def written_backwards(student: Any, x: torch.Tensor) -> Any:
    """The reconstruction by a decoder that writes 0, 1, 2 … behind the first number of a row."""

    def decode(z: Any, steps: int) -> Any:
        return 10 * z + torch.arange(steps, dtype=x.dtype)

    return student.reconstruct(x, lambda given: given[:, :1], decode)


@check("reconstruct", es="De lo que se escribe 0, 1, 2 sale 2, 1, 0, en cada fila")
def test_turned_round(student: Student) -> None:
    """What is written 0, 1, 2 comes out 2, 1, 0, in every row."""
    student.run(written_backwards, np.array([[1.0, 7, 7], [4.0, 7, 7]])).matches_reference()
    student.run(written_backwards, np.array([[3.0]])).matches_reference()


@check("sequence_loss", es="La pérdida del ejemplo es 3.2")
def test_loss_on_paper(student: Student) -> None:
    """The loss of the example is 3.2."""
    recon, x = np.array([[1.0, 2]]), np.array([[3.0, 4]])
    pred, y = np.zeros((1, 3)), np.array([[3.0, 0, 0]])
    student.sequence_loss(recon, x, pred, y, 0.2).matches_reference()


# The statement's example of a linear forecast, with means of its own.
PAST = np.array([[2.0, 0], [-2, 0], [0, 1], [0, -1]])
FUTURE = np.array([[2.0, 0], [-2, 0], [0, 3], [0, -3]])


@check("linear_forecaster", es="Sin límite de rango, W es [[1, 0], [0, 3]]; con ridge, menos")
def test_full_rank(student: Student) -> None:
    """Without a limit on the rank, W is [[1, 0], [0, 3]]; with a ridge, less."""
    for ridge in [0.0, 0.5]:
        student.linear_forecaster(PAST, FUTURE, 2, ridge).matches_reference()
        student.linear_forecaster(
            PAST + 1, FUTURE + np.array([5.0, 0]), 2, ridge
        ).matches_reference()


@check("linear_forecaster", es="Con un solo número, se conserva el que más dice del futuro")
def test_one_number(student: Student) -> None:
    """With a single number, the one that says most about the future is kept."""
    for ridge in [0.0, 0.5]:
        student.linear_forecaster(PAST, FUTURE, 1, ridge).matches_reference()


@probe
def short_training(student: Any, x: torch.Tensor, y: torch.Tensor, days: torch.Tensor) -> Any:
    """Reconstructions and forecasts of days by a trained model, and its losses."""
    model, losses = student.train_forecaster(x, y, 32, 8, 120, 48, 0.015, 3)
    model.eval()
    with torch.no_grad():
        recon, pred = model(days)
    return {
        "recon": recon.double(),
        "pred": pred.double(),
        "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
    }


@check(
    "train_forecaster",
    retries=2,
    es="Un entrenamiento corto reconstruye un día y predice el siguiente",
)
def test_short_training(student: Student, data: TopicData) -> None:
    """A short training reconstructs a day and forecasts the next one."""
    series = data.array("demand.npy").reshape(-1, 4).mean(axis=1)
    series = (series - series.mean()) / series.std()
    days = np.stack([series[i : i + 24] for i in range(len(series) - 23)]).astype(np.float32)
    # Every fifth window is kept to try it on, out of all weeks: a summer's end is like no other.
    kept = np.arange(len(days)) % 5 == 2
    seen, new = days[~kept], days[kept]
    answer = student.run(short_training, seen[:, :12], seen[:, 12:], new[:, :12])
    recon, pred = answer.array("recon"), answer.array("pred")
    expect(recon.shape == pred.shape == (len(new), 12))
    expect(answer.array("losses").shape == (120,))
    both = np.concatenate([recon, pred], axis=1)
    shown = lines(both[10], new[10].astype(np.float64))
    # Yesterday once more has 0.3 for the forecast alone; the mean alone 2 for both.
    squares = (both - new) ** 2
    expect_below(2 * squares.mean(), 0.9, curve=answer["losses"], picture=shown)
