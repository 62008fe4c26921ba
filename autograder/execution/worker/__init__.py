"""What runs beside the student's code: the warm host, and the worker that it forks."""
