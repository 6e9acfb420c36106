"""One submission against one rulebook: what is wrong, what to do, what the replacement must satisfy."""
