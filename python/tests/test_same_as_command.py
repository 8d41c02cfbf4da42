"""What Python gives is what the command gives, byte for byte."""

import json
import os
import subprocess


def lines(documents):
    return [json.dumps(document, ensure_ascii=False).encode() for document in documents]


def stream(command, documents):
    text = b"\n".join(lines(documents)) + b"\n"
    # The binary of the tree where one is named, else the command of the wheel.
    command = os.environ.get("TRIALIGN") or command
    done = subprocess.run([command, "stream", "--isolated"], input=text, capture_output=True, check=True)
    return done.stdout.splitlines()


def test_a_thousand_documents(aligner, command, documents):
    expected = stream(command, documents)
    assert len(expected) == 1000
    assert aligner.align_lines(lines(documents)) == expected
    assert aligner.align_lines(lines(documents[:50]), threads=1) == expected[:50]
    many = list(aligner.align_many(documents, batch=64))
    assert [alignment.to_dict() for alignment in many] == [json.loads(line) for line in expected]
    assert sum(alignment.error is not None for alignment in many) == 11


def test_the_command_has_its_exit_codes(command, tmp_path):
    def run(*arguments):
        return subprocess.run([command, *arguments], cwd=tmp_path, capture_output=True, text=True)

    assert run("--version").stdout.startswith("trialign ")
    assert run("align", "no-such-folder").returncode == 1
    assert run("align", "--no-such-flag").returncode == 64
