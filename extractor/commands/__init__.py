"""One module per command; `extractor.cli` says how to add one."""
