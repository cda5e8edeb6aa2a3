"""The settings page: `page`. May import the window's shared modules, `jobs`, `storage` and what every layer shares."""
