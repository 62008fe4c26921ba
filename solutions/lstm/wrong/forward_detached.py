# /// wrong answer
# check = "test_forward_gradients"
# kind = "wrong_gradient"
# hint.en = """
# The values are right, but the cell state is cut off from the graph between steps. Look for
# .detach(), .data or torch.tensor(…) in the loop."""
# hint.es = """
# Los valores son correctos, pero el estado de la celda queda cortado del grafo entre pasos. Busca
# .detach(), .data o torch.tensor(…) en el bucle."""
# ///
"""The cell state is cut off from the graph between steps."""


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    h, c = h0, c0
    hs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        h_next, c_next = lstm_step(x_t, h, c, Wx, Wh, b)
        if lengths is None:
            h, c = h_next, c_next if t == 0 else c_next.detach()
            hs.append(h)
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
