"""The media types of the files of the site, since hosts do not know them all."""

# All texts are in UTF-8.
TEXT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
}
# JSON is always in UTF-8: it has no such parameter.
JSON_TYPES = {
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
}
BINARY_TYPES = {
    ".gz": "application/gzip",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
MEDIA_TYPES = {**TEXT_TYPES, **JSON_TYPES, **BINARY_TYPES}
# Of files without a suffix.
DEFAULT_TYPE = "text/plain"


def find_type(path: str) -> str:
    """Return the media type with which hosts send a file: that of its longest known suffix."""
    return MEDIA_TYPES[max((suffix for suffix in MEDIA_TYPES if path.endswith(suffix)), key=len)]
