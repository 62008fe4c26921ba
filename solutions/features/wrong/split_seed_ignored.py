# /// wrong answer
# check = "test_split_seed"
# kind = "broken_property"
# hint.en = """
# The same seed has to deal out the same rows, whatever was drawn before: does your draw use
# seed?"""
# hint.es = """
# La misma semilla tiene que repartir las mismas filas, se haya sorteado antes lo que sea: ¿usa tu
# sorteo seed?"""
# ///
"""The rows are drawn without the seed."""


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    order = torch.randperm(len(y))
    test, validation = order[:n_test], order[n_test : n_test + n_validation]
    rest = order[n_test + n_validation :]
    kinds = [rest[y[rest] == kind] for kind in torch.unique(y)]
    labelled = torch.cat([rows[:per_class] for rows in kinds])
    unlabelled = torch.cat([rows[per_class:] for rows in kinds])
    return labelled, validation, test, unlabelled
