"""The vault's key and the wraps that open it: keychain, passphrase, recovery key.

The vault is encrypted under one random 256-bit data key. What the user knows or owns never encrypts the vault
itself; it wraps the data key, so that a passphrase is changed without touching the vault, and each way in can
be added and removed alone. The core gets the raw data key only.
"""
