# /// wrong answer
# check = "test_decode_gradients"
# kind = "wrong_value"
# hint.en = "No gradient goes back through the outputs that are fed back."
# hint.es = "Ningún gradiente vuelve por las salidas que se realimentan."
# ///
"""What is fed back is detached."""


def decode(
    z: Tensor, steps: int, cell: Cell, Wh: Tensor, bh: Tensor, Wo: Tensor, bo: Tensor
) -> Tensor:
    h = torch.tanh(z @ Wh + bh)
    output = z.new_zeros(len(z), 1)
    outputs = []
    for _ in range(steps):
        h = cell(output.detach(), h)
        output = h @ Wo + bo
        outputs.append(output)
    return torch.cat(outputs, dim=1)
