"""What a unit makes of a framework in a year: registration, concretised criteria, opinions, adoption (M6, M7, M9).

May import instructions, and what that imports. Monthly marks are the business of `assessment`.
"""
