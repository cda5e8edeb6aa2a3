"""The bundles page.

Modules: `page` joins `open_view` (one bundle: `open_prompt`, `verdict_card`, `facts_card`, `entries_card`,
`metrics_card`, in the words of `states`, `facts`, `metrics`), `exports_view` (`exports_list`, `no_exports`,
`export_form`, `renew_form`) and `keys_view` (`own_keys`, `key_form`, `trusted_card`, `trust_form`). Shared are `rows`
(a table of texts), `code_line`, `path_field`, `end_field`, `run_box`, `moved_images`, `signing_rows`,
`evidence_saver`, `new_passphrase` (with `strength`) and `writing`; `bundle_jobs` is what is done in the background.
May import the window's shared modules, the words of runs, results and folders, `jobs`, `data`, `crypto` and what every
layer shares.
"""
