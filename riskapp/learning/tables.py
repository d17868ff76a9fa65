"""happening, hold, change_due, learning. What is said of a happening is entries; its row is for lists.

A learning has no key to anything: what it came from, and who wrote it, are found by its `origin` and
`written` alone, under a key that the database does not hold.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from riskapp.platform.db import Id, Json, UTCDateTime, metadata
from riskapp.platform.fulltext import TextIndex

happening = Table(
    "happening",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.subject_id"), nullable=False, index=True),
    Column("decision_id", Id, ForeignKey("decision.subject_id"), index=True),
    Column("version", Integer),  # as somebody chose it; none: found by the day
    Column("basis", String(20), nullable=False),
    Column("kind", String(20), nullable=False, default=""),
    Column("on_day", String(10), nullable=False, default=""),
    Column("what", String(200), nullable=False, default=""),  # its first words, for lists
    Column("state", String(20), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
    # Routes that apply, or may, and are not told yet: for lists.
    Column("waiting", Json, nullable=False, default=[], server_default="[]"),
    Column("hold_id", Id),  # the hold it is under now
)
Index("ix_happening_state_changed", happening.c.state, happening.c.changed_at)

# That what can be learned waits for others, and that it went on again: nothing of it is taken away.
hold = Table(
    "hold",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("happening.subject_id"), nullable=False, index=True),
    Column("for_what", Json, nullable=False),
    Column("asked_by", String(200), nullable=False),
    Column("since", String(10), nullable=False),
    Column("restart_role", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("begun_at", UTCDateTime, nullable=False),
    Column("begun_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("ended_at", UTCDateTime),
    Column("ended_by", Id, ForeignKey("user_account.id")),
    Column("ended_note", Text, nullable=False, default=""),
)

# Changes to try that nobody has said the end of: written with the entries they are of, never edited.
change_due = Table(
    "change_due",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("happening.subject_id"), nullable=False, index=True),
    Column("on_day", String(10), nullable=False, index=True),
    Column("what", String(200), nullable=False),
    Column("owner", String(200), nullable=False),
)

# Roles, months and kinds of place; no person, no team, no user and no moment.
learning = Table(
    "learning",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("month", String(7), nullable=False, index=True),
    Column("place", String(20), nullable=False),
    Column("said", Text, nullable=False),
    Column("likely", Text, nullable=False),
    Column("changes", Json, nullable=False),
    Column("theme", String(20), nullable=False, server_default=""),
    Column("influences", Json, nullable=False, server_default="[]"),
    # Which of these traits others may read (rules.can_be_told): written whenever the log changes.
    Column("told", Json, nullable=False, server_default="[]"),
    Column("origin", String(64), nullable=False, unique=True),
    # Whose words they are now, under the same key: of what happened, or of a review of that alone.
    Column("written", String(64), nullable=False, server_default=""),
)

LEARNING_WORDS = TextIndex("learning_words")

# The traits that are told of some line: what the log can be sorted by.
learning_told = Table(
    "learning_told",
    metadata,
    Column("facet", String(20), primary_key=True),
    Column("value", String(20), primary_key=True),
)
Index("ix_learning_traits", learning.c.kind, learning.c.month, learning.c.place, learning.c.theme)
