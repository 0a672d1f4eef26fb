"""sources: providers, how they do, and files on web servers"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.alter_column("torrent_id", existing_type=sa.String(length=36), nullable=True)
        batch_op.add_column(sa.Column("url", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("url_index", sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column("name", sa.LargeBinary(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_source_ref_url_index"), ["ref", "url_index"])
    op.create_table(
        "provider",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("base_url", sa.LargeBinary(), nullable=True),
        sa.Column("api_key", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_provider")),
    )
    op.create_table(
        "provider_circuit",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", TIME, nullable=True),
        sa.Column("last_kind", sa.String(length=20), nullable=True),
        sa.Column("last_detail", sa.String(length=200), nullable=False),
        sa.Column("last_ok_at", TIME, nullable=True),
        sa.Column("last_failed_at", TIME, nullable=True),
        sa.Column("last_elapsed_ms", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_provider_circuit")),
    )


def downgrade() -> None:
    op.drop_table("provider_circuit")
    op.drop_table("provider")
    op.execute("DELETE FROM source WHERE torrent_id IS NULL")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_source_ref_url_index"), type_="unique")
        batch_op.drop_column("name")
        batch_op.drop_column("url_index")
        batch_op.drop_column("url")
        batch_op.alter_column("torrent_id", existing_type=sa.String(length=36), nullable=False)
