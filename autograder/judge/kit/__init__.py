"""What every suite needs again: probes, and families of checks. See `docs/authors.md`."""
