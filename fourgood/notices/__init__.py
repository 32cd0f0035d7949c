"""Letters to people: reminders and the weekly digest, by e-mail, each sent at most once, each kind refusable.

May import accounts, and what that imports. What there is to tell, the packages above know; they write the letters.
"""
