"""The cast: one place that makes the sample province for demonstrations and for tests. Stands on top of everything."""
