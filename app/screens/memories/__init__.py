"""All that is remembered: find it, see where it comes from and why it is there, correct it, forget it."""
