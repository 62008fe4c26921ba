# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "Every row gives the same: the code is not used."
# hint.es = "Todas las filas dan lo mismo: el código no se usa."
# ///
"""The code is not used."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(0 * z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
