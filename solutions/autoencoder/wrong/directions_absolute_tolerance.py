# /// wrong answer
# check = "test_directions_tolerance"
# kind = "wrong_value"
# hint.en = """
# You compare with tol itself. Multiply the pixels' unit by 1000 and you count other directions: tol
# is a part of the largest singular value."""
# hint.es = """
# Comparas con tol mismo. Multiplica por 1000 la unidad de los píxeles y contarás otras direcciones:
# tol es una parte del mayor valor singular."""
# ///


def directions_through(
    reconstruct: Callable[[Tensor], Tensor], x: Tensor, tol: float = 1e-6
) -> int:
    J = torch.autograd.functional.jacobian(lambda each: reconstruct(each[None])[0], x)
    stretches = torch.linalg.svdvals(J)
    return int((stretches > tol).sum())
