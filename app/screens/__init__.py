"""The screens. They do not know each other; the shell carries what one wants from another."""
