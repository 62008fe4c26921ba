# /// wrong answer
# check = "test_critic_loss_large"
# kind = "not_finite"
# ///
"""Sigmoid, then logarithm."""


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return -real.sigmoid().log().mean() - (1 - fake.sigmoid()).log().mean()
