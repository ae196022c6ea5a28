"""The vault: the only room with SQL. Its SQLite file is the truth, every index is derived from it."""
