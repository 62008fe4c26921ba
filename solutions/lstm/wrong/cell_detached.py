# /// wrong answer
# check = "test_step_gradients"
# kind = "no_gradient"
# hint.en = """
# The values are right, but no gradient goes back to the cell state. Look for .detach(), .data,
# .item(), torch.tensor(…) or no_grad on its way."""
# hint.es = """
# Los valores son correctos, pero ningún gradiente vuelve al estado de la celda. Busca .detach(),
# .data, .item(), torch.tensor(…) o no_grad en su camino."""
# ///
"""The cell state is cut off from the graph."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c.detach() + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
