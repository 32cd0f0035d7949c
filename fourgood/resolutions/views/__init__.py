"""Pages of minutes, resolutions and terms."""
