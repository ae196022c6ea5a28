"""The first start, besides the protection: what this is, who speaks, and a first memory."""
