# /// wrong answer
# check = "test_balanced_values"
# kind = "wrong_value"
# hint.en = """
# You ask how many of those that you called a class are of it. Asked is how many of a class you
# found."""
# hint.es = """
# Preguntas cuántas de las que llamaste de una clase lo son. Se pregunta cuántas de una clase
# encontraste."""
# ///
"""Shares of the rows that were said to be of a class."""


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    right = (predicted == y).double()
    return (
        torch.stack(
            [
                right[predicted == kind].sum() / max(1, int((predicted == kind).sum()))
                for kind in torch.unique(y)
            ]
        )
        .mean()
        .item()
    )
