"""What `riskapp` can be told to do: a module each, listed here in the order of `riskapp --help`."""

from __future__ import annotations

from riskapp.commands import audit, demo, doctor, init, record, serve, user, verify, worker

COMMANDS = (init, serve, worker, demo, doctor, user, record, verify, audit)
