"""One case wherever it is shown: whose it is, its line in a list, its talk, its files, its papers."""
