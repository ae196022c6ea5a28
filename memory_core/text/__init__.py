"""Words, language and sentences: English and Russian."""
