"""Child processes: native code that may crash runs here and never takes the app with it."""
