"""Proof of ownership: whether an owner's trigger harms a suspect classifier more than control patterns do.

Modules: `design` (which questions, in which order), `suspect` (whom they are put to) with `callable_suspect` and
`http_suspect` (whose address is an `endpoint`), `answers` (what is said of an image), `asking` (puts the questions)
with `answer_store` (keeps what was answered), `paired_test` (the exact test) with `null_values` (how it treats the
innocent), and `alterations` (what may happen to an image on its way). May import `data` and what lies under it;
never `model`, torch, nor its siblings or anything above.
"""
