# /// wrong answer
# check = "test_critic_loss"
# kind = "wrong_value"
# hint.en = "This is half of what is asked for: here the two means are added, as they are."
# hint.es = "Esto es la mitad de lo que se pide: aquí las dos medias se suman tal cual."
# ///
"""Half of it."""


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    return (F.softplus(-real).mean() + F.softplus(fake).mean()) / 2
