"""The Party organisation: units in a tree with history, members, memberships, positions, reorganisation orders.

May import `audit`, `common`, `regulations`. Knows nothing of accounts: it asks the reader for a `Standing`.
"""
