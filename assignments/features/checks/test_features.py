"""The public checks of the topic on features from few labels: numbers to follow on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    check,
    expect,
    expect_arguments_kept,
    expect_equal,
    near_share,
    probe,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

# The network of the worked example, for pictures of two pixels.
PAPER_NET = [np.array([[1.0], [-1.0]]), np.zeros(1), np.array([[2.0, 2.0]]), np.array([1.0, 0.0])]


# --- split_rows -------------------------------------------------------------------------------


@probe
def a_few_deals(student: Any, y: torch.Tensor, numbers: Any, seeds: Any) -> Any:
    """What split_rows makes of each seed."""
    return [[*student.split_rows(y, *numbers, seed)] for seed in seeds]


@check(
    "split_rows", es="De 5 y 6 filas se etiqueta 1 de cada clase, y ninguna sirve para dos cosas"
)
def test_eleven_rows(student: Student) -> None:
    """Of 5 and 6 rows one of each class is labelled, and no row has two uses."""
    y = np.array([0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1])
    for dealt in student.run(a_few_deals, y, [1, 2, 2], [1, 2, 3]).matches_form().value:
        expect_equal(np.sort(np.concatenate(dealt)), np.arange(11))
        expect_equal(np.sort(y[dealt[0]]), np.array([0, 1]))
        expect([len(rows) for rows in dealt] == [2, 2, 2, 5])


@check(
    "split_rows",
    after=test_eleven_rows,
    es="También en datos ordenados todo se sortea, con la semilla",
)
def test_sorted_rows(student: Student) -> None:
    """In data that is sorted, too, lots are drawn for all, from the seed."""
    y = np.repeat([0, 1], 200)
    one, again, other = (
        [np.sort(rows) for rows in dealt]
        for dealt in student.run(a_few_deals, y, [60, 70, 70], [4, 4, 5]).matches_form().value
    )
    for place in range(4):
        expect_equal(one[place], again[place])
        expect(not np.array_equal(one[place], other[place]))
        # As often in the first half of each class as chance has it.
        early = int(np.sum(one[place] % 200 < 100))
        expect(near_share(early, len(one[place]), 0.5))


# --- standardise ------------------------------------------------------------------------------


@check("standardise", es="standardise da el (2, 1) del ejemplo")
def test_scale_on_paper(student: Student) -> None:
    """standardise gives the example's (2, 1)."""
    fit = np.array([[1.0, 5.0], [3.0, 5.0]])
    student.standardise(fit, np.array([[4.0, 6.0]])).matches_reference()
    student.standardise(fit, np.array([[4.0, 6.0], [0.0, 5.0], [2.0, 4.0]])).matches_reference()


@check(
    "standardise",
    after=test_scale_on_paper,
    es="Tres veces 0.1 es una columna constante; los argumentos quedan como estaban",
)
def test_scale_of_tenths(student: Student) -> None:
    """Three times 0.1 is a constant column; the arguments stay as they were."""
    fit = np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 6.0]])
    expect_arguments_kept(student, "standardise", fit, np.array([[0.1, 3.0], [1.1, 0.0]]))


# --- encode and reconstruction_loss -----------------------------------------------------------


@check("encode", es="El código del ejemplo es 0 y su pérdida 0.5")
def test_code_on_paper(student: Student) -> None:
    """The example's code is 0 and its loss 0.5."""
    page = np.array([[1.0, 1.0]])
    student.encode(page, PAPER_NET).matches_reference()
    student.reconstruction_loss(page, PAPER_NET).matches_reference()
    pages = np.array([[1.0, 1.0], [2.0, 1.0], [0.0, 3.0]])
    student.encode(pages, PAPER_NET).matches_reference()
    student.reconstruction_loss(pages, PAPER_NET).matches_reference()


# --- train_encoder ----------------------------------------------------------------------------


@check("train_encoder", es="Un paso de Adam mueve cada parámetro, y tres siguen al primero")
def test_few_steps(student: Student) -> None:
    """One step of Adam moves every parameter, and three go on from the first."""
    pages = np.tile([2.0, 1.5], (4, 1))
    for steps in (1, 3):
        student.train_encoder(pages, PAPER_NET, steps, 2, 0.1, 7).matches_reference()
    expect_arguments_kept(student, "train_encoder", pages, PAPER_NET, 2, 2, 0.1, 7)


