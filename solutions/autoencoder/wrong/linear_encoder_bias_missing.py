# /// wrong answer
# check = "test_linear_reconstructions"
# kind = "wrong_value"
# hint.en = """
# The mean goes through your encoder and is added again by the decoder: part of it counts twice.
# What should the code of the mean itself be?"""
# hint.es = """
# La media pasa por tu codificador y el decodificador la suma otra vez: una parte cuenta doble.
# ¿Cuál debe ser el código de la media misma?"""
# ///


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = x.mean(dim=0)
    _, _, Vh = torch.linalg.svd(x - mean, full_matrices=False)
    We = Vh[:k].T
    return We, torch.zeros(k, dtype=x.dtype), We.T, mean
