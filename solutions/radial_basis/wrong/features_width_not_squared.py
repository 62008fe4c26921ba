# /// wrong answer
# check = "test_features"
# kind = "wrong_value"
# hint.en = """
# You divide by 2σ, the width itself, where 2σ² is asked for. How wide is a bump when all distances
# and σ are twice as large? It should answer the same."""
# hint.es = """
# Divides entre 2σ, el ancho mismo, donde se pide 2σ². ¿Qué ancho tiene una campana si todas las
# distancias y σ se duplican? Debería responder lo mismo."""
# ///
"""The width where its square belongs."""


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    return torch.exp(-squared_distances(X, C) / (2 * sigma))
