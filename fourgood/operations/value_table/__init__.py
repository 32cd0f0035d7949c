"""Tables of values in Excel or CSV: what units entered for the criteria of a framework, row by row; and empty ones.

`rows` knows columns and addresses, `entries` what a criterion takes, `table` puts the units together, `template` writes
an empty one. Knows neither Django nor the database. The layout: `docs/frameworks.md`, "A table of values".
"""
