"""Work off the GUI thread: one serial lane for changes, a free lane for questions, streams for answers."""
