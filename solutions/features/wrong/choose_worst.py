# /// wrong answer
# check = "test_choose_values"
# kind = "wrong_value"
# hint.en = """
# You take the one with fewest right."""
# hint.es = """
# Tomas a quien menos acierta."""
# ///
"""The one with fewest right."""


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    right = [int((each(x_validation) == y_validation).sum()) for each in candidates]
    index = right.index(min(right))
    return index, candidates[index](x_test)
