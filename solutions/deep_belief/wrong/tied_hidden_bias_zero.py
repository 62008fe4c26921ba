# /// wrong answer
# check = "test_tied_values"
# kind = "wrong_value"
# hint.en = """
# The hidden biases above are 0. Only with the visible biases from below does the stack believe
# what the machine believed."""
# hint.es = """
# Los sesgos ocultos de encima son 0. Solo con los sesgos visibles de abajo cree la pila lo que
# creía la máquina."""
# ///
"""The hidden biases begin at 0."""


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    return W.T.clone(), c.clone(), torch.zeros_like(b)
