# /// wrong answer
# check = "test_last_values"
# kind = "wrong_value"
# hint.en = """
# The forward summary is read one step too late: step L is the first of the padding, the last real
# one is L - 1."""
# hint.es = """
# El resumen hacia delante se lee un paso tarde: el paso L es el primero del relleno, el último
# real es L - 1."""
# ///
"""Read at lengths instead of lengths - 1."""


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.shape[2] // 2
    ends = outputs[torch.arange(len(outputs)), lengths.clamp(max=outputs.shape[1] - 1)]
    return torch.cat([ends[:, :H], outputs[:, 0, H:]], dim=1)
