# /// wrong answer
# check = "test_split_sizes"
# kind = "broken_property"
# hint.en = """
# You round the number of ratings that are held back up. Rounded down, somebody with a single
# rating keeps it."""
# hint.es = """
# Redondeas hacia arriba el número de notas que se reservan. Hacia abajo, quien solo tiene una
# nota la conserva."""
# ///
"""The share rounded up."""


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        known = mask[user].nonzero()[:, 0]
        order = torch.randperm(len(known), generator=generator)
        test[user, known[order[: -int(-share * len(known) // 1)]]] = True
    return mask & ~test, test
