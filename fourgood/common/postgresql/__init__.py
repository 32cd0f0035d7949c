"""Django's PostgreSQL, with connections that stand open between requests without being asked each time."""
