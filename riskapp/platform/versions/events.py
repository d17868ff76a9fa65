"""What is written in the audit log about the key that seals."""

from __future__ import annotations

from riskapp.platform.audit import Event

CERTIFICATE_RENEWED = Event("seal.certificate_renewed", keys=("old", "new"))
