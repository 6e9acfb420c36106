"""The compiler of a plan into Python: reading, deriving, deciding, finding, and the module of them all."""
