# /// wrong answer
# check = "test_split_sizes"
# kind = "broken_property"
# hint.en = """
# You throw a coin for every rating, so the share comes out right on average only, and somebody
# may lose all ratings. Count first how many of this user's are held back."""
# hint.es = """
# Tiras una moneda por cada nota, así que la parte solo sale bien en promedio, y alguien puede
# perder todas las suyas. Cuenta antes cuántas notas de ese usuario se reservan."""
# ///
"""A coin for every rating."""


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        coins = torch.rand(mask.shape[1], generator=generator)
        test[user] = mask[user] & (coins < share)
    return mask & ~test, test
