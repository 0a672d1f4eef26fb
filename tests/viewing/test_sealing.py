from miauflix.infra.db import Base
from miauflix.viewing import Diary
from miauflix.viewing.sealing import SEALED


def test_every_column_of_bytes_of_this_room_is_sealed_anew_when_keys_change() -> None:
    room = Diary.__module__.rpartition(".")[0]
    there = {
        f"{mapper.local_table.name}.{column.name}"  # pyright: ignore[reportAttributeAccessIssue]
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith(room)
        for column in mapper.local_table.columns
        if column.type.__class__.__name__ == "LargeBinary"
    }
    assert there == {f"{table.table.name}.{column.name}" for table in SEALED for column in table.columns}
    assert len(there) == 3
