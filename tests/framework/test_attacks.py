"""What a hostile class can't do: every attack, on the real judge, in both arrangements."""

import sys
from collections.abc import Iterator

import pytest

from tests.framework.attacks import Attack, attacks
from tests.framework.attacks.run import ARRANGEMENTS, Ground, ground

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
