# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The backward half is still in reverse order: at letter t it must belong to letter t."""
# hint.es = """
# La mitad hacia atrás sigue al revés: en la letra t debe corresponder a la letra t."""
# ///
"""The states of the backward layer are not turned back."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = backward_layer(reverse_sequences(x, lengths))
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
