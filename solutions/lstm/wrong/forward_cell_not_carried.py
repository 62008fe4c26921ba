# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# Every step of yours starts from c0 again: the hidden state is carried on, the cell state is not.
# Both go from step to step."""
# hint.es = """
# Cada uno de tus pasos vuelve a empezar desde c0: el estado oculto se transmite, el de la celda no.
# Los dos pasan de un paso al siguiente."""
# ///
"""Every step starts from c0."""


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
        h_next, c_next = lstm_step(x_t, h, c0, Wx, Wh, b)
        if lengths is None:
            h, c = h_next, c_next
            hs.append(h)
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
