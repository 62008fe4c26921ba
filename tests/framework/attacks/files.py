"""Attacks by what is handed in and by what it is called: archives, notebooks, reports."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileAttack:
    name: str
    group: str

    def naively(self, folder: Path) -> list[str]:
        return []

    def successes(self, folder: Path) -> list[str]:
        return []


FILE_ATTACKS: list[FileAttack] = []
