# /// wrong answer
# check = "test_tied_values"
# kind = "wrong_shape"
# hint.en = """
# The biases stayed where they were. Turned upside down, what was visible below is hidden above:
# they change places, too."""
# hint.es = """
# Los sesgos se quedaron donde estaban. Puesta la máquina del revés, lo que abajo era visible es
# oculto arriba: ellos también cambian de lugar."""
# ///
"""The biases are not exchanged."""


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    return W.T.clone(), b.clone(), c.clone()
