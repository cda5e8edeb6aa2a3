"""Optimization of the light module: recipes, objective, batches, the training loop and its checkpoints.

Modules: `recipes` and `objective` (what is optimized), `task` (on what), `batches` and `schedule` (in which order and
how fast), `start` with `base_prompt`, `gate_fit` and `gaussian` (how it begins), `trainer`, `learner`, `checkpoint` and
`checkpoint_names` (the loop and what it keeps), `classification`, `validation` and `selection` (which epoch is the
best), `moderation` (how much of it is kept).
May import `model`, `data` and the shared words below them; never `audit`, `demo`, `bench` or anything above.
"""
