# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = "You draw random numbers of your own; those to use are given."
# hint.es = "Sorteas números aleatorios propios; los que hay que usar vienen dados."
# ///
"""torch.multinomial."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    return (logits.double() / tau).softmax(dim=1).multinomial(1)[:, 0]
