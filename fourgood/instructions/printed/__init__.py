"""Templates of printed instructions, and the script that makes the one for Word."""
