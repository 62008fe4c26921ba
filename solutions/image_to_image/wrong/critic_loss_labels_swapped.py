# /// wrong answer
# check = "test_critic_loss"
# kind = "wrong_value"
# hint.en = """
# Your critic is paid for calling true pictures false, and those of the translator true."""
# hint.es = """
# A tu crítico se le paga por llamar falsas a las imágenes verdaderas, y verdaderas a las del
# traductor."""
# ///
"""True is taken for false."""


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return F.softplus(real).mean() + F.softplus(-fake).mean()
