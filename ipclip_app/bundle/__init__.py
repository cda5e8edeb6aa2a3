"""The file format `.ipclip`: written, signed, read without trust, and looked into.

Modules: `writer` and `reader` (with `opening`, each step of it), `inspection` (as far as a damaged file can be read);
`manifest` (with `checks`), `container` (with `zip_records`), `tensors` (both in memory); `names` and `limits` of the
entries, `strict_json`, `damage` (why content is refused). May import `crypto`, `storage` and `errors`; never `model`,
`training`, `audit` or anything above.
"""
