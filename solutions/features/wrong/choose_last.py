# /// wrong answer
# check = "test_choose_ties"
# kind = "wrong_value"
# hint.en = """
# Of several with equally many right you take the last. The first wins."""
# hint.es = """
# De varios que aciertan lo mismo tomas el último. Gana el primero."""
# ///
"""Of several the last wins."""


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    right = [int((each(x_validation) == y_validation).sum()) for each in candidates]
    index = max(range(len(right)), key=lambda i: (right[i], i))
    return index, candidates[index](x_test)
