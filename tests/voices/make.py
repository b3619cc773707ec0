#!/usr/bin/env python3
"""Makes the test voices beside it: networks of a few kilobytes with the interface of Piper's, and their settings.

    pip install onnx && python3 make.py

Every id lasts ceil((1 + id mod 3) * length_scale) frames of 256 samples and is a sine of 120 + 6 * id Hz, 40 Hz more
for each speaker; id 0, the pad, is silent. Random numbers, scaled by a hundredth of noise_scale, lie over all of it.
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


def network(speakers):
    nodes, constants = [], {}

    def constant(value, kind=np.int64):
        name = f"c{len(constants)}"
        constants[name] = numpy_helper.from_array(np.array(value, kind), name)
        return name

    def op(operator, *inputs, out=None, **attributes):
        out = out or f"t{len(nodes)}"
        nodes.append(helper.make_node(operator, list(inputs), [out], **attributes))
        return out

    whole, real = TensorProto.INT64, TensorProto.FLOAT
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

    value = helper.make_tensor_value_info
    inputs = [value("input", whole, [1, "n"]), value("input_lengths", whole, [1]), value("scales", real, [3])]
    inputs += [value("sid", whole, [1])] if speakers > 1 else []
    outputs = [value("output", real, [1, 1, 1, "t"])]
    graph = helper.make_graph(nodes, "voice", inputs, outputs, list(constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    checker.check_model(model, full_check=True)
    return model.SerializeToString()


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
