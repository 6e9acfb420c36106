"""The studio: an author's drafts, from the first line to a published edition."""
