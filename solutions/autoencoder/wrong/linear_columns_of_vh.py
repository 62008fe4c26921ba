# /// wrong answer
# check = "test_linear_reconstructions"
# kind = "wrong_value"
# hint.en = """
# You take columns where the directions are rows: svd returns V transposed. For square matrices no
# shape tells you."""
# hint.es = """
# Tomas columnas donde las direcciones son filas: svd devuelve V traspuesta. Con matrices cuadradas
# ninguna forma te avisa."""
# ///


def linear_autoencoder(x: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    mean = x.mean(dim=0)
    _, _, Vh = torch.linalg.svd(x - mean, full_matrices=True)
    We = Vh[:, :k]
    return We, -mean @ We, We.T, mean
