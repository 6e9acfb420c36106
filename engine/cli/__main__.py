"""`python -m engine.cli`: the same as `yici`."""

import sys

from engine.cli.start import main

if __name__ == "__main__":
    sys.exit(main())
