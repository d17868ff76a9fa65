"""What is asked about something that happened. Order is meaning, and stands here alone."""

from __future__ import annotations

from riskapp.learning.steps import (
    account,
    brief,
    candour,
    care,
    changes_to_try,
    in_the_log,
    the_letter,
    what_we_learned,
    who_must_know,
)
from riskapp.platform.i18n import _
from riskapp.platform.wizard.steps import Journey, Part

TELLING = Journey(
    slug="telling",
    parts=(
        Part(_("What happened"), (account.STEP,)),
        Part(
            _("Who needs to know, and who needs care"),
            (who_must_know.STEP, candour.STEP, care.STEP),
        ),
        Part(
            _("Learning from it"),
            (what_we_learned.STEP, changes_to_try.STEP, in_the_log.STEP, brief.STEP),
        ),
    ),
    beside=(the_letter.STEP,),
)
