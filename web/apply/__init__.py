"""Applying without coming: pre-check, online application, uploads, and the list of what was decided."""
