"""Pages of indicators and events."""
