"""Templates of what is printed of tasks."""
