# /// wrong answer
# check = "test_split_sizes"
# kind = "broken_property"
# hint.en = """
# Your train mask still holds what is in test. A model that trains on it has seen the exam."""
# hint.es = """
# Tu máscara train todavía contiene lo que está en test. Un modelo que entrena con ella ya ha
# visto el examen."""
# ///
"""What is held back is left in training."""


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        known = mask[user].nonzero()[:, 0]
        order = torch.randperm(len(known), generator=generator)
        test[user, known[order[: int(share * len(known))]]] = True
    return mask, test
