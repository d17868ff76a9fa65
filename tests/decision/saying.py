"""Saying something on a page of a conversation, and sealing it."""

from __future__ import annotations

from tests.app import Client


def say(client: Client, ref: str, step: str, **typed: object) -> None:
    """`__` stands for the dots of a list: differences__who is differences..-who."""
    page = f"/decisions/{ref}/{step}"
    said = {key.replace("__", "..-"): told for key, told in typed.items()}
    client.post(page, {**said, "action": "later"}, page=page, status=303)


def seal(client: Client, ref: str, *, begin_next: bool = False) -> None:
    home = f"/decisions/{ref}"
    client.post(f"{home}/read-back", {"action": "seal"}, page=f"{home}/read-back", status=303)
    if begin_next:
        client.post(f"{home}/begin-next", page=home, status=303)
