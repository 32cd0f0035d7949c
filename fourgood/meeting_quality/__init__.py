"""The sheet on the quality of a meeting: suggested from records, scored by the cell, confirmed from above (M2, M11).

May import resolutions, and what that imports.
"""
