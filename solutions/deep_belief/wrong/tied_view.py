# /// wrong answer
# check = "test_tied_copies"
# kind = "wrong_value"
# hint.en = """
# What you return is the memory of the machine below, W.T being a view of W: training the upper
# machine in place would move the lower one."""
# hint.es = """
# Lo que devuelves es la memoria de la máquina de abajo, pues W.T es una vista de W: entrenar en
# su sitio la de encima movería la inferior."""
# ///
"""Views of the machine below."""


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    return W.T, c, b