@check(
    "train_encoder",
    after=test_few_steps,
    es="Con tasa 0 cada pérdida es la de una fila sorteada, y la semilla decide cuál",
)
def test_rows_of_steps(student: Student) -> None:
    """At rate 0 each loss is that of a row that was drawn, and the seed says of which."""
    pages = np.array([[1.0, 1.0], [3.0, 3.0], [6.0, 6.0]])  # of losses 0.5, 6.5 and 30.5
    one, again, other = (
        np.asarray(
            student.train_encoder(pages, PAPER_NET, 40, 1, 0.0, seed).matches_form().value[1]
        )
        for seed in (1, 1, 2)
    )
    expect_equal(np.unique(one.round(9)), np.array([0.5, 6.5, 30.5]))
    expect_equal(one, again)
    expect(not np.allclose(one, other))


# --- linear_probe -----------------------------------------------------------------------------


@check("linear_probe", es="linear_probe da los pesos ±1/4 y los sesgos 3/4 y 1/4 del ejemplo")
def test_probe_on_paper(student: Student) -> None:
    """linear_probe gives the example's weights ±1/4 and biases 3/4 and 1/4."""
    two, kinds = np.array([[0.0], [2.0]]), np.array([0, 1])
    student.linear_probe(two, kinds, 2, 2.0).matches_reference()
    student.linear_probe(two, kinds, 3, 1.0).matches_reference()


@check(
    "linear_probe",
    after=test_probe_on_paper,
    es="linear_probe sirve con más columnas que filas, y sus argumentos quedan como estaban",
)
def test_probe_of_three_columns(student: Student) -> None:
    """linear_probe works with more columns than rows, and its arguments stay as they were."""
    two = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 2.0]])
    expect_arguments_kept(student, "linear_probe", two, np.array([1, 0]), 2, 0.5)


# --- knn_predict ------------------------------------------------------------------------------


@check("knn_predict", es="knn_predict da 1, 0 y 1 con uno, dos y tres vecinos del ejemplo")
def test_neighbours_on_paper(student: Student) -> None:
    """knn_predict gives 1, 0 and 1 for one, two and three of the example's neighbours."""
    codes, kinds = np.array([[0.0], [2.0], [3.0], [7.0]]), np.array([1, 0, 1, 0])
    for k in (1, 2, 3):
        student.knn_predict(codes, kinds, np.array([[1.0]]), k).matches_reference()
    expect_arguments_kept(student, "knn_predict", codes, kinds, np.array([[6.0], [1.0]]), 2)


@check(
    "knn_predict",
    after=test_neighbours_on_paper,
    es="En el plano (3, 3) está más cerca que (0, 5), y se cuentan votos, no medias",
)
def test_neighbours_in_the_plane(student: Student) -> None:
    """In the plane (3, 3) is nearer than (0, 5), and votes are counted, not means."""
    codes, kinds = np.array([[0.0, 5.0], [3.0, 3.0], [9.0, 9.0]]), np.array([2, 9, 2])
    for k in (1, 2, 3):
        student.knn_predict(codes, kinds, np.zeros((1, 2)), k).matches_reference()


# --- balanced_accuracy ------------------------------------------------------------------------


@probe
def shares_in_turn(student: Any, pairs: Any) -> Any:
    """What balanced_accuracy says of each pair, and whether that is a float."""
    found = [student.balanced_accuracy(told, true) for told, true in pairs]
    return [[each, isinstance(each, float)] for each in found]


@check("balanced_accuracy", es="balanced_accuracy da 5/6 en el ejemplo, y 1/2 si siempre dice 0")
def test_balance_on_paper(student: Student) -> None:
    """balanced_accuracy gives 5/6 in the example, and 1/2 for always saying 0."""
    true = np.array([0, 0, 0, 1])
    pairs = [[np.array(told), true] for told in ([0, 0, 1, 1], [0, 0, 0, 0], [5, 0, 0, 1])]
    student.run(shares_in_turn, pairs).matches_reference()


# --- choose -----------------------------------------------------------------------------------


@probe
def one_of_three(student: Any, pages: torch.Tensor, true: torch.Tensor, last: torch.Tensor) -> Any:
    """What choose says of three functions, and which of them were shown a page of the last ones."""
    shown = [False, False, False]

    def above(number: int, bound: float) -> Any:
        def told(x: torch.Tensor) -> torch.Tensor:
            shown[number] |= bool((x == last.T).any())
            return (x[:, 0] > bound).long()

        return told

    index, labels = student.choose(
        [above(number, bound) for number, bound in enumerate([5.0, 2.0, 2.5])], pages, true, last
    )
    return [index, labels, shown]


@check("choose", es="De dos con tres aciertos gana el primero, y solo a él se le muestra la prueba")
def test_choice_on_paper(student: Student) -> None:
    """Of two with three right the first wins, and only that one is shown the test."""
    pages = np.array([[1.0], [3.0], [4.0], [9.0]])
    last = np.array([[2.2], [8.0], [1.5], [2.4], [0.0], [7.0]])
    student.run(one_of_three, pages, np.array([0, 1, 1, 0]), last).matches_reference()
