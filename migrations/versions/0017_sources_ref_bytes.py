"""sources: a source's ref is compared by its bytes, so that a show's episodes are a range of the index"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite compares bytes as it is
        op.execute('ALTER TABLE source ALTER COLUMN ref TYPE varchar(64) COLLATE "C"')


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE source ALTER COLUMN ref TYPE varchar(64) COLLATE "default"')
