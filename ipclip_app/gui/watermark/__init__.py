"""The page of watermarks.

`page` joins the secret in hand and what is done with it in tabs. The secret: `secret_card` with `secret_lock`,
`secret_facts`, `secret_form`, `addition_form` and `licensee_field`, told in `secret_words`, worked on in `secret_jobs`.
Serving: `service_view` with `keys_card` (with `new_key_card` and `key_jobs`), `service_form`, `service_run` (with
`service_child`, a process), `service_log` and `access_lines`, `service_words` and `service_jobs`. Verifying:
`verify_view` with `step_strip`, its steps `whom_step`, `what_step` and `answer_step`, `p_value_plot` (of `p_values`),
`verify_verdict`, `verify_words` and `verify_jobs`. Attacking: `attack_view` with `attack_form`,
`attack_words` (with `attack_catalogue`) and `attack_jobs`. May import what the window may.
"""
