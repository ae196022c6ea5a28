"""The chat: messages, receipts, what was noted, the composer."""
