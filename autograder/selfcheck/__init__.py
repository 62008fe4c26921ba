"""The student's own check: once, on every save, in a notebook; and the hints they opened."""
