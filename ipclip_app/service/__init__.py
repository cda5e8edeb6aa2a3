"""A model on offer over HTTP, in the shape of the widely used embeddings API, each licensee's vectors marked for him.

Modules, from the owner to the model: `request` (what to serve, checked), `serve` (until a signal comes), `access_keys`
(who may ask), `server` (uvicorn with each `connection` bounded), `front` (before every route), `app` (the routes),
`body` (receives what is sent), `question` (reads it), `preparation` (tokens and pixels), `service` (all of it but
HTTP), `encoder_thread` (the only one that computes), `batch_encoder` (several requests in one pass), `work` (one
request's share), `answer` and `refusal` (what is sent back), `limits`, `room` (what is taken of them), `metrics` and
`access_log`; `benchmark` measures it with `load`, on a `child` process, and with `overhead`. May import `jobs` and what
lies under it; never Qt. Only the modules that the command imports when it runs load starlette, uvicorn and torch.
"""
