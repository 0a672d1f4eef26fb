"""The only place of this room with SQL. Each function takes the caller's session; none commits."""
