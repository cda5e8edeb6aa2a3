"""Keys that sign and receive bundles, their files, envelopes that one recipient can open, and signed evidence.

Modules: `keys` (what a key can do), `pem`, `pkcs8` and `der` (how a key is written), `key_files` with `key_kinds` (one
key, one file), `key_store` (the user's keys) with `trusted_issuers`, `envelope` (sealed for one recipient), `sealed`
(under a passphrase), `evidence` (signed findings). May import `storage`, `paths` and `errors`; of other packages
cryptography alone.
"""
