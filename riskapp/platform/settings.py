"""Facts about an instance that belong with its data, not with its configuration."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from riskapp.platform.tables import setting

# Its value is the password that every demonstration user has.
DEMONSTRATION = "demonstration"


def get(conn: Connection, key: str) -> str | None:
    value: str | None = conn.execute(
        select(setting.c.value).where(setting.c.key == key)
    ).scalar_one_or_none()
    return value


def put(conn: Connection, key: str, value: str) -> None:
    conn.execute(delete(setting).where(setting.c.key == key))
    conn.execute(insert(setting).values(key=key, value=value))
