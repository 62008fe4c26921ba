"""For who writes a topic: begin it, hand it out, prove that it is sound."""
