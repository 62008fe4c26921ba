# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "The first input is 0."
# hint.es = "La primera entrada es 0."
# ///
"""The first input is 1."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_ones(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
