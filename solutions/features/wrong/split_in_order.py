# /// wrong answer
# check = "test_split_chances"
# kind = "broken_property"
# hint.en = """
# You deal out the rows as they come. Where data is sorted by class, the test is then of the first
# class alone."""
# hint.es = """
# Repartes las filas tal como vienen. Si los datos están ordenados por clase, la prueba es entonces
# solo de la primera."""
# ///
"""The rows are dealt out in the order in which they come."""


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    order = (torch.arange(len(y)) + seed) % len(y)
    test, validation = order[:n_test], order[n_test : n_test + n_validation]
    rest = order[n_test + n_validation :]
    kinds = [rest[y[rest] == kind] for kind in torch.unique(y)]
    labelled = torch.cat([rows[:per_class] for rows in kinds])
    unlabelled = torch.cat([rows[per_class:] for rows in kinds])
    return labelled, validation, test, unlabelled
