import subprocess
import sys

from miauflix import sources


def test_the_face_shows_what_it_lists() -> None:
    assert set(sources._WHERE) == set(sources.__all__)
    for name in sources.__all__:
        assert getattr(sources, name) is not None


def test_reading_names_brings_nothing_along_that_takes_long_to_load() -> None:
    code = "import sys; import miauflix.sources.parsing.command; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"sqlalchemy", "fastapi", "libtorrent", "httpx2", "pydantic"} & set(loaded) == set()
