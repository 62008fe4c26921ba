# /// wrong answer
# check = "test_bidirectional_gradients"
# kind = "wrong_value"
# hint.en = """
# No gradient goes through the backward half: a detach, numpy or torch.tensor cuts it off."""
# hint.es = """
# Por la mitad hacia atrás no pasa ningún gradiente: un detach, numpy o torch.tensor la
# desconecta."""
# ///
"""The backward half is detached."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    turned = reverse_sequences(x, lengths).detach()
    behind = reverse_sequences(backward_layer(turned), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
