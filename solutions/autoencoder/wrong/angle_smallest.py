# /// wrong answer
# check = "test_angle_values"
# kind = "wrong_value"
# hint.en = """
# This is the smallest principal angle: the two directions that agree best. Cosines fall where
# angles grow."""
# hint.es = """
# Este es el menor ángulo principal: el de las dos direcciones que más coinciden. Los cosenos bajan
# cuando los ángulos crecen."""
# ///


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, _ = torch.linalg.qr(A)
    QB, _ = torch.linalg.qr(B)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return torch.acos(cosines[0].clamp(max=1.0))
