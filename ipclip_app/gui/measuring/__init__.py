"""Measures how responsive the window is, on any machine: `ipclip-app --benchmark`.

Modules: `benchmark` (every part in a process of its own, with folders that are thrown away), `parts` (their names and
what they run), `startup` (with `first_paint`), `loop_delay`, `stop_latency`, `redraw`, `large_folder`; `loop_meter`,
`waiting` and `scene` (what the parts share), `figure` and `report` (what they tell). May import what the window may.
"""
