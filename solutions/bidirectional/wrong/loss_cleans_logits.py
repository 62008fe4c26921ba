# /// wrong answer
# check = "test_loss_padding"
# kind = "wrong_value"
# hint.en = """
# logits of the caller hold zeros at the padding after your function: something writes into them
# in place."""
# hint.es = """
# Los logits de quien llama tienen ceros en el relleno después de tu función: algo escribe en
# ellos."""
# ///
"""The logits are cleared in place."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    loss = F.binary_cross_entropy_with_logits(logits[real], targets[real])
    with torch.no_grad():
        logits[~real] = 0
    return loss
