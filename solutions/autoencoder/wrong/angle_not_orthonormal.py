# /// wrong answer
# check = "test_angle_values"
# kind = "wrong_value"
# hint.en = """
# You scale the columns to length 1 but leave them at an angle to each other. The singular values
# are cosines only when both bases are orthonormal."""
# hint.es = """
# Llevas las columnas a longitud 1, pero siguen formando ángulos entre sí. Los valores singulares
# son cosenos solo si las dos bases son ortonormales."""
# ///


def principal_angle(A: Tensor, B: Tensor) -> Tensor:
    QA, QB = A / A.norm(dim=0), B / B.norm(dim=0)
    cosines = torch.linalg.svdvals(QA.T @ QB)
    return torch.acos(cosines[-1].clamp(max=1.0))
