"""The use cases, each a generator of reports that is cancelled by being closed.

Modules: `features` (the statistics of images, with `feature_table`, `table_builder`, `view_preparation`, `encoder` and
`read_ahead` beneath it), `cache` (show and clear what is kept of them). May import everything but the command line and
the window; knows nothing of Qt.
"""
