"""Tasks: what is to be done, by which members or organisations, by when, and how far it is (M13, M15).

May import criteria, and what that imports. A resolution or a shortfall that gives rise to a task points to it.
"""
