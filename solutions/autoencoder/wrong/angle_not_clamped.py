# /// wrong answer
# check = "test_angle_bases"
# kind = "not_finite"
# hint.en = """
# For one and the same subspace rounding makes a cosine a little larger than 1, and its arc cosine
# is nan."""
# hint.es = """
# Para un mismo subespacio el redondeo hace que un coseno sea algo mayor que 1, y su arcocoseno es
# nan."""
# ///


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, _ = torch.linalg.qr(A)
    QB, _ = torch.linalg.qr(B)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return torch.acos(cosines[-1])
