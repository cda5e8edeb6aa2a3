"""What is said of results: the verdict on one image, and the metrics of a protected model.

Modules: `authorizer_fit` (the authorization score), `verdict` (its levels, and how good it is) and `metrics`.
May import `model`, `data` and the shared words below them; never `training`, `demo`, `bench` or anything above.
"""
