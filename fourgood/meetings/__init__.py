"""Meetings of cells and committees: announced, prepared, held and recorded; what members contribute (M11, M12).

May import tasks, and what that imports. Votes are the business of `voting`, what was resolved of `resolutions`.
"""
