"""About the user: what is known in sentences, each with its sources, to be changed in its place."""
