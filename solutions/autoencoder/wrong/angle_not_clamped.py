# /// wrong answer
# check = "test_angle_bases"
# kind = "not_finite"
# ///


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, _ = torch.linalg.qr(A)
    QB, _ = torch.linalg.qr(B)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return torch.acos(cosines[-1])
