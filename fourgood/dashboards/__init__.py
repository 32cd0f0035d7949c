"""Pages that combine nouns: home by role. May import every package below it except `demo`."""
