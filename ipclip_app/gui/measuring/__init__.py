"""Measures how responsive the window is, on any machine: `ipclip-app --benchmark`.

Modules: `benchmark` (runs every part in a process of its own, with folders that are thrown away), `part` (such a
process), the parts `startup` (with `first_paint`), `loop_delay`, `stop_latency`, `redraw`, `large_folder` and
`audit_delay`, what they share, `scene`, `loop_meter` and `waiting`, and what they tell, `figure` and `report`. May
import what the window may.
"""
