"""A message becomes candidate facts: rules and cue tables for English and Russian, no model."""
