"""A class: who is graded, what is kept, what is graded anew."""
