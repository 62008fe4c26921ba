# /// wrong answer
# check = "test_elbo_values"
# kind = "wrong_value"
# hint.en = "The sigmoid is applied twice: once by you, and once more by what takes logits."
# hint.es = "La sigmoide se aplica dos veces: una por ti y otra por lo que recibe logits."
# ///


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    bce = nn.functional.binary_cross_entropy_with_logits(torch.sigmoid(logits), x, reduction="none")
    return -bce.sum(dim=1) - gaussian_kl(mu, logvar)
