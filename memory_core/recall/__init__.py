"""From a cue to what is known about it: candidates, formula, ranking, one place for each thing, packing."""
