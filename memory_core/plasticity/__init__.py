"""How the memory changes with what is said: neuromodulators, neural memories of several speeds, one fold."""
