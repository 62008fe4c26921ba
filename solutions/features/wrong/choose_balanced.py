# /// wrong answer
# check = "test_choose_values"
# kind = "wrong_value"
# hint.en = """
# You choose by the balanced accuracy. Here the number of rows that are right decides, however
# rare their class is."""
# hint.es = """
# Eliges según la exactitud balanceada. Aquí decide el número de filas acertadas, por rara que sea
# su clase."""
# ///
"""The one with the best balanced accuracy."""


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    right = [balanced_accuracy(each(x_validation), y_validation) for each in candidates]
    index = right.index(max(right))
    return index, candidates[index](x_test)
