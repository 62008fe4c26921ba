# /// wrong answer
# check = "test_backward_scales"
# kind = "wrong_value"
# hint.en = """
# This is what differences of values give. Beside large numbers they lose the digits of small ones,
# whatever the step. Asked for are the formulas."""
# hint.es = """
# Esto es lo que dan las diferencias de valores. Junto a números grandes pierden las cifras de los
# pequeños, sea cual sea el paso. Se piden las fórmulas."""
# ///
"""Differences of values on both sides."""


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    dtype, step = x.dtype, 2e-5
    x, layers = x.clone().double(), [(W.clone().double(), b.clone().double()) for W, b in layers]

    def slopes(tensor: Tensor) -> Tensor:
        found = torch.zeros_like(tensor)
        for place in range(tensor.numel()):
            entry = tensor.view(-1)[place : place + 1]
            before = entry.clone()
            entry.copy_(before + step)
            above = network_forward(x, layers)
            entry.copy_(before - step)
            below = network_forward(x, layers)
            entry.copy_(before)
            found.view(-1)[place] = (dlogits * (above - below)).sum() / (2 * step)
        return found.to(dtype)

    return slopes(x), [(slopes(W), slopes(b)) for W, b in layers]
