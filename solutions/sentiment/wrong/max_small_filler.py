# /// wrong answer
# check = "test_max_sizes"
# kind = "wrong_value"
# hint.en = """
# Some states are below the number that you fill the padding with: only minus infinity is below
# all."""
# hint.es = """
# Algunos estados son menores que el número con el que llenas el relleno: solo menos infinito es
# menor que todos."""
# ///
"""Padding is -1e9."""


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, -1e9).amax(dim=1)
