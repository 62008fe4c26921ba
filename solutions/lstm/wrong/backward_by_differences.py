# /// wrong answer
# check = "test_backward_one_step"
# kind = "wrong_value"
# hint.en = """
# This is what differences of values give, with a step of 1e-5. Beside large numbers they lose the
# digits of small ones, whatever the step. Asked for are the formulas."""
# hint.es = """
# Esto es lo que dan las diferencias de valores, con un paso de 1e-5. Junto a números grandes pierden
# las cifras de los pequeños, sea cual sea el paso. Se piden las fórmulas."""
# ///
"""The difference of the loss on both sides, entry by entry."""


def lstm_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, c0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    gradients = []
    for value in (x, h0, c0, Wx, Wh, b):
        gradient = torch.zeros_like(value)
        for i in range(value.numel()):
            entry = value.view(-1)[i].item()
            value.view(-1)[i] = entry + 1e-5
            above = lstm_forward(x, h0, c0, Wx, Wh, b)[0]
            value.view(-1)[i] = entry - 1e-5
            below = lstm_forward(x, h0, c0, Wx, Wh, b)[0]
            value.view(-1)[i] = entry
            gradient.view(-1)[i] = (dhs * (above - below)).sum() / 2e-5
        gradients.append(gradient)
    return tuple(gradients)
