# /// wrong answer
# check = "test_forward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# h0 of the caller holds other numbers after your function: something writes into it in place. Work
# on new tensors."""
# hint.es = """
# h0 de quien llama tiene otros números después de tu función: algo escribe en él. Trabaja con
# tensores nuevos."""
# ///
"""The first state of the caller is overwritten with the last one."""


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0.clone()
    hs = []
    for x_t in x.unbind(dim=1):
        h = rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    with torch.no_grad():
        h0.copy_(h)
    return torch.stack(hs, dim=1)
