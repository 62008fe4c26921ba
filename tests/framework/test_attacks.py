"""What a hostile class can't do: every attack, on the real judge, in both arrangements."""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.execution.sandbox.isolation import Isolation
from autograder.execution.sandbox.layers import LAYERS, Confinement
from autograder.execution.workers import MachineFault
from autograder.grading.gradebook import RunError
from autograder.grading.job import preflight
from tests.framework.attacks import Attack, attacks
from tests.framework.attacks.files import FILE_ATTACKS, FileAttack
from tests.framework.attacks.run import ARRANGEMENTS, Ground, ground
from tests.framework.conftest import container_prefix

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


@pytest.fixture(scope="module", params=ARRANGEMENTS)
def arena(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    """A judge under one arrangement, for all attacks."""
    with ground(tmp_path_factory.mktemp("ground"), request.param) as made:
        yield made


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: f"{attack.group}: {attack.name}")
def test_an_attack_wins_nothing_and_harms_nobody(arena: Ground, attack: Attack) -> None:
    found, record = arena.successes(attack)
    assert not found, [(v.kind, v.exception, v.detail) for v in record.verdicts]


@dataclasses.dataclass(frozen=True)
class Without(Isolation):
    """An arrangement that takes itself for whole, and whose workers lack one layer."""

    lacking: str = ""

    def confinement(self, *args: Any, **kwargs: Any) -> Confinement:
        whole = super().confinement(*args, **kwargs)
        left = tuple(name for name in whole.layers if name != self.lacking)
        return dataclasses.replace(whole, layers=left)


@pytest.mark.parametrize("layer", ["bubblewrap", *LAYERS])
def test_a_layer_taken_away_stops_grading_by_its_name(
    arena: Ground, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = arena.isolation
    if layer not in whole.layers:
        pytest.skip(f"{whole.name} is without {layer}")
    if layer == "no_new_privileges" and (whole.bubblewrap or container_prefix()):
        pytest.skip("bubblewrap, which starts the host here, has put it on as well")
    if layer == "no_dump" and whole.name == "container":
        pytest.skip("the kernel puts it on where the user changes")
    wall = "" if layer == "bubblewrap" else whole.bubblewrap
    lacking = Without(whole.name, whole.layers, bubblewrap=wall, users=whole.users, lacking=layer)
    if layer == "bubblewrap":
        arena.host.close()  # another one starts, without the wall
    monkeypatch.setattr(arena.host, "isolation", lacking)
    with pytest.raises((RunError, MachineFault), match=rf"\b{layer}\b"):
        preflight(arena, whole)
    if layer == "bubblewrap":
        arena.host.close()


def test_with_every_layer_the_preflight_passes(arena: Ground) -> None:
    preflight(arena, arena.isolation)


@pytest.mark.parametrize(
    "attack", FILE_ATTACKS, ids=lambda attack: f"{attack.group}: {attack.name}"
)
def test_what_is_handed_in_and_how_it_is_called_harms_nobody(
    attack: FileAttack, tmp_path: Path
) -> None:
    assert not attack.successes(tmp_path)
