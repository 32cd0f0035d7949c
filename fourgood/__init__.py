"""FourGood runs the 4-good programme of grassroots Party organisations, from instruction to recognition."""

__version__ = "0.1.0"
