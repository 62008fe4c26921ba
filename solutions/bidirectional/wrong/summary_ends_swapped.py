# /// wrong answer
# check = "test_last_values"
# kind = "wrong_value"
# hint.en = """
# You read the forward layer at the first letter and the backward layer at the last: each has read
# everything at its other end."""
# hint.es = """
# Leíste la capa hacia delante en la primera letra y la de hacia atrás en la última: cada una lo
# ha leído todo en su otro extremo."""
# ///
"""The places of the two halves are swapped."""


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.shape[2] // 2
    ends = outputs[torch.arange(len(outputs)), lengths - 1]
    return torch.cat([outputs[:, 0, :H], ends[:, H:]], dim=1)
