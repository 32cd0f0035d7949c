"""What every package shares: spans of dates, Vietnamese sort and search keys, names in three languages, refusals,
spreadsheets.

May import `regulations` and nothing else of the project. Capped at about ten modules.
"""
