# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "Each step is fed the last output; yours is always fed zero."
# hint.es = "Cada paso recibe la última salida; los tuyos reciben siempre cero."
# ///
"""The output is not fed back."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(torch.zeros_like(output), h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
