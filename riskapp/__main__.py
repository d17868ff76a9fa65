"""`python -m riskapp` is the `riskapp` command."""

import sys

from riskapp.cli import main

sys.exit(main())
