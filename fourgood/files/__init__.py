"""What a file is that people add, and who may see it. Nothing takes or serves files yet.

May import accounts, and what that imports. What a file is evidence of is known by the package that points to it.
"""
