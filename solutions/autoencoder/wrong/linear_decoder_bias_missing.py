# /// wrong answer
# check = "test_linear_reconstructions"
# kind = "wrong_value"
# hint.en = """
# Your reconstructions are centred on the origin: the mean that is taken away before coding is not
# put back. Which bias does that?"""
# hint.es = """
# Tus reconstrucciones están centradas en el origen: la media que se quita antes de codificar no se
# vuelve a sumar. ¿Qué sesgo hace eso?"""
# ///


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = x.mean(dim=0)
    _, _, Vh = torch.linalg.svd(x - mean, full_matrices=False)
    We = Vh[:k].T
    return We, -mean @ We, We.T, torch.zeros_like(mean)
