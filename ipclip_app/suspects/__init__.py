"""What it takes to ask somebody else's model, whatever is asked of it; loads no torch.

Modules: `description` (who is asked), `endpoint` (an address on the web, and its headers) with `patient_post` (requests
to it) and `patience` (what waits when it cannot answer now), `answer_store` (keeps what was answered, within a budget),
`python_function` (a function of a module in place of an address), `png` and `shorten`. May import `storage` and what
lies under it.
"""
