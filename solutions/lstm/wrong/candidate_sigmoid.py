# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your candidate g goes through a sigmoid, so it can only add to the cell, never take away. Three of
# the four blocks are gates; g is not."""
# hint.es = """
# Tu candidato g pasa por una sigmoide, así que solo puede sumar a la celda, nunca restar. Tres de
# los cuatro bloques son compuertas; g no lo es."""
# ///
"""The candidate goes through a sigmoid."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.sigmoid(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
