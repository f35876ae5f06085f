"""The site put together: pages in the frames of the theme, outputs, addresses."""
