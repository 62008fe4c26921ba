# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "The output of the first step is part of the answer."
# hint.es = "La salida del primer paso forma parte de la respuesta."
# ///
"""The first output is dropped."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps + 1):
        h = cell(output, h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs[1:], dim=1)
