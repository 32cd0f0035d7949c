"""Accounts: who signs in, by which means, in which language, and what they hold today.

May import `organisation`, `audit`, `common`, `regulations`.
"""
