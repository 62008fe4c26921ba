# /// wrong answer
# check = "test_linear_reconstructions"
# kind = "wrong_value"
# hint.en = """
# Your code is that of points round the origin: nothing in your network knows where the cloud lies.
# A linear autoencoder without biases has to spend directions on the mean."""
# hint.es = """
# Tu código es el de puntos alrededor del origen: nada en tu red sabe dónde está la nube. Un
# autocodificador lineal sin sesgos tiene que gastar direcciones en la media."""
# ///


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = torch.zeros_like(x[0])
    _, _, Vh = torch.linalg.svd(x - mean, full_matrices=False)
    We = Vh[:k].T
    return We, -mean @ We, We.T, mean
