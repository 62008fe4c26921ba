# /// wrong answer
# check = "test_reverse_gradients"
# kind = "no_gradient"
# hint.en = """
# Your answer is cut off from x: a copy through detach, numpy or torch.tensor carries no gradient."""
# hint.es = """
# Tu respuesta está desconectada de x: una copia con detach, numpy o torch.tensor no lleva
# gradiente."""
# ///
"""The answer is detached."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    turned = x.detach().clone()
    for row, length in enumerate(lengths.tolist()):
        turned[row, :length] = x[row, :length].flip(0).detach()
    return turned
