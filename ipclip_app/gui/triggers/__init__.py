"""Triggers: which one there is, what it does to an image.

Modules: `shelf` (the owner's trigger files, and pictures of what they do), `trigger_words`, `stamp_preview` (an image
before and after), `trigger_choice` (chooses one, for any page). May import what the window may.
"""
