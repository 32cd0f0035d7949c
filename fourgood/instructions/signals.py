"""What packages above may want to know of instructions."""

from django.dispatch import Signal

# An edition has been issued. Sent inside the transaction, with `edition`, `by`, `at`: whoever listens can still refuse.
edition_issued = Signal()
