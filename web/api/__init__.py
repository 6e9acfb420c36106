"""The interface for programs, /api/v1: a table of operations, one file an area, described by OpenAPI 3.1."""
