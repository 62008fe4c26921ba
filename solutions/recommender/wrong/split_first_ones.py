# /// wrong answer
# check = "test_split_draws"
# kind = "broken_property"
# hint.en = """
# You always hold back the first ratings of the list. Who is tested on those alone may only know
# how old films are: draw by lot."""
# hint.es = """
# Siempre reservas las primeras notas de la lista. Con esas solas quizá solo se examina lo viejas
# que son las películas: sortéalas."""
# ///
"""The first known ratings of every user."""


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        known = mask[user].nonzero()[:, 0]
        order = torch.arange(len(known))
        test[user, known[order[: int(share * len(known))]]] = True
    return mask & ~test, test
