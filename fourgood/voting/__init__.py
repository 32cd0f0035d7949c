"""Votes at meetings: open ones, secret ballots on phones and on paper; the base frozen when the vote opens (M12, M15).

What keeps a secret ballot secret is in `keys` (where the private key lies and when it goes), `casting` and `closing`,
in this order; `docs/security.md` states it with its limits. May import meetings, and what that imports.
"""
