# /// wrong answer
# check = "test_mean_gradients"
# kind = "no_gradient"
# hint.en = "The graph is cut: no gradient reaches the states."
# hint.es = "El grafo se corta: ningún gradiente llega a los estados."
# ///
"""The states are detached."""


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states.detach(), 0).sum(dim=1) / lengths[:, None]
