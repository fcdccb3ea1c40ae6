"""plans/readers: one module per file format; each only makes or writes a tree of texts, checked.py gives it meaning."""
