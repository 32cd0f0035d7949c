"""What the months add up to, for one unit and for all under it: tables, charts, and the names behind every number (M3, M9).

Reads assessments; changes nothing. May import exchange (for files on their way out), assessments, and what these import.
"""
