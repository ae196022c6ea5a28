"""Removing for good what the user wants gone, from every place that may hold it, and proving it."""
