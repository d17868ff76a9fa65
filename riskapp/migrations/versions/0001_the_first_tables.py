"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("lane", sa.String(length=20), nullable=False),
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=80), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=True),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("lane", "seq", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("lane", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "run_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "taken_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("taken_by", sa.String(length=120), nullable=True),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_job_state_job_run_at"), ["state", "run_at"], unique=False
        )

    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column(
            "last_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_tries")),
    )
    with op.batch_alter_table("sign_in_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_tries_last_at"), ["last_at"], unique=False)

    op.create_table(
        "subject",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("ref", name=op.f("uq_subject_ref")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=True),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "password_changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "disabled_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_access_log_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_log_subject_id_access_log_at"), ["subject_id", "at"], unique=False
        )

    op.create_table(
        "draft",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=140), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_draft_subject_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_draft_user_id")),
        sa.PrimaryKeyConstraint("user_id", "subject_id", "place", name=op.f("pk_draft")),
    )
    op.create_table(
        "due",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_due_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
    )
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.create_index("ix_due_on_day", ["on_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_due_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "removed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["entry.id"], name=op.f("fk_entry_parent_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_entry_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("subject_id", "slot", name=op.f("uq_entry_subject_id_slot")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("ix_entry_subject_position", ["subject_id", "position"], unique=False)

    op.create_table(
        "entry_save",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_entry_save_by")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_entry_save_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_save")),
        sa.UniqueConstraint("by", "key", name=op.f("uq_entry_save_by_key")),
    )
    with op.batch_alter_table("entry_save", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_save_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "familiar_address",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_familiar_address_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "address", name=op.f("pk_familiar_address")),
    )
    with op.batch_alter_table("familiar_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_familiar_address_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "membership",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "team_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_team_id"), ["team_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("called_by", sa.String(length=200), nullable=False),
        sa.Column("own_reference", sa.String(length=200), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_person_subject_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_person_team_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_team_id"), ["team_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_session_digest")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("schema", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "sealed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("sealed_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["sealed_by"], ["user_account.id"], name=op.f("fk_version_sealed_by")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_version_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("subject_id", "number", name=op.f("uq_version_subject_id_number")),
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_digest"), ["digest"], unique=False)

    op.create_table(
        "copy_given",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("given_on", sa.String(length=10), nullable=False),
        sa.Column("to_whom", sa.String(length=200), nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column(
            "noted_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("noted_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["user_account.id"], name=op.f("fk_copy_given_noted_by")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_copy_given_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_given")),
    )
    with op.batch_alter_table("copy_given", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_given_version_id"), ["version_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("jurisdiction", sa.String(length=20), nullable=False),
        sa.Column("route", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.String(length=200), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("changed_step", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_decision_made_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.subject_id"], name=op.f("fk_decision_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_decision_subject_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_decision_state_changed", ["state", "changed_at"], unique=False)

    op.create_table(
        "entry_history",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("save_id", sa.String(length=36), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_history_entry_id")),
        sa.ForeignKeyConstraint(
            ["save_id"], ["entry_save.id"], name=op.f("fk_entry_history_save_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "rev", name=op.f("pk_entry_history")),
    )
    with op.batch_alter_table("entry_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_history_save_id"), ["save_id"], unique=False)

    op.create_table(
        "rendition",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=True),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("bytes", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_rendition_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_rendition_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_rendition_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rendition")),
        sa.UniqueConstraint("version_id", "layout", name=op.f("uq_rendition_version_id_layout")),
    )
    with op.batch_alter_table("rendition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rendition_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rendition_version_id"), ["version_id"], unique=False)
