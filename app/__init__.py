"""The desktop program: the window, the terminal's commands and what both share."""
