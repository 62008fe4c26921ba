"""How a run looks to a learning management system: as a file, over its API, as a package."""
