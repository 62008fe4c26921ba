# /// wrong answer
# check = "test_forward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# h0 of the caller holds other numbers after your function: something writes into it in place.
# Work on new tensors."""
# hint.es = """
# h0 de quien llama tiene otros números después de tu función: algo escribe en él. Trabaja con
# tensores nuevos."""
# ///
"""The first state of the caller is overwritten with the last one."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0.clone()
    hs = []
    for x_t in x.unbind(dim=1):
        h = gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    with torch.no_grad():
        h0.copy_(h)
    return torch.stack(hs, dim=1)
