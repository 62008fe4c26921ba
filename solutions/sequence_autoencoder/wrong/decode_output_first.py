# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "An output is made of the state before the cell was called; it is made of the new one."
# hint.es = "La salida sale del estado de antes de llamar a la celda; debe salir del nuevo."
# ///
"""Outputs of the old state."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        output = h @ Wo + bo
        outputs.append(output)
        h = cell(output, h)
    return torch.cat(outputs, dim=1)
