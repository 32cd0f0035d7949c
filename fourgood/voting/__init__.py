"""Votes at meetings: open ones, secret ballots on phones and on paper; the base frozen when the vote opens (M12, M15).

May import meetings, and what that imports.
"""
