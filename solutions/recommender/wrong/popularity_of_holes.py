# /// wrong answer
# check = "test_popularity"
# kind = "wrong_value"
# hint.en = "You count what stands where no rating is known. The mask says which ones are ratings."
# hint.es = "Cuentas lo que hay donde no se conoce la nota. La máscara dice cuáles son notas."
# ///
"""What stands in the holes is counted."""


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    return (r >= like).sum(0)
