"""The quality of a cell's meeting: suggested by what was recorded, scored by the meeting itself, confirmed from above.

May import resolutions and voting, and what these import. What other packages ask for stands in `results`.
"""
