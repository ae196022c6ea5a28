"""What the window says: the language in force, dates, names of what memory holds, problems."""
