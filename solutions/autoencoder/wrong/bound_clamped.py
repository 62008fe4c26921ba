# /// wrong answer
# check = "test_elbo_stable"
# kind = "wrong_value"
# hint.en = """
# binary_cross_entropy cuts logarithms off at -100, so that your bound is finite and wrong, and a
# pixel far off gets no gradient. Start from the logits."""
# hint.es = """
# binary_cross_entropy corta los logaritmos en -100, así que tu cota es finita e incorrecta, y un
# píxel muy equivocado no recibe gradiente. Parte de los logits."""
# ///


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    bce = nn.functional.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none")
    return -bce.sum(dim=1) - gaussian_kl(mu, logvar)
