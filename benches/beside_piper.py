#!/usr/bin/env python3
"""Measures articast beside PyPI's piper-tts: the same model, the same text, the same processors, in one run.

    pip install piper-tts onnx
    cargo build --release
    python3 benches/beside_piper.py FOLDER [--model VOICE.onnx] [--bin target/release/articast] [--text FILE] [--rounds 5]

The model is a trained voice, or what standin.py makes in FOLDER; onnxruntime is the library that piper-tts itself uses. Linux only:
each program is held to one processor, then to two (piper-tts' threads choose their processors themselves, so that it has
more than the one). Every round runs everything once, in turn forwards and backwards, so
that what else the machine does falls on all alike. The table has medians, of ratios those of the rounds' own ratios.

"Whole" is the program from its start to its end: `articast make` (with mastering, encoding and an empty cache) and
`piper`; "processor" is what it took of one for that, with its child processes, which depends less on what else runs.
"Warm" is the network's work alone, a loaded voice that has spoken: `articast voices bench`, and piper-tts'
own class in a process of its own. Memory is the most that the whole program had resident.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

WARM = """
import json, sys, time
from piper import PiperVoice
start = time.perf_counter()
voice = PiperVoice.load(sys.argv[1])
load = time.perf_counter() - start
lines = [line for line in open(sys.argv[2], encoding="utf-8").read().splitlines() if line]
say = lambda line: sum(len(c.audio_int16_bytes) / 2 / c.sample_rate for c in voice.synthesize(line))
say(lines[0])
start = time.perf_counter()
seconds = sum(map(say, lines))
print(json.dumps({"load": load, "factor": seconds / (time.perf_counter() - start)}))
"""


def run(command, processors, env=None):
    """Runs a program on so many processors: seconds, those of a processor, most resident bytes, and what it printed."""
    allowed = sorted(os.sched_getaffinity(0))[:processors]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=env,
                                 preexec_fn=lambda: os.sched_setaffinity(0, allowed))
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        if child.returncode != 0:
            sys.exit(f"{command[0]} failed: {err.read().decode(errors='replace')}")
        worked = usage.ru_utime + usage.ru_stime
        return seconds, worked, usage.ru_maxrss * 1024, out.read().decode()


def articast(library):
    def measure(options, model, processors, folder):
        env = dict(os.environ, ARTICAST_ONNXRUNTIME=library, ARTICAST_CACHE=str(folder / "cache"),
                   ARTICAST_DATA=str(folder / "data"), ARTICAST_CONFIG=str(folder / "config"))
        voice = f"piper:{model}"
        make = [options.bin, "make", options.text, "--voices", voice, "--jobs", processors, "-o", folder, "--json"]
        seconds, worked, memory, told = run(list(map(str, make)), processors, env)
        done = json.loads(told.splitlines()[-1])
        if done["doubtful"]:
            sys.exit("there are doubtful lines: what was measured is not what was meant")
        bench = [options.bin, "voices", "bench", voice, "--lanes", processors, "--text", options.text, "--json"]
        warm = json.loads(run(list(map(str, bench)), processors, env)[-1])
        wanted = " on onnxruntime" if library else " on rten"
        if wanted not in warm["runtime"]:
            sys.exit(f"not{wanted}: {warm['runtime']}")
        return seconds, worked, memory, warm["load_seconds"], warm["lanes"][-1]["factor"]

    return measure


def piper(options, model, processors, folder):
    out = folder / "piper.wav"
    command = [sys.executable, "-m", "piper", "-m", model, "-i", options.text, "-f", out]
    seconds, worked, memory, _ = run(list(map(str, command)), processors)
    with wave.open(str(out)) as file:
        if file.getnframes() < file.getframerate():
            sys.exit("piper-tts said nothing")
    warm = json.loads(run([sys.executable, "-c", WARM, str(model), str(options.text)], processors)[-1])
    return seconds, worked, memory, warm["load"], warm["factor"]


def versions():
    from importlib.metadata import version

    return f"piper-tts {version('piper-tts')}, onnxruntime {version('onnxruntime')}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, help="a voice, with its settings beside it, instead of the stand-in")
    parser.add_argument("--bin", type=Path, default=ROOT / "target/release/articast")
    parser.add_argument("--text", type=Path, default=ROOT / "tests/voices/page.txt", help="a paragraph in each line")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processors", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    model = (options.model or options.folder / "standin.onnx").resolve()
    if not options.model and not model.exists():
        subprocess.run([sys.executable, HERE / "standin.py", options.folder], check=True)
    # Of a paragraph in each line both make the same sentences once there are blank lines between.
    lines = options.text.read_text(encoding="utf-8").split("\n")
    options.text = options.folder.resolve() / "text.md"
    options.text.write_text("\n\n".join(lines), encoding="utf-8")
    import onnxruntime

    library = next(Path(onnxruntime.__file__).parent.glob("capi/libonnxruntime.so*"))
    contestants = [("piper-tts", piper), ("articast, onnxruntime", articast(str(library))),
                   ("articast, rten", articast(""))]
    found = {}
    runs = [(processors, *contestant) for processors in options.processors for contestant in contestants]
    for turn in range(options.rounds):
        for processors, name, measure in runs if turn % 2 == 0 else reversed(runs):
            with tempfile.TemporaryDirectory() as folder:
                row = measure(options, model, processors, Path(folder))
            found.setdefault((processors, name), []).append(row)
            print(f"round {turn + 1}, {processors}: {name} {row[0]:.1f} s, {row[1]:.1f} s of a processor, "
                  f"{row[4]:.1f} ×", file=sys.stderr, flush=True)
    print(f"{versions()}; {platform.machine()}, medians of {options.rounds}, load of the machine "
          f"{os.getloadavg()[1]:.1f}\n")
    print("| processors | | whole, s | against piper-tts | processor, s | against | load, s | warm, × real time | "
          "against | memory, MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for processors, name, _ in runs:
        rows, base = found[processors, name], found[processors, "piper-tts"]
        whole, worked, memory, load, warm = (statistics.median(column) for column in zip(*rows))
        ratio = lambda of: statistics.median(map(of, base, rows))
        print(f"| {processors} | {name} | {whole:.1f} | {ratio(lambda a, b: a[0] / b[0]):.2f} | {worked:.1f} | "
              f"{ratio(lambda a, b: a[1] / b[1]):.2f} | {load:.2f} | {warm:.1f} | "
              f"{ratio(lambda a, b: b[4] / a[4]):.2f} | {memory / 1e6:.0f} |")

main()
