"""The whole public directory as one thing to take away: related tables, as an SQLite file and as a Data Package."""
