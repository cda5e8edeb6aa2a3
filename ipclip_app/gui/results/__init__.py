"""The results of one run.

May import `jobs`, `storage`, `progress`, what the window shares, and the plots of training.

Modules: `results_view` (everything in tabs, with `results_actions`), `summary` (the verdict, with `summary_words` and
`figures`), `accuracy_table` (with `accuracy_rows`), `run_facts`, `gallery` (with `gallery_list`, `gallery_model`,
`gallery_delegate`, `gallery_filter`, `thumbnail_store`), `confusion` (with `confusion_table`, `confusion_model`,
`confusion_counts`), `curves`, `domain_names`, `verdict_words` and `origins` (in the words of a scenario),
`domain_test`.
"""
