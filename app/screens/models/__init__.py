"""The page of models: what speaks now, what is on this computer, what can be had, servers."""
