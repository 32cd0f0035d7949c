"""Corrective actions: what a unit does about a shortfall of its sheet, who does it, by when, until it is checked (M8).

A shortfall follows from points and the thresholds of the framework; what was decided about it is a row, with a task.
May import assessments, and what these import.
"""
