"""One module per field: each finds its spans and leaves the facts on the `Doc`."""
