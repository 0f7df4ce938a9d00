"""`python -m hipgui`."""

import sys

from hipgui.cli import main

if __name__ == "__main__":
    sys.exit(main())
