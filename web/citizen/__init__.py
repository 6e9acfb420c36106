"""The citizen's pages: find an item, read its guide, follow and answer one's own case."""
