"""Lists in and out: import of units and members from Excel and CSV, export of what a person sees, templates.

One table of columns (`columns`) serves templates, imports and exports, so that what was exported can be imported
again. `unit_list` and `member_list` know what a row means, `models` holds the imports with their facts, `tasks` does
the work outside the request. (What turns a file into rows is `common.spreadsheets`.)

May import `accounts` and everything below it. Nothing imports it but `dashboards` and `demo`.
"""
