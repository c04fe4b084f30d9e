"""From a file to `Source(text, source, published)`."""
