"""Asks a suspect for embeddings of trigger pairs and of ordinary pairs.

Modules: `questions` (all of them, in the order of the answers), `suspect` (whom they are put to) with `http_suspect`,
`callable_suspect` and `file_suspect`, `embedding_text` (an embedding as text), `ask` (puts the questions), and
`judging` (what follows from the answers so far). May import what `watermark` may.
"""
