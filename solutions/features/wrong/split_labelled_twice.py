# /// wrong answer
# check = "test_split_counts"
# kind = "wrong_shape"
# hint.en = """
# Your labelled rows are among the unlabelled ones as well. Here each row has one use."""
# hint.es = """
# Tus filas etiquetadas están también entre las que no tienen etiqueta. Aquí cada fila tiene un
# solo uso."""
# ///
"""The labelled rows are among the unlabelled ones, too."""


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(y), generator=generator)
    test, validation = order[:n_test], order[n_test : n_test + n_validation]
    rest = order[n_test + n_validation :]
    kinds = [rest[y[rest] == kind] for kind in torch.unique(y)]
    labelled = torch.cat([rows[:per_class] for rows in kinds])
    unlabelled = torch.cat([rows for rows in kinds])
    return labelled, validation, test, unlabelled
