# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# Your sequences start from zeros whatever h0 and c0 are. The states before the first step are
# arguments."""
# hint.es = """
# Tus secuencias empiezan en ceros sean cuales sean h0 y c0. Los estados antes del primer paso son
# argumentos."""
# ///
"""The sequence starts from zeros."""


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    h, c = torch.zeros_like(h0), torch.zeros_like(c0)
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
    return torch.stack(hs, dim=1), h, c
