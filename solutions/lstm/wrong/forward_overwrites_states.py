# /// wrong answer
# check = "test_forward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# h0 and c0 of the caller hold other numbers after your function: something writes into them in
# place. Work on new tensors."""
# hint.es = """
# h0 y c0 de quien llama tienen otros números después de tu función: algo escribe en ellos.
# Trabaja con tensores nuevos."""
# ///
"""The first states of the caller are overwritten with the last ones."""


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    h, c = h0.clone(), c0.clone()
    hs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        h_next, c_next = lstm_step(x_t, h, c, Wx, Wh, b)
        if lengths is None:
            h, c = h_next, c_next
            hs.append(h)
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    with torch.no_grad():
        h0.copy_(h)
        c0.copy_(c)
    return torch.stack(hs, dim=1), h, c
