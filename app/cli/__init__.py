"""The terminal's commands: ``mneme chat | remember | recall | memories | forget | bench``."""
