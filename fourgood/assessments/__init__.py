"""The monthly self-assessment: a row for every unit expected, its sheet, submission, confirmation (M8, M9).

Points stand in arrays in the order of the framework; words, hand-entered values and evidence are rows where they exist.
May import resolutions, voting, meetings, criteria and the indicators, and what these import.
"""
