"""Where a submission runs: the wire, the workers, what runs in them, and the walls round them."""
