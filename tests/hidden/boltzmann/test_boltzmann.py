"""The hidden suite of boltzmann."""

import numpy as np

from autograder.suite import Student, check


@check("double", es="double devuelve el doble de la entrada, sea cual sea su forma")
def test_values(student: Student, rng: np.random.Generator) -> None:
    """double returns twice its input, whatever its shape."""
    for shape in [(3,), (2, 5), (1, 3, 2)]:
        student.double(rng.standard_normal(shape)).matches_reference()


@check("double", after=test_values, es="Los gradientes atraviesan double")
def test_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients flow through double."""
    student.double.gradients(rng.standard_normal((2, 3))).matches_reference()
