"""Images, documents, videos with captions and transcripts. Private by default: pages serve them by key, after a check.

Words: *rendition* (an image at a size), *captions* (WebVTT), *transcript* (plain text). Editors upload; readers get
what a page they may read shows. It is code only: uploads live in var/, never in this folder. It must never serve a
file by its path, and never delete what a programme version keeps.
"""
