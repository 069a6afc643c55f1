"""``python -m fonds`` is the command ``fonds``."""

import sys

from fonds.cli import main

if __name__ == "__main__":
    sys.exit(main())
