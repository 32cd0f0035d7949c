"""Indicators: figures counted from what people entered, for many units at once, each with the rows behind it.

`readings.measure` gives values, `rows.rows_behind` what they were counted from, `catalogue` what each one means. Events
that deduct are kept here as facts of their own, read by leaders and the levels above only.
May import meeting_quality, resolutions, voting, mobilisation, meetings, and what these import.
"""
