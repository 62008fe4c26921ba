# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "Every step starts from the first state: it is not carried on."
# hint.es = "Cada paso parte del primer estado: no se lleva adelante."
# ///
"""The state is not carried."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    first = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, first)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
