"""These tests count what they make themselves."""

from tests.quiet import quiet

__all__ = ["quiet"]
