# /// wrong answer
# check = "test_last_gradients"
# kind = "no_gradient"
# hint.en = """
# No gradient goes back from your summary: a detach, numpy or torch.tensor cuts it off."""
# hint.es = """
# De tu resumen no vuelve ningún gradiente: un detach, numpy o torch.tensor lo desconecta."""
# ///
"""The summary is detached."""


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.shape[2] // 2
    ends = outputs[torch.arange(len(outputs)), lengths - 1]
    return torch.cat([ends[:, :H], outputs[:, 0, H:]], dim=1).detach()
