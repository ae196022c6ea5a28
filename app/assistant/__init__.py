"""The conversation without Qt: three voices over one memory. :mod:`app.assistant.conversation`
holds the loop.
"""
