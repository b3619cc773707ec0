#!/usr/bin/env python3
"""Makes a network of the layers and the sizes of a medium Piper voice, with random weights: for measuring speed.

    pip install onnx && python3 benches/standin.py FOLDER

VITS (Kim, Kong and Son, 2021) with Piper's medium settings: six encoder layers of 192, four coupling layers of
WaveNet blocks, a HiFi-GAN decoder from 256 channels with Piper's upsampling 8, 8, 4. The duration predictor is left
out, and an id lasts two to five frames. What random weights give is noise, of which a hundredth lies under the sines
of tests/voices/make.py, so that it counts as speech. What is written speaks no language.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

HOP, RATE, HIDDEN = 256, 22050, 192
random = np.random.default_rng(1)
nodes, constants = [], []
whole, real = TensorProto.INT64, TensorProto.FLOAT


def constant(value, kind=np.int64):
    name = f"c{len(constants)}"
    constants.append(numpy_helper.from_array(np.array(value, kind), name))
    return name


def op(operator, *inputs, out=None, **attributes):
    out = out or f"t{len(nodes)}"
    nodes.append(helper.make_node(operator, list(inputs), [out], **attributes))
    return out


def number(value):
    return constant(value, np.float32)


def weights(*shape):
    return constant(random.normal(0, 1 / math.sqrt(np.prod(shape[1:])), shape), np.float32)


def conv(x, inside, outside, kernel=1, dilation=1):
    pad = (kernel - 1) * dilation // 2
    shape = dict(kernel_shape=[kernel], dilations=[dilation], pads=[pad, pad])
    return op("Conv", x, weights(outside, inside, kernel), weights(outside), **shape)


def norm(x):
    """LayerNorm over the channels, as the opset before LayerNormalization has it."""
    centred = op("Sub", x, op("ReduceMean", x, axes=[1]))
    spread = op("Sqrt", op("Add", op("ReduceMean", op("Mul", centred, centred), axes=[1]), number(1e-5)))
    return op("Add", op("Mul", op("Div", centred, spread), weights(1, HIDDEN, 1)), weights(1, HIDDEN, 1))


def attention(x):
    def heads(y, order):
        return op("Transpose", op("Reshape", y, constant([1, 2, HIDDEN // 2, -1])), perm=order)

    q = op("Mul", heads(conv(x, HIDDEN, HIDDEN), [0, 1, 3, 2]), number(1 / math.sqrt(HIDDEN // 2)))
    k, v = heads(conv(x, HIDDEN, HIDDEN), [0, 1, 2, 3]), heads(conv(x, HIDDEN, HIDDEN), [0, 1, 3, 2])
    mixed = op("MatMul", op("Softmax", op("MatMul", q, k), axis=-1), v)
    mixed = op("Reshape", op("Transpose", mixed, perm=[0, 1, 3, 2]), constant([1, HIDDEN, -1]))
    return conv(mixed, HIDDEN, HIDDEN)


def encoder(ids):
    x = op("Transpose", op("Gather", weights(256, HIDDEN), ids, axis=0), perm=[0, 2, 1])
    for _ in range(6):
        x = norm(op("Add", x, attention(x)))
        wide = op("Relu", conv(x, HIDDEN, 4 * HIDDEN, 3))
        x = norm(op("Add", x, conv(wide, 4 * HIDDEN, HIDDEN, 3)))
    return conv(x, HIDDEN, HIDDEN), conv(x, HIDDEN, HIDDEN)


def wavenet(x):
    total = None
    for layer in range(4):
        both = conv(x, HIDDEN, 2 * HIDDEN, 5)
        halves = [f"w{len(nodes)}a", f"w{len(nodes)}b"]
        nodes.append(helper.make_node("Split", [both], halves, axis=1))
        gated = op("Mul", op("Tanh", halves[0]), op("Sigmoid", halves[1]))
        skip = conv(gated, HIDDEN, HIDDEN)
        total = skip if total is None else op("Add", total, skip)
        if layer < 3:
            x = op("Add", x, conv(gated, HIDDEN, HIDDEN))
    return total


def flow(z):
    half = HIDDEN // 2
    for _ in range(4):
        parts = [f"f{len(nodes)}a", f"f{len(nodes)}b"]
        nodes.append(helper.make_node("Split", [z], parts, axis=1))
        mean = conv(wavenet(conv(parts[0], half, HIDDEN)), HIDDEN, half)
        z = op("Concat", op("Sub", parts[1], mean), parts[0], axis=1)
    return z


def decoder(z):
    channels = 256
    x = conv(z, HIDDEN, channels, 7)
    for rate, kernel in [(8, 16), (8, 16), (4, 8)]:
        x, channels, pad = op("LeakyRelu", x, alpha=0.1), channels // 2, (kernel - rate) // 2
        shape = dict(kernel_shape=[kernel], strides=[rate], pads=[pad, pad])
        x = op("ConvTranspose", x, weights(2 * channels, channels, kernel), weights(channels), **shape)
        total = None
        for size, dilations in [(3, [1, 2]), (5, [2, 6]), (7, [3, 12])]:
            y = x
            for dilation in dilations:
                y = op("Add", y, conv(op("LeakyRelu", y, alpha=0.1), channels, channels, size, dilation))
            total = y if total is None else op("Add", total, y)
        x = op("Mul", total, number(1 / 3))
    return op("Tanh", conv(op("LeakyRelu", x, alpha=0.01), channels, 1, 7))


def sines(ids, place, count):
    own = op("Gather", ids, place, axis=0)
    hertz = op("Add", op("Mul", op("Cast", own, to=real), number(6)), number(120))
    loud = op("Cast", op("Greater", own, constant(0)), to=real)
    turns = op("Mul", hertz, number(HOP / RATE))
    before = op("Mod", op("CumSum", turns, constant(0), exclusive=1), number(1), fmod=1)
    sample = op("Range", constant(0), op("Mul", count, constant(HOP)), constant(1))
    frame = op("Div", sample, constant(HOP))
    within = op("Mul", op("Cast", op("Mod", sample, constant(HOP)), to=real), number(1 / RATE))
    at = lambda values: op("Gather", values, frame, axis=0)
    phase = op("Mul", op("Add", at(before), op("Mul", at(hertz), within)), number(2 * math.pi))
    return op("Mul", op("Mul", op("Sin", phase), at(loud)), number(0.3))


def network():
    scale = lambda n: op("Gather", "scales", constant(n), axis=0)
    mean, spread = encoder("input")
    ids = op("Reshape", "input", constant([-1]))
    steps = op("Cast", op("Add", op("Mod", ids, constant(4)), constant(2)), to=real)
    long = op("Reshape", op("Mul", steps, scale(1)), constant([1, 1, -1]))
    frames = op("Cast", op("Reshape", op("Ceil", long, out="/Ceil_output_0"), constant([-1])), to=whole)
    ends, count = op("CumSum", frames, constant(0)), op("ReduceSum", frames, keepdims=0)
    frame = op("Range", constant(0), count, constant(1))
    ended = op("GreaterOrEqual", op("Unsqueeze", frame, constant([1])), op("Unsqueeze", ends, constant([0])))
    place = op("ReduceSum", op("Cast", ended, to=whole), constant([1]), keepdims=0)
    mean, spread = op("Gather", mean, place, axis=2), op("Gather", spread, place, axis=2)
    noise = op("Mul", op("Mul", op("RandomNormalLike", mean), op("Exp", spread)), scale(0))
    sound = op("Reshape", decoder(flow(op("Add", mean, noise))), constant([-1]))
    sound = op("Add", op("Mul", sound, number(0.003)), sines(ids, place, count))
    op("Reshape", sound, constant([1, 1, 1, -1]), out="output")
    value = helper.make_tensor_value_info
    inputs = [value("input", whole, [1, "n"]), value("input_lengths", whole, [1]), value("scales", real, [3])]
    graph = helper.make_graph(nodes, "voice", inputs, [value("output", real, [1, 1, 1, "t"])], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
(folder / "standin.onnx").write_bytes(network().SerializeToString())
settings = json.loads((Path(__file__).parent.parent / "tests/voices/tiny.onnx.json").read_text(encoding="utf-8"))
settings["audio"]["quality"] = "medium"
(folder / "standin.onnx.json").write_text(json.dumps(settings), encoding="utf-8")
