"""A closed case carried out of the store: a package that explains and proves itself, and the check of one."""
