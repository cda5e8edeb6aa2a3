"""The page of experiments: scenarios, presets and seeds over pairs of domains.

`page` joins both views. Before the start: `setup_view` with `root_drop` (the folder of domains), `measure_form` (what
is measured) and `cell_count` (how many cells that are, and how long they may take, by the `cell_pace` of earlier ones).
Then: `board` with `experiment_run` (the job), `early_estimate`, `heat_map_view` and `heat_scale` (painted in
`heat_colours`, told in `heat_words`). May import what the window may.
"""
