# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = """
# The outputs come back in the wrong order: return them as they were written. Turning round is the
# next exercise."""
# hint.es = """
# Las salidas vuelven al revés: devuélvelas como se escribieron. Darles la vuelta es el ejercicio
# siguiente."""
# ///
"""Outputs reversed."""


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
    return torch.cat(outputs[::-1], dim=1)
