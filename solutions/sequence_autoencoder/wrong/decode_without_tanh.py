# /// wrong answer
# check = "test_decode"
# kind = "wrong_value"
# hint.en = "The first state is a tanh of the code's linear map."
# hint.es = "El primer estado es una tanh de la aplicación lineal del código."
# ///
"""No tanh."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = z @ Wh + bh
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output, h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
