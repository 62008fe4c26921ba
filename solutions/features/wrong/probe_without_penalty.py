# /// wrong answer
# check = "test_probe_values"
# kind = "wrong_value"
# hint.en = """
# Your map is that of least squares alone: what does l2 do in it?"""
# hint.es = """
# Tu función es la de los mínimos cuadrados a secas: ¿qué hace l2 en ella?"""
# ///
"""λ is not used."""


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    targets = functional.one_hot(y, classes).to(z.dtype)
    middle, share = z.mean(dim=0), targets.mean(dim=0)
    off = z - middle
    A = torch.linalg.pinv(off) @ (targets - share)
    return A, share - middle @ A
