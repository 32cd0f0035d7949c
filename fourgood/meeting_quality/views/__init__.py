"""Pages of the scores of meetings."""
