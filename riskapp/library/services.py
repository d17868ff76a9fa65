"""Adding a question to the conversation, and ending it. What was asked before is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, func, insert, literal, update

from riskapp.library.rules import ContentPrompt
from riskapp.library.tables import content_prompt
from riskapp.platform.db import UTCDateTime, new_id


def add_prompt(conn: Connection, now: datetime, prompt: ContentPrompt) -> str:
    """Its id; that of `prompt` counts for nothing."""
    made = new_id()
    said = {**asdict(prompt), "id": made, "added_at": now}
    conn.execute(insert(content_prompt).values(said))
    return made


def end_prompts(conn: Connection, now: datetime, because_of: str) -> None:
    """Whatever is asked because of something that is no longer there."""
    conn.execute(
        update(content_prompt)
        .where(content_prompt.c.because_of == because_of, content_prompt.c.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_prompt(conn: Connection, now: datetime, because_of: str, prompt_id: str) -> bool:
    """Whether there is such a question because of that. One that was ended before stays as it was."""
    ended = conn.execute(
        update(content_prompt)
        .where(content_prompt.c.id == prompt_id, content_prompt.c.because_of == because_of)
        .values(ended_at=func.coalesce(content_prompt.c.ended_at, literal(now, UTCDateTime)))
    )
    return ended.rowcount == 1
