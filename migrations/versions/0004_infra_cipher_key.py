"""infra: the keys that stored fields were encrypted with"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cipher_key",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("check_value", sa.LargeBinary(length=32), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cipher_key")),
    )


def downgrade() -> None:
    op.drop_table("cipher_key")
