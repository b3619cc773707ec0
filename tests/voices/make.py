#!/usr/bin/env python3
"""Makes the test voices beside it: networks of a few kilobytes with the interfaces of Piper's and Kokoro's.

    pip install onnx && python3 make.py

Every id lasts ceil((1 + id mod 3) * length_scale) frames of 256 samples and is a sine of 120 + 6 * id Hz, 40 Hz more
for each speaker; id 0, the pad, is silent. Random numbers, scaled by a hundredth of noise_scale, lie over all of it.

Of Kokoro's, every id lasts max(1, round((1 + id mod 3) / speed)) frames of 600 samples and is such a sine at 24 kHz,
as loud as the first number of the style. Random are a thousandth of it, and the phase at the start. One export has the
names of hexgrad's, with durations; the other those of kokoro-onnx, with whole speeds and durations inside only.

tiny-operators.onnx has the operators that only one runtime has or that the two compute differently: of a row of numbers
the STFT with a Hann window of 20, 5 apart, and of each frame the product of its parts with themselves.
"""

import json
import math
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

HERE = Path(__file__).parent
HOP, RATE = 256, 22050

# The ids that Piper's voices of espeak-ng phonemes share.
SYMBOLS = "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyzæçðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲˈˌːˑ˞βθχᵻⱱ0123456789\u0327\u0303\u032a\u032f\u0329ʰˤε↓#\"↑\u033a\u033bgʦX\u031d\u030aɝʷ"


whole, real = TensorProto.INT64, TensorProto.FLOAT
value = helper.make_tensor_value_info


class Graph:
    def __init__(self):
        self.nodes, self.constants = [], {}

    def constant(self, value, kind=np.int64):
        name = f"c{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.array(value, kind), name)
        return name

    def op(self, operator, *inputs, out=None, **attributes):
        out = out or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [out], **attributes))
        return out

    def model(self, inputs, outputs, opsets={"": 15}):
        graph = helper.make_graph(self.nodes, "voice", inputs, outputs, list(self.constants.values()))
        imports = [helper.make_opsetid(domain, version) for domain, version in opsets.items()]
        model = helper.make_model(graph, opset_imports=imports, ir_version=8)
        checker.check_model(model, full_check=True)
        return model.SerializeToString()


