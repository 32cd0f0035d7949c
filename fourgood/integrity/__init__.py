"""What the level above asks about, quietly, so that sheets stay true (domain 6.4): questions, the rows behind, answers.

Reads assessments; no point ever follows from it. May import assessments, and what these import.
"""
