"""What is written on a ballot, and the envelope around it: libsodium's sealed box (X25519, XSalsa20-Poly1305).

Only the private key opens an envelope; the sender can't, and two envelopes around the same word have nothing in common.
"""

from __future__ import annotations

from collections.abc import Iterable

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

_MARK = b"ballot:"
_PLACE_DIGITS = 4
_SIZE = 32  # every ballot has this length, whatever is chosen
SEALED_SIZE = _SIZE + 48  # a one-time public key (32) and an authentication tag (16)


class Unreadable(ValueError):
    """A ballot that this key doesn't open, or that isn't one."""


def seal(place: int, public_key: bytes) -> bytes:
    """A ballot for the choice at the place, in its envelope."""
    written = _MARK + str(place).zfill(_PLACE_DIGITS).encode()
    return SealedBox(PublicKey(public_key)).encrypt(written.ljust(_SIZE, b"."))


def unseal_all(envelopes: Iterable[bytes], private_key: bytes) -> list[int]:
    """The places chosen, in no order: sorted. Raises Unreadable."""
    box = SealedBox(PrivateKey(private_key))
    return sorted(_place(box, bytes(envelope)) for envelope in envelopes)


def _place(box: SealedBox, envelope: bytes) -> int:
    try:
        written = box.decrypt(envelope)
    except CryptoError as error:
        raise Unreadable from error
    digits = written[len(_MARK) : len(_MARK) + _PLACE_DIGITS]
    if not written.startswith(_MARK) or not digits.isdigit():
        raise Unreadable
    return int(digits)
