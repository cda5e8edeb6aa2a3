"""Watermarks of embeddings: a secret matrix for each licensee, and the tests that prove theft from outside.

A served model returns `normalize(normalize(e) @ W)`: row vectors times W, for images and texts alike (VLPMarker, arXiv
2311.05863). Modules: `matrices` (random rotations, condition numbers), `apply` (marks embeddings), `secret` (matrices,
trigger pairs and licensees) with `secret_file`, `closed_form` and `learned` (matrices that bring trigger pairs closer),
`pair_pool` (which pairs are far from ordinary ones) with `trigger_pictures` and `trigger_texts` (draw them), `rows`
(unit rows, cosines, distances), `readings` (of trigger pairs), `trigger_test` and `distribution_test` (what a suspect's
embeddings say), `alignment` (finds permuted dimensions again), `verdict` (both tests together, and which licensee), and
the packages `asking` and `attacks`. May import `model`, `data` and what lies under them; never its siblings or anything
above.
"""
