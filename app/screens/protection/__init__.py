"""Before the vault is open: how to protect a new one, the recovery key, unlocking, problems of the vault."""
