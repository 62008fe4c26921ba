# /// wrong answer
# check = "test_split_reproducible"
# kind = "broken_property"
# hint.en = "What you draw does not depend on the seed. Nobody could repeat your experiment."
# hint.es = "Lo que sorteas no depende de la semilla. Nadie podría repetir tu experimento."
# ///
"""The seed is not used."""


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        known = mask[user].nonzero()[:, 0]
        order = torch.randperm(len(known))
        test[user, known[order[: int(share * len(known))]]] = True
    return mask & ~test, test
