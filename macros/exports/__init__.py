"""Machine outputs: each `create_…` returns contents by path; `address` is the site's, with a final slash."""
