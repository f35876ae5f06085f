"""How hosts serve the site: one table of rules, for nginx and for the hosts that read `_headers`."""
