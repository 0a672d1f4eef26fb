from uuid import UUID

from miauflix.kit.ids import new_id


def test_ids_are_version_7_unique_and_sort_by_the_millisecond_they_were_made_in() -> None:
    ids = [new_id() for _ in range(10_000)]
    assert len(set(ids)) == len(ids)
    assert {UUID(one).version for one in ids} == {7}
    stamps = [one[:13] for one in ids]
    assert stamps == sorted(stamps)
