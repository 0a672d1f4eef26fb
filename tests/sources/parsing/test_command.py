"""`miauflix parse` as a process, for pipes are its home."""

import json
import subprocess
import sys

COMMAND = (sys.executable, "-c", "import sys; from miauflix.sources.parsing.command import run; run(sys.argv[1:])")


def test_names_come_from_arguments() -> None:
    done = subprocess.run((*COMMAND, "Sintel.2010.1080p", "Бумажный маяк (2021)"), capture_output=True, check=True)
    first, second = (json.loads(line) for line in done.stdout.decode().splitlines())
    assert (first["title"], first["name"], first["year"]) == ("Sintel.2010.1080p", "Sintel", 2010)
    assert second["name"] == "Бумажный маяк"


def test_without_arguments_each_line_of_input_is_a_name_and_answered_by_one_line() -> None:
    names = b"Sintel.2010\r\n\nTears.of.Steel.2012\xff\nKettle.Club.S01E02"
    done = subprocess.run(COMMAND, input=names, capture_output=True, check=True)
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [row["name"] for row in found] == ["Sintel", None, "Tears of Steel", "Kettle Club"]
    assert found[0]["title"] == "Sintel.2010"


def test_a_name_is_answered_before_the_next_is_given() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in (b"Sintel.2010", b"Tears.of.Steel.2012"):
            process.stdin.write(name + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["title"] == name.decode()
        process.stdin.close()
    assert process.returncode == 0


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"Sintel.2010\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"Sintel.2010\n" * 3)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_letters_that_the_terminal_lacks_are_escaped() -> None:
    done = subprocess.run(
        (*COMMAND, "Лампа (2019)"),
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
    )
    assert json.loads(done.stdout.decode("ascii"))["name"] == "Лампа"
