"""What the months add up to, for a unit and all under it: tables, charts, the names behind every number (M3, M9).

Reads assessments; changes nothing. May import exchange (for files on their way out), assessments, what they import.
"""
