"""The public checks of deepfake."""

import numpy as np

from autograder.suite import Student, check


@check("double", es="double devuelve el doble de la entrada")
def test_values(student: Student) -> None:
    """double returns twice its input."""
    student.double(np.array([1.0, -2.0, 0.5])).matches_reference()
