# /// wrong answer
# check = "test_angle_values"
# kind = "wrong_value"
# hint.en = "Your angle is in degrees. Asked for are radians."
# hint.es = "Tu ángulo está en grados. Se piden radianes."
# ///
"""The angle is in degrees."""


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, _ = torch.linalg.qr(A)
    QB, _ = torch.linalg.qr(B)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return torch.rad2deg(torch.acos(cosines[-1].clamp(max=1.0)))
