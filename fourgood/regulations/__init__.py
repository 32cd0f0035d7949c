"""The rules as plain Python: frozen dataclasses in, frozen dataclasses out, each citing its article.

Imports neither Django nor the rest of the project, and never reads a clock: dates are passed in.
"""
