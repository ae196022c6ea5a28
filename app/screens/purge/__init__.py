"""Deleting for good: what would go, the last word, and the receipt."""
