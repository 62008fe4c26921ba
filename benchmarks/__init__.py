"""What is claimed about speed, and against whom, runnable."""
