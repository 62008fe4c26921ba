"""How a record looks in a terminal: the self-check, unreadable files, the class and its results.

Nothing here decides anything. Marks and words carry the meaning, colour only repeats it. What comes
from a submission is made safe (`messages.safe`) and never read as markup.
"""
