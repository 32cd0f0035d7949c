"""What a meeting leaves behind: minutes and resolutions, numbered and printed, and the tasks they give (M12, M13).

May import voting, and what that imports.
"""
