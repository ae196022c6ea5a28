"""How the program looks: colours, the one font, icons and the sheet that puts them together."""
