"""Settings: language, look, voice, the vault, and what the program is made of."""
