"""How the memory is doing: check, quiz, backups, disk use, places that hold something."""
