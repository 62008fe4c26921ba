# /// wrong answer
# check = "test_split_counts"
# kind = "broken_property"
# hint.en = """
# A row that you label may be in the test as well. Whoever is tested on what was learnt looks
# better than they are."""
# hint.es = """
# Una fila que etiquetas puede estar también en la prueba. Quien se examina de lo que ha estudiado
# parece mejor de lo que es."""
# ///
"""The labelled rows are drawn from all, those of the test, too."""


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(y), generator=generator)
    test, validation = order[:n_test], order[n_test : n_test + n_validation]
    rest = order[n_test + n_validation :]
    kinds = [rest[y[rest] == kind] for kind in torch.unique(y)]
    all_kinds = [order[y[order] == kind] for kind in torch.unique(y)]
    labelled = torch.cat([rows[:per_class] for rows in all_kinds])
    unlabelled = torch.cat([rows[per_class:] for rows in kinds])
    return labelled, validation, test, unlabelled
