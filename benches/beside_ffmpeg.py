#!/usr/bin/env python3
"""Measures how long articast takes to master and encode what is spoken already, beside ffmpeg with the same sound.

    cargo build --release
    python3 benches/beside_ffmpeg.py [--bin target/release/articast] [--hours 1] [--voice embedded:en-us] [--rounds 3]

It makes an episode of about so many hours once, so that every line is kept. Then, in every round and one after the
other: articast writes WAV, FLAC, MP3 and Opus in one run; each of FLAC, MP3 and Opus alone; and ffmpeg does the same
from the WAV file, with loudnorm in two passes and one encoder for each format. The table has medians of the time on
the clock and of the processor's time, and the most memory that a program had resident. Linux only.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ["flac", "mp3", "opus"]


def run(command, env=None):
    """Runs a program: seconds on the clock, seconds of the processor, most resident bytes, and what it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(list(map(str, command)), stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        printed = out.read().decode(), err.read().decode(errors="replace")
        if child.returncode != 0:
            sys.exit(f"{command[0]} failed: {printed[1][-2000:]}")
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, printed


def article(folder, hours):
    """A text of about so many hours: sentences that differ by their numbers."""
    source = (ROOT / "tests/articles/tides/source.md").read_text(encoding="utf-8")
    words = [line for line in source.splitlines() if len(line) > 80 and not line.startswith(("!", "|", "#", ">", "-"))]
    path, written, number = folder / "long.md", 0, 0
    with open(path, "w", encoding="utf-8") as text:
        text.write("# A long one\n\n")
        while written < hours * 9_000:
            if number % 40 == 0:
                text.write(f"## Part {number // 40 + 1}\n\n")
            paragraph = f"Number {number}. {words[number % len(words)]}"
            text.write(paragraph + "\n\n")
            written += len(paragraph.split())
            number += 1
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "target/release/articast")
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--voice", default="embedded:en-us")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = dict(os.environ, ARTICAST_CACHE=str(folder / "cache"))
        text = article(folder, options.hours)

        def make(formats, out):
            command = [options.bin, "make", text, "--voices", options.voice, "--single-file", "--json", "--formats",
                       ",".join(formats), "-o", folder / out]
            return run(command, env)

        _, _, memory, printed = make(["wav"], "first")
        done = json.loads(printed[0].splitlines()[-1])
        wav = next(Path(done["folder"]).glob("*.wav"))
        minutes = done["samples"] / done["sample_rate"] / 60
        print(f"{minutes:.1f} minutes; spoken and written as WAV with {memory / 1e6:.0f} MB at most")

        def ffmpeg(out):
            def filtered(options):
                return f"loudnorm=I=-19:TP=-3:LRA=20:{options}"

            first = run(["ffmpeg", "-hide_banner", "-nostats", "-i", wav, "-af", filtered("print_format=json"),
                         "-f", "null", "-"])
            told = first[3][1]
            found = json.loads(told[told.rindex("{"): told.rindex("}") + 1])
            known = ":".join([f"measured_I={found['input_i']}", f"measured_TP={found['input_tp']}",
                              f"measured_LRA={found['input_lra']}", f"measured_thresh={found['input_thresh']}",
                              f"offset={found['target_offset']}", "linear=true"])
            second = run(["ffmpeg", "-hide_banner", "-nostats", "-y", "-i", wav, "-filter_complex",
                          f"[0]{filtered(known)},aresample=44100,asplit=4[a][b][c][d]",
                          "-map", "[a]", f"{out}.wav", "-map", "[b]", f"{out}.flac",
                          "-map", "[c]", "-b:a", "96k", f"{out}.mp3", "-map", "[d]", "-ar", "48000", "-b:a", "48k", f"{out}.opus"])
            return first[0] + second[0], first[1] + second[1], max(first[2], second[2]), None

        rows = {"all four": [], **{name: [] for name in FORMATS}, "ffmpeg, all four": []}
        for number in range(options.rounds):
            rows["all four"].append(make(["wav", *FORMATS], f"all{number}"))
            for one in FORMATS:
                rows[one].append(make([one], f"{one}{number}"))
            rows["ffmpeg, all four"].append(ffmpeg(folder / f"other{number}"))
            for made in folder.glob("*[0-9]"):
                subprocess.run(["rm", "-r", "--", made], check=True)
        middle = {name: [statistics.median(row[n] for row in found) for n in range(3)] for name, found in rows.items()}
        print(f"{'':18} {'clock':>8} {'processor':>10} {'memory':>8}")
        for name, (clock, processor, memory) in middle.items():
            print(f"{name:18} {clock:7.1f}s {processor:9.1f}s {memory / 1e6:5.0f} MB")
        slowest = max(FORMATS, key=lambda name: middle[name][0])
        print(f"all four take {middle['all four'][0] / middle[slowest][0]:.2f} times as long as {slowest} alone,")
        print(f"and {middle['all four'][0] / middle['ffmpeg, all four'][0]:.2f} times as long as ffmpeg takes for all four")


if __name__ == "__main__":
    main()
