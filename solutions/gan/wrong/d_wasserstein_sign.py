# /// wrong answer
# check = "test_d_wasserstein"
# kind = "wrong_value"
# hint.en = """
# The sign is the other way round: this is what the critic maximises. It wants real scores large and
# fake ones small, and what you return is minimised."""
# hint.es = """
# El signo está al revés: esto es lo que el crítico maximiza. Quiere puntuaciones grandes para lo
# real y pequeñas para lo falso, y lo que devuelves se minimiza."""
# ///
"""The critic's loss with the opposite sign."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return real.mean() - fake.mean()
    return F.softplus(-real).mean() + F.softplus(fake).mean()
