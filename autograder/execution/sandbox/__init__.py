"""What a worker can do: the layers it puts on, how they are chosen, the probes that try them."""
