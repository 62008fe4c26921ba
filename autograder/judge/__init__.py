"""Judging: the pytest session that stays open, the oracle, the comparison, the diagnosis."""
