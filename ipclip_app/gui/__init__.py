"""The window, the only home of PySide6 and pyqtgraph: it shows what jobs report and never computes itself.

Jobs are imported inside the worker, so that importing this package loads no torch. May import `jobs`, `data`, `storage`
and what every layer shares, but neither torch nor `model`, `training`, `audit`, `demo` or `bench`.

Modules: `app` (starts everything), `main_window` (with `rail`, `page`, `pages`, `context`), `message_area` (with
`notices`, what the engine says in the window's language), `engine` (loads what computes), `job_thread`, `background`
and `latest_job` (jobs in threads), `app_settings`, `theme` (with `colours`, `style_sheet`, `icons`), `log_file`,
`defect_hook` and `recent_defects` (what went wrong), `opening` (what the program was started with), `file_menu`,
`folder_opening`, `folder_dialog`, `focus`, `languages`, `trash`, `elided_label`, `number_fields`, `steady_button`,
`two_part_row`, `row_table`, `empty_card`, `wheel_guard`, `garbage`, `question`, `closing_question`, `dropped`,
`option_card`. Packages: `protect`, `audit`, `bundles`, `triggers`, `watermark`, `experiment`, `backbones` and
`settings`, one a page, `results`, `runs`, `help` and `measuring` (how the window answers).
"""
