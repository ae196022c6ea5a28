"""Time scales of memory: what they hold, how it decays, and what moves between them."""
