"""Letters to people: notices, reminders and the weekly digest, by e-mail. Each sent at most once, each kind refusable.

The outbox (`models/letters`), who gets letters (`recipients`), sending (`sending`, `mail_server`), the weekly letter
(`digest`). May import accounts, and what that imports. What there is to tell, the packages above know: they write the
letters, and register with `digest.teller` what the weekly letter says of them.
"""
