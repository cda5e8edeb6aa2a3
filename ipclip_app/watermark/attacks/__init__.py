"""The attack lab: what a thief can do to marked embeddings, what it costs him, and what the owner still sees.

Modules: `attack` (what every attack is), `rounding`, `noise`, `dimensions`, `rotation`, `whitening`, `mixing` and
`undoing` (the attacks), `catalogue` (all of them), `utility` (what the embeddings are still good for), `lineup` (ranks
many licensees fast), `lab` (runs attacks against a secret) with `lab_result`, and `student` (models that imitate a
marked service). May import what `watermark` may.
"""
