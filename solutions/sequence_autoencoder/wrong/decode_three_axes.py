# /// wrong answer
# check = "test_decode"
# kind = "wrong_shape"
# hint.en = "Return (N, steps): the last axis, of one number, is too much."
# hint.es = "Devuelve (N, steps): sobra el último eje, de un solo número."
# ///
"""(N, steps, 1)."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.stack(outputs, dim=1)
