"""What is promised to citizens (办事指南): an item and one situation in, a guide out."""
