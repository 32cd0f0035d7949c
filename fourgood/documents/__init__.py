"""Printed matter: official documents as PDF (typst) and Word (docxtpl) from templates and plain data.

Knows the layout of documents of the Party (HD 36-HD/VPTW: page, head, number, title, signature, recipients) and nothing
of what stands in them: the package that owns the content keeps the template and hands the data over. May import common.
"""
