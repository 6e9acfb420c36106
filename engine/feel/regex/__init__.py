"""XPath's regular expressions: read to a tree, translated to RE2, matched by steps where it cannot."""
