"""Projects for which people give money, working days, land and material: goals, ledger, spending, public notice (M16).

May import tasks, and what that imports.
"""
