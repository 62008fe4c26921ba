# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "The bias of the output is missing."
# hint.es = "Falta el sesgo de la salida."
# ///
"""No output bias."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, h)
        output = h @ Wo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
