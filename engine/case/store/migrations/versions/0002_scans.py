"""What a scanner said of an upload."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it; nobody has looked into what is there already."""
    op.add_column("uploads", sa.Column("scan", sa.String, nullable=False, server_default=""))
