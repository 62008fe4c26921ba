# /// wrong answer
# check = "test_angle_values"
# kind = "wrong_value"
# hint.en = "This is the cosine of the angle, not yet the angle."
# hint.es = "Esto es el coseno del ángulo, todavía no el ángulo."
# ///
"""The cosine is returned."""


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, _ = torch.linalg.qr(A)
    QB, _ = torch.linalg.qr(B)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return cosines[-1].clamp(max=1.0)
