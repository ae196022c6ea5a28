"""What fades next and why, what has faded, and what was forgotten: kept, let go, brought back."""
