# /// wrong answer
# check = "test_critic_loss"
# kind = "wrong_value"
# hint.en = """
# You average the logits, and judge the mean. Each patch has a verdict of its own: the loss
# first, then the mean."""
# hint.es = """
# Promedias los logits y juzgas la media. Cada parche tiene su propio veredicto: primero la
# pérdida, después la media."""
# ///
"""Logits are averaged first."""


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return F.softplus(-real.mean()) + F.softplus(fake.mean())
