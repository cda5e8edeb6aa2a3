"""Files that anybody may have changed, read without trusting them and written in one way only.

Modules: `strict_json`, `tensors` (safetensors in memory, with NumPy) and `malformed` (why content is refused). Imports
nothing of the package, and of others NumPy alone, in `tensors`.
"""
