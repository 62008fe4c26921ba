"""What `make test` installs can be installed by others too."""

from tests.framework.resolve_pins import RESOLVED, digest


def test_the_pins_were_resolved_for_every_python_since_they_last_changed() -> None:
    assert RESOLVED.read_text(encoding="ascii").strip() == digest(), "run `make resolve`"
