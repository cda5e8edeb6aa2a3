"""Proof of ownership: whether an owner's trigger harms a suspect classifier more than control patterns do.

Modules: `design` (which questions, in which order), `suspect` (whom they are put to) with `callable_suspect` and
`http_suspect`, `answers` (what is said of an image), `asking` (puts the questions), `paired_test` (the exact test)
with `null_values` (how it treats the innocent), and `alterations` (what may happen to an image on its way). May import
`data`, `suspects` and what lies under them; never `model`, torch, nor its siblings or anything above.
"""
