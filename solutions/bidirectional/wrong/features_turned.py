# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# For the backward layer you turned the features round, not the steps."""
# hint.es = """
# Para la capa hacia atrás invertiste las características, no los pasos."""
# ///
"""The features are turned round for the backward layer."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = backward_layer(x.flip(2)).flip(2)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
