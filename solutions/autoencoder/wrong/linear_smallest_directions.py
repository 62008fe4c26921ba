# /// wrong answer
# check = "test_linear_reconstructions"
# kind = "wrong_value"
# hint.en = """
# You keep the directions in which the points vary least. Look up in which order svd, or eigh, gives
# its values: they are not the same."""
# hint.es = """
# Conservas las direcciones en las que los puntos menos varían. Mira en qué orden da sus valores
# svd, o eigh: no es el mismo."""
# ///


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = x.mean(dim=0)
    _, _, Vh = torch.linalg.svd(x - mean, full_matrices=False)
    We = Vh[-k:].T
    return We, -mean @ We, We.T, mean
