"""Files that people add: materials, evidence, photos. Checked, kept, and served only to who may see them.

May import accounts, and what that imports. What a file is evidence of is known by the package that points to it.
"""
