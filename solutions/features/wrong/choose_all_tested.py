# /// wrong answer
# check = "test_choose_who_sees"
# kind = "wrong_value"
# hint.en = """
# All your candidates get to see the test, though one alone is to be asked about it. Choose
# first."""
# hint.es = """
# Todos tus candidatos llegan a ver la prueba, aunque solo se pregunta a uno. Elige primero."""
# ///
"""All candidates are asked about the test."""


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    right = [int((each(x_validation) == y_validation).sum()) for each in candidates]
    index = right.index(max(right))
    told = [each(x_test) for each in candidates]
    return index, told[index]
