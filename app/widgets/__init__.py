"""Small widgets that several screens share; they know the theme and nothing of memory."""
