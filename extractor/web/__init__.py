"""A local web application and HTTP interface; needs the extra `web`."""
