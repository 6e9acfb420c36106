"""The journey of a case (办件): events are the truth, everything else is folded from them (DESIGN 6)."""
