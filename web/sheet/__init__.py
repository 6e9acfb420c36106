"""A submission as the fields of one form: laid flat, read back, and what stands open beside it."""
