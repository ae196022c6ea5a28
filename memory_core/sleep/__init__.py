"""What the memory does while nobody needs it."""
