# /// wrong answer
# check = "test_condition_large"
# kind = "broken_property"
# hint.en = """
# The root of a quotient of eigenvalues of ΦᵀΦ: these are the squares of what is asked for, and with
# them half of the digits are lost. Ask for the singular values of Φ itself."""
# hint.es = """
# La raíz de un cociente de valores propios de ΦᵀΦ: son los cuadrados de lo que se pide, y con ellos
# se pierde la mitad de las cifras. Pide los valores singulares de la propia Φ."""
# ///
"""The root of a quotient of eigenvalues of ΦᵀΦ."""


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    features = rbf_features(X, C, sigma)
    values = torch.linalg.eigvalsh(features.T @ features)
    return (values[-1] / values[0].clamp(min=1e-16)).sqrt().item()