def kokoro(ids_name, sound_name, speed_kind):
    graph = Graph()
    constant, op = graph.constant, graph.op
    hop, rate = 600, 24000
    ids = op("Reshape", ids_name, constant([-1]))
    steps = op("Cast", op("Add", op("Mod", ids, constant(3)), constant(1)), to=real)
    long = op("Round", op("Div", steps, op("Cast", "speed", to=real)))
    least = op("Max" if speed_kind == real else "Clip", long, constant(1, np.float32))
    frames = op("Cast", least, to=whole, out="duration")
    ends = op("CumSum", frames, constant(0))
    sample = op("Range", constant(0), op("Mul", op("ReduceSum", frames, keepdims=0), constant(hop)), constant(1))
    frame = op("Unsqueeze", op("Div", sample, constant(hop)), constant([1]))
    ended = op("GreaterOrEqual", frame, op("Unsqueeze", ends, constant([0])))
    own = op("Gather", ids, op("ReduceSum", op("Cast", ended, to=whole), constant([1]), keepdims=0), axis=0)
    # Pitches are whole multiples of 6 Hz, which come round every 4000 samples.
    time = op("Cast", op("Mod", sample, constant(rate // 6)), to=real)
    hertz = op("Add", op("Mul", op("Cast", own, to=real), constant(6, np.float32)), constant(120, np.float32))
    turns = op("Div", op("Mul", hertz, time), constant(rate, np.float32))
    # Exporters write what is drawn in either way.
    like = op("Cast", op("Slice", ids, constant([0]), constant([1])), to=real)
    first = op("RandomUniformLike", like) if speed_kind == real else op("RandomUniform", shape=[1])
    phase = op("Mod", op("Add", turns, first), constant(1, np.float32), fmod=1)
    wave = op("Mul", op("Sin", op("Mul", phase, constant(2 * math.pi, np.float32))), op("Cast", op("Greater", own, constant(0)), to=real))
    wave = op("Add", wave, op("Mul", op("RandomNormalLike", wave), constant(0.001, np.float32)))
    op("Mul", wave, op("Gather", op("Reshape", "style", constant([-1])), constant(0), axis=0), out=sound_name)
    inputs = [value(ids_name, whole, [1, "n"]), value("style", real, [1, 256]), value("speed", speed_kind, [1])]
    outputs = [value(sound_name, real, ["t"])]
    return graph.model(inputs, outputs + ([value("duration", whole, ["n"])] if speed_kind == real else []))


def operators():
    graph = Graph()
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(20) / 20)
    window, step, length = graph.constant(hann, np.float32), graph.constant(5), graph.constant(20)
    parts = graph.op("STFT", "signal", step, window, length, out="parts", onesided=1)
    graph.op("FusedMatMul", parts, parts, out="products", domain="com.microsoft", transA=1, transB=0, alpha=1.0)
    outputs = [value("parts", real, [1, "frames", 11, 2]), value("products", real, [1, "frames", 2, 2])]
    return graph.model([value("signal", real, [1, "n"])], outputs, {"": 17, "com.microsoft": 1})


def network(speakers):
    graph = Graph()
    constant, op = graph.constant, graph.op
    scale = lambda n: op("Gather", "scales", constant(n), axis=0)
    ids = op("Reshape", "input", constant([-1]))
    steps = op("Cast", op("Add", op("Mod", ids, constant(3)), constant(1)), to=real)
    long = op("Reshape", op("Mul", steps, scale(1)), constant([1, 1, -1]))
    frames = op("Cast", op("Reshape", op("Ceil", long, out="/Ceil_output_0"), constant([-1])), to=whole)
    ends = op("CumSum", frames, constant(0))
    count = op("ReduceSum", frames, keepdims=0)
    frame = op("Range", constant(0), count, constant(1))
    # For each frame the number of ids that have ended: the place of its own.
    ended = op("GreaterOrEqual", op("Unsqueeze", frame, constant([1])), op("Unsqueeze", ends, constant([0])))
    place = op("ReduceSum", op("Cast", ended, to=whole), constant([1]), keepdims=0)
    own = op("Gather", ids, place, axis=0)
    hertz = op("Add", op("Mul", op("Cast", own, to=real), constant(6, np.float32)), constant(120, np.float32))
    if speakers > 1:
        shift = op("Mul", op("Cast", op("Reshape", "sid", constant([])), to=real), constant(40, np.float32))
        hertz = op("Add", hertz, shift)
    loud = op("Cast", op("Greater", own, constant(0)), to=real)
    # The phase goes on from frame to frame, in turns and without whole ones, which single precision cannot afford.
    turns = op("Mul", hertz, constant(HOP / RATE, np.float32))
    before = op("Mod", op("CumSum", turns, constant(0), exclusive=1), constant(1, np.float32), fmod=1)
    sample = op("Range", constant(0), op("Mul", count, constant(HOP)), constant(1))
    of_frame = op("Div", sample, constant(HOP))
    within = op("Mul", op("Cast", op("Mod", sample, constant(HOP)), to=real), constant(1 / RATE, np.float32))
    at = lambda values: op("Gather", values, of_frame, axis=0)
    phase = op("Add", at(before), op("Mul", at(hertz), within))
    wave = op("Mul", op("Sin", op("Mul", phase, constant(2 * math.pi, np.float32))), at(loud))
    wave = op("Mul", wave, constant(0.3, np.float32))
    noise = op("Mul", op("RandomNormalLike", wave), op("Mul", scale(0), constant(0.01, np.float32)))
    op("Reshape", op("Add", wave, noise), constant([1, 1, 1, -1]), out="output")

    inputs = [value("input", whole, [1, "n"]), value("input_lengths", whole, [1]), value("scales", real, [3])]
    inputs += [value("sid", whole, [1])] if speakers > 1 else []
    outputs = [value("output", real, [1, 1, 1, "t"])]
    return graph.model(inputs, outputs)


def settings(speakers):
    ids = {symbol: [n] for n, symbol in enumerate(SYMBOLS)}
    return {
        "audio": {"sample_rate": RATE, "quality": "test"},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": ids,
        "num_symbols": 256,
        "num_speakers": speakers,
        "speaker_id_map": {name: n for n, name in enumerate(["ann", "bo", "cy"][:speakers])} if speakers > 1 else {},
        "language": {"code": "en_US"},
        "hop_length": HOP,
    }


for name, speakers in [("tiny", 1), ("tiny-multi", 3)]:
    (HERE / f"{name}.onnx").write_bytes(network(speakers))
    text = json.dumps(settings(speakers), ensure_ascii=False, separators=(",", ":"))
    (HERE / f"{name}.onnx.json").write_text(text + "\n", encoding="utf-8")

(HERE / "tiny-operators.onnx").write_bytes(operators())
(HERE / "tiny-kokoro.onnx").write_bytes(kokoro("input_ids", "waveform", real))
(HERE / "tiny-kokoro-tokens.onnx").write_bytes(kokoro("tokens", "audio", TensorProto.INT32))
# Two voices: the one grows louder with the number of ids, the other is always as loud.
styles = {name: np.zeros((80, 1, 256), np.float32) for name in ["af_grow", "am_even"]}
styles["af_grow"][:, 0, 0] = np.arange(80) / 200
styles["am_even"][:, 0, 0] = 0.25
np.savez_compressed(HERE / "tiny-voices.npz", **styles)
