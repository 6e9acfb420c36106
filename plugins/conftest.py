"""The distributions of this folder are tested from their source trees, whether they are installed or not."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in sorted(Path(__file__).parent.iterdir()):
    if (folder / "pyproject.toml").exists():
        sys.path.insert(0, str(folder))
