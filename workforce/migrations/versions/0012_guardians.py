"""guardians are asked by their own link, a seat is held for them until a day, and every consent is a row

Revision ID: 0012
Revises: 0011

Seats that wait for a guardian today get two weeks from now on, so that nothing ends on the first night; where the course
has begun already they wait as they did. What was agreed to so far becomes rows, in the words that were read then.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
HELD = sa.text("held_until IS NOT NULL")
OPEN = sa.text("ended_at IS NULL")
PURPOSES = ("taking_part", "photographs", "news")
SPEAKERS = ("self", "guardian")
CHANNELS = ("web", "link", "paper_link", "paper", "phone", "counter", "post")
HOLD, REMIND = timedelta(days=14), timedelta(days=7)
QUESTIONS = {"photo_consent": "photographs", "news_consent": "news"}
SIGNED = "Signed paper, recorded before consents were kept by purpose."

SQLITE = """
CREATE TRIGGER consent_no_{verb} BEFORE {verb} ON consent
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, 'consent is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    op.add_column("enrolment", sa.Column("held_until", INSTANT, nullable=True))
    op.add_column("enrolment", sa.Column("remind_at", INSTANT, nullable=True))
    op.create_index("ix_enrolment_held", "enrolment", ["held_until"], sqlite_where=HELD, postgresql_where=HELD)
    create_guardian_request()
    create_consent()
    hold_what_waits()
    keep_what_was_agreed()
    refuse_changes()


def create_guardian_request():
    op.create_table(
        "guardian_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("guardian_name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_guardian_request_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_guardian_request_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_request")),
    )
    op.create_index("ix_guardian_request_enrolment_id", "guardian_request", ["enrolment_id"])
    where = {"sqlite_where": OPEN, "postgresql_where": OPEN}
    op.create_index("uq_guardian_request_open", "guardian_request", ["enrolment_id"], unique=True, **where)


def create_consent():
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("purpose", one_of(PURPOSES, "purpose"), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("speaker", one_of(SPEAKERS, "speaker"), nullable=False),
        sa.Column("spoken_by", sa.String(), nullable=True),
        sa.Column("channel", one_of(CHANNELS, "channel"), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_consent_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_consent_recorded_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person_id", "consent", ["person_id", "purpose", "id"])
    op.create_index("ix_consent_enrolment_id", "consent", ["enrolment_id", "purpose", "id"])


def one_of(values, name):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def hold_what_waits():
    enrolment = table("enrolment", "state", "cohort_id", held_until=INSTANT, remind_at=INSTANT)
    cohort = table("cohort", "id", starts_at=INSTANT)
    now = datetime.now(UTC).replace(microsecond=0)
    begins = sa.select(cohort.c.id).where(cohort.c.starts_at.is_(None) | (cohort.c.starts_at > now + HOLD))
    waits = (enrolment.c.state == "waiting_for_guardian") & enrolment.c.cohort_id.in_(begins)
    op.execute(enrolment.update().where(waits).values(held_until=now + HOLD, remind_at=now + REMIND))
    soon = sa.select(cohort.c.id).where(cohort.c.starts_at > now, cohort.c.starts_at <= now + HOLD)
    starts = sa.select(cohort.c.starts_at).where(cohort.c.id == enrolment.c.cohort_id).scalar_subquery()
    waits = (enrolment.c.state == "waiting_for_guardian") & enrolment.c.cohort_id.in_(soon)
    op.execute(enrolment.update().where(waits).values(held_until=starts))


def keep_what_was_agreed():
    connection = op.get_bind()
    enrolment = table(
        *("enrolment", "id", "person_id", "origin", "language", "answers"), submitted_at=INSTANT, forgotten_at=INSTANT
    )
    signed = table(
        *("guardian_consent", "id", "enrolment_id", "guardian_name", "recorded_by_id"), recorded_at=INSTANT
    )
    kept = enrolment.c.forgotten_at.is_(None)
    asked = sa.or_(*(sa.cast(enrolment.c.answers, sa.String).contains(key) for key in QUESTIONS))
    rows = [row for one in connection.execute(sa.select(enrolment).where(kept, asked)) for row in said(one)]
    joined = sa.select(signed, enrolment.c.person_id, enrolment.c.language).join(
        enrolment, enrolment.c.id == signed.c.enrolment_id
    )
    rows += [on_paper(one) for one in connection.execute(joined.where(kept))]
    if rows:
        connection.execute(into_consent(), rows)


def said(row):
    """What the applicant answered in the form."""
    answers = row.answers if isinstance(row.answers, dict) else json.loads(row.answers)
    for key, purpose in QUESTIONS.items():
        if answers.get(key, {}).get("value") in ("yes", "no"):
            yield word(
                row.person_id,
                row.id,
                purpose,
                given=answers[key]["value"] == "yes",
                wording=answers[key].get("asked", ""),
                language=row.language,
                channel=row.origin,
                at=row.submitted_at,
            )


def on_paper(row):
    return word(
        row.person_id,
        row.enrolment_id,
        "taking_part",
        given=True,
        wording=SIGNED,
        language="en",
        channel="paper",
        at=row.recorded_at,
        speaker="guardian",
        spoken_by=row.guardian_name,
        recorded_by_id=row.recorded_by_id,
    )


def word(person_id, enrolment_id, purpose, *, wording, **given):
    version = hashlib.sha256(wording.strip().encode()).hexdigest()[:16]
    own = {"speaker": "self", "spoken_by": None, "recorded_by_id": None}
    return own | {
        "person_id": person_id,
        "enrolment_id": enrolment_id,
        "purpose": purpose,
        "wording": wording,
        "version": version,
        **given,
    }


def into_consent():
    columns = ("person_id", "enrolment_id", "purpose", "speaker", "spoken_by", "channel", "language", "wording")
    return table("consent", *columns, "version", "recorded_by_id", given=sa.Boolean(), at=INSTANT).insert()


def table(name, *columns, **typed):
    """As it stands at this step. `answers` is read as it is: text on one database, a value on the other."""
    plain = [sa.column(each) for each in columns]
    return sa.table(name, *plain, *(sa.column(each, kind) for each, kind in typed.items()))


def refuse_changes():
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(SQLITE.format(verb=verb))
    else:
        op.execute(POSTGRESQL)


def downgrade():
    op.drop_table("consent")
    op.drop_table("guardian_request")
    op.drop_index("ix_enrolment_held", "enrolment")
    with op.batch_alter_table("enrolment") as changed:
        changed.drop_column("remind_at")
        changed.drop_column("held_until")
