#!/usr/bin/env python3
"""Kills Articast at random moments, and checks what each kill leaves.

    python3 benches/kills.py --bin target/release/articast [--minutes 15] [--seed 1] [--voices V,V]

For each voice that this machine has: after each SIGKILL no process of an engine lives two seconds later, the next run gives the
same bytes as an undisturbed one, no line that was kept is spoken again; what lies about afterwards is counted. Linux.
"""

import argparse
import ctypes
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
ARTICLE = Path(__file__).parent.parent / "tests/articles/tides/source.md"
SPEAKER = """#!/bin/sh
exec espeak-ng --stdin --stdout -b 1 -v en-us
"""
VOICES = ["tone", "espeak-ng:en-us", "speechd:espeak-ng", "flite:slt", "festival:cmu_us_slt_arctic_hts", "pico:en-US", "command"]


class Place:
    """A folder of its own for a voice, and the command that makes the episode in it."""

    def __init__(self, program, voice, article):
        self.folder = Path(tempfile.mkdtemp(prefix="kills-"))
        if voice == "command":
            script = self.folder / "speaker"
            script.write_text(SPEAKER)
            script.chmod(0o755)
            voice = f"command:{script}"
        self.output, self.temporary, self.cache = (self.folder / name for name in ("out", "tmp", "cache"))
        self.command = [program, "make", article, "--voices", voice, "-o", self.output, "--json"]
        home = {"ARTICAST_CACHE": self.cache, "ARTICAST_CONFIG": self.folder / "config", "TMPDIR": self.temporary}
        self.environment = dict(os.environ, **{name: str(path) for name, path in home.items()})

    def fresh(self):
        for folder in (self.output, self.temporary, self.cache):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()

    def run(self):
        """Runs to the end; gives the exit code, how many lines were spoken, and how many seconds it took."""
        start = time.monotonic()
        done = subprocess.run(self.command, env=self.environment, capture_output=True, text=True)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        spoken = [event["lines"]["spoken"] for event in events if event["event"] == "done"]
        return done.returncode, spoken[0] if spoken else None, time.monotonic() - start

    def files(self):
        """The digests of the episode's files."""
        paths = [path for path in self.output.rglob("*") if path.is_file() and not is_left(path, self.output)]
        return {str(path.relative_to(self.output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

    def entries(self):
        """How many lines the cache keeps."""
        return sum(1 for path in self.cache.rglob("*.wav") if not is_left(path, self.cache))

    def left(self):
        """How many temporary files and folders lie about."""
        roots = (self.output, self.temporary, self.cache)
        return sum(1 for root in roots for path in root.rglob("*") if is_left(path, root) or root == self.temporary)


def is_left(path, root):
    """Whether a file is temporary, or in a folder that is."""
    parts = path.relative_to(root).parts
    return any(part.startswith((".articast-", ".tmp")) for part in parts)


def orphans():
    """The processes that became ours since their parents died."""
    found, own = [], os.getpid()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(parent) == own and state != "Z":
                    found.append((entry / "cmdline").read_text().replace("\0", " ")[:80])
            except OSError:
                pass
    return found


def kill_once(place, base, lines, seconds, counts):
    """Kills one run at a random moment, and checks what is left and what the next run does."""
    place.fresh()
    child = subprocess.Popen(
        place.command, env=place.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.uniform(0.01, seconds))
    was_alive = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    killed = time.monotonic()
    while orphans() and time.monotonic() < killed + 2:
        time.sleep(0.005)
    counts["hit"] += was_alive
    counts["slowest"] = max(counts["slowest"], time.monotonic() - killed)
    alive = orphans()
    counts["alive"] += len(alive)
    kept, left = place.entries(), place.left()
    counts["left"] += left
    code, spoken, _ = place.run()
    counts["failed"] += code != 0
    counts["differ"] += place.files() != base
    counts["twice"] += abs((spoken or 0) + kept - lines) if spoken is not None else lines
    counts["left after"] += place.left()
    counts["kills"] += 1
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
    return alive


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/articast")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--voices", default=",".join(VOICES))
    parser.add_argument("--article", default=str(ARTICLE))
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    program, runs = str(Path(arguments.bin).resolve()), []
    for voice in arguments.voices.split(","):
        place = Place(program, voice, str(Path(arguments.article).resolve()))
        place.fresh()
        code, lines, _ = place.run()
        if code != 0:
            print(f"{voice}: not here ({code})")
            continue
        base, lines = place.files(), place.entries()
        place.fresh()
        seconds = place.run()[2]
        print(f"{voice}: {lines} lines, {seconds:.1f} s, two undisturbed runs are equal: {place.files() == base}")
        names = ("kills", "hit", "alive", "slowest", "failed", "differ", "twice", "left", "left after")
        runs.append((voice, place, base, lines, seconds, dict.fromkeys(names, 0)))
    end = time.monotonic() + 60 * arguments.minutes
    while runs and time.monotonic() < end:
        for voice, place, base, lines, seconds, counts in runs:
            for process in kill_once(place, base, lines, seconds, counts):
                print(f"{voice}: still alive: {process}")
    for voice, place, *_, counts in runs:
        told = ", ".join(f"{name} {value:.2f}" if name == "slowest" else f"{name} {value}" for name, value in counts.items())
        print(f"{voice}: {told}")
        shutil.rmtree(place.folder, ignore_errors=True)
    is_well = all(counts[name] == 0 for *_, counts in runs for name in ("alive", "failed", "differ", "twice"))
    sys.exit(0 if is_well and runs else 1)


if __name__ == "__main__":
    main()
