"""The demonstration: accounts for every role, and cases that stand at every stage."""
