"""The settings page: `page` with its cards `appearance`, `computing`, `folders` and `cache`; `form` arranges them.

May import the window's shared modules, `jobs`, `storage`, `preferences` and what every layer shares.
"""
