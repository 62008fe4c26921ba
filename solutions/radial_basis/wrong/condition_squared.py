# /// wrong answer
# check = "test_condition"
# kind = "wrong_value"
# hint.en = """
# This is the square of the condition number: the eigenvalues of ΦᵀΦ are the squares of the singular
# values of Φ."""
# hint.es = """
# Este es el cuadrado del número de condición: los valores propios de ΦᵀΦ son los cuadrados de los
# valores singulares de Φ."""
# ///
"""The quotient of eigenvalues of ΦᵀΦ, without the root."""


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    features = rbf_features(X, C, sigma)
    values = torch.linalg.eigvalsh(features.T @ features)
    return (values[-1] / values[0]).item()
