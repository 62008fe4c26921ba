# /// wrong answer
# check = "test_linear_reconstructions"
# kind = "wrong_value"
# hint.en = """
# Your autoencoder may be right, but afterwards the caller's x is centred: -= and operations with an
# underscore at their end change the tensor that was handed in."""
# hint.es = """
# Tu autoencoder puede ser correcto, pero después la x de quien llama está centrada: -= y las
# operaciones que terminan en guion bajo cambian el tensor recibido."""
# ///
"""The points are centred in place."""


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = x.mean(dim=0)
    x -= mean
    _, _, Vh = torch.linalg.svd(x, full_matrices=False)
    We = Vh[:k].T
    return We, -mean @ We, We.T, mean
