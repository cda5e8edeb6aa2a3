"""The Help menu: `menu` (with `about`, `shortcuts`), `diagnostics` (what a report of a defect needs).

May import the window's shared modules, `storage`, `preferences` and what every layer shares.
"""
