"""Questions that came from learning: which of them a conversation is asked."""

from __future__ import annotations

from collections.abc import Iterable

from riskapp.decision.conversation import Conversation
from riskapp.library.rules import ContentPrompt


def asked_here(prompts: Iterable[ContentPrompt], talk: Conversation) -> list[ContentPrompt]:
    """Those that are asked of all, and those asked where it holds something of their sort."""
    return [one for one in prompts if _holds(talk, one)]


def _holds(talk: Conversation, prompt: ContentPrompt) -> bool:
    could = [c for option in talk.options for c in option.consequences]
    of_that_sort = any(
        prompt.side in ("", one.side) and prompt.kind in ("", one.kind) for one in could
    )
    is_helped_so = any(one.rung == prompt.rung for one in talk.mitigations)
    return (of_that_sort or not (prompt.side or prompt.kind)) and (is_helped_so or not prompt.rung)
