"""The gate: ignore, reinforce, admit or supersede. Pure, given what recall found."""
