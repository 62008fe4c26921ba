# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = """
# A high temperature should make choices more even; yours makes them sharper: divide by tau."""
# hint.es = """
# Una temperatura alta debe igualar las opciones; la tuya las acentúa: divide entre tau."""
# ///
"""Multiplied by tau."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.double() * tau).softmax(dim=1)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
