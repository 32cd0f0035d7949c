"""Pages of the organisation: units, orders, members, positions, Party groups."""
