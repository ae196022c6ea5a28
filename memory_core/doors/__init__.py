"""The engine's side doors: what a screen or a script does with memories, diary, journal, gate and vault.

Each change goes through the store's journal, then brings the index up to date before it returns: what was
forgotten is out of the next answer.
"""
