"""panel, panel_member, referral, panel_condition. What a panel is and what it is asked are entries;
rows: for lists. A condition is as the advice said it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false

from riskapp.platform.db import Id, Json, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

panel = Table(
    "panel",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("name", String(200), nullable=False, default=""),
    # What it is now, as `rules.Terms` reads it: written with the entries it is of, never edited.
    Column("terms", Json, nullable=False, default={}, server_default="{}"),
    Column("takes_referrals", Boolean, nullable=False, default=False, server_default=false()),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
)

# Who can be asked to a sitting. Who was asked to which is a matter of that sitting.
panel_member = Table(
    "panel_member",
    metadata,
    Column("panel_id", Id, ForeignKey("panel.subject_id"), primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True, index=True),
    Column("profession", String(200), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("is_chair", Boolean, nullable=False, default=False, server_default=false()),
)

referral = Table(
    "referral",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("panel_id", Id, ForeignKey("panel.subject_id"), nullable=False, index=True),
    Column("decision_id", Id, ForeignKey("decision.subject_id"), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("is_urgent", Boolean, nullable=False, default=False, server_default=false()),
    Column("question", String(200), nullable=False, default=""),  # its first words, for lists
    Column("sent_at", UTCDateTime),
    Column("sent_by", Id, ForeignKey("user_account.id")),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
    # The one whose backing a later version outdated: this asks for the difference alone.
    Column("follows_id", Id, ForeignKey("referral.subject_id"), index=True),
    # Not reached at the last sitting that it was on, and why.
    Column("put_off_at", UTCDateTime),
    Column("put_off_because", String(2_000), nullable=False, default="", server_default=""),
)
Index("ix_referral_panel_state", referral.c.panel_id, referral.c.state, referral.c.sent_at)

panel_condition = Table(
    "panel_condition",
    metadata,
    Column("id", Id, primary_key=True),
    Column("referral_id", Id, ForeignKey("referral.subject_id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("what", String(2_000), nullable=False, default=""),
    Column("who", String(200), nullable=False, default=""),
    Column("by_when", String(10), nullable=False, default=""),
    Column("takes_away", String(2_000), nullable=False, default=""),
    Column("known_by", String(2_000), nullable=False, default=""),
    Column("given_at", UTCDateTime, nullable=False),
    # In whose work list it stands; nobody's: in that of whoever sent the referral.
    Column("owner_id", Id, ForeignKey("user_account.id"), index=True),
    # Who sees to it without an account here, in words.
    Column("outside", String(200), nullable=False, default="", server_default=""),
    Column("done_at", UTCDateTime),
    Column("done_by", Id, ForeignKey("user_account.id")),
    Column("done_what", String(2_000), nullable=False, default=""),
    Column("replaced_at", UTCDateTime),  # by a further advice, that asks for it again or not
)
refuse(panel_condition, "UPDATE", when="OLD.done_at IS NOT NULL OR OLD.replaced_at IS NOT NULL")
refuse(panel_condition, "DELETE")
