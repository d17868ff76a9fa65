"""What was learned becomes a question in the conversation, and ceases to be one."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.learning.events import PROMPT_ADDED, PROMPT_ENDED
from riskapp.learning.queries import find_log
from riskapp.library.rules import ContentPrompt
from riskapp.library.services import add_prompt, end_prompt
from riskapp.platform.trail import Trail


def ask_in_conversations(
    conn: Connection, trail: Trail, actor: Actor, prompt: ContentPrompt
) -> None:
    made = add_prompt(conn, trail.now, prompt)
    line, step = prompt.because_of, prompt.step
    trail.note(conn, actor, PROMPT_ADDED, find_log(conn), line=line, step=step, prompt=made)


def ask_no_longer(conn: Connection, trail: Trail, actor: Actor, line: str, prompt_id: str) -> None:
    """Raises NotFound for what is not asked because of that line."""
    if not end_prompt(conn, trail.now, line, prompt_id):
        raise NotFound(prompt_id)
    trail.note(conn, actor, PROMPT_ENDED, find_log(conn), line=line, prompt=prompt_id)
