"""The morning page: what the last nights did, each line with its memories, each night to be taken back."""
