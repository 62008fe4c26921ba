# /// wrong answer
# check = "test_split_counts"
# kind = "wrong_shape"
# hint.en = """
# You label per_class rows in all. It is so many of each class."""
# hint.es = """
# Etiquetas per_class filas en total. Son tantas de cada clase."""
# ///
"""per_class rows are labelled in all."""


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(y), generator=generator)
    test, validation = order[:n_test], order[n_test : n_test + n_validation]
    rest = order[n_test + n_validation :]
    kinds = [rest]
    labelled = torch.cat([rows[:per_class] for rows in kinds])
    unlabelled = torch.cat([rows[per_class:] for rows in kinds])
    return labelled, validation, test, unlabelled
