"""Optimization of the light module: recipes, objective, batches, the training loop and its checkpoints.

May import `model`, `data` and the shared words below them; never `audit`, `demo`, `bench` or anything above.
"""
