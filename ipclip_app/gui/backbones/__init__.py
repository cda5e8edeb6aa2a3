"""The backbones page.

Modules: `page` joins `backbone_list` (over `backbone_model`), `details`, `adding` and `downloading`; `sizes` and `rate`
put bytes into words.
May import the window's shared modules, `jobs`, `storage`, `preferences` and what every layer shares.
"""
