//! Operators that the runtimes compute differently or that one of them does not have, made of those that both compute
//! alike.
//!
//! - `STFT` is a product with the waves of a window, as a `Conv` with these for kernels. The first and the last of the
//!   waves have no imaginary part. An FFT leaves it as zero or as noise around it, whose sign becomes a whole turn of
//!   a phase, in the frames in which the real part is negative. Here it is a hair above zero: a phase of π, as the
//!   library has it with which networks were trained.
//! - `FusedMatMul`, onnxruntime's own, is a `MatMul`.

use std::collections::BTreeMap;

use super::wire::{
    BROKEN, FLOAT, INT32, INT64, fields, graph, list_attribute, node, operation, real_tensor, text,
    text_attribute, varint, whole_tensor,
};

/// No window is longer: an FFT would be faster.
const LONGEST: usize = 1024;
/// What imaginary parts are above nothing. Nothing is lost in it: its square is no number that is told from 0.
const HAIR: f32 = 1e-30;

/// The constants of a graph, as they stand in the file.
pub(super) struct Constants<'a>(BTreeMap<String, &'a [u8]>);

impl<'a> Constants<'a> {
    /// Those of a `GraphProto`.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Constants<'a>, String> {
        let mut known = BTreeMap::new();
        for field in fields(bytes) {
            let field = field?;
            match field.number {
                graph::INITIALIZER => {
                    known.insert(text(field.bytes, 8)?, field.bytes);
                }
                graph::NODE if text(field.bytes, node::OPERATOR)? == "Constant" => {
                    if let Some(value) = value(field.bytes) {
                        known.insert(text(field.bytes, node::OUTPUT)?, value);
                    }
                }
                _ => {}
            }
        }
        Ok(Constants(known))
    }

    fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let (mut numbers, mut kind) = (Vec::new(), 0);
        for field in fields(self.0.get(name)?) {
            let field = field.ok()?;
            match field.number {
                2 => kind = varint(field.bytes)?.0,
                4 | 9 => numbers.extend(
                    field.bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])),
                ),
                _ => {}
            }
        }
        (kind == FLOAT).then_some(numbers)
    }

    /// A whole number above 0.
    fn count(&self, name: &str) -> Option<usize> {
        let (mut number, mut kind) = (0, 0);
        for field in fields(self.0.get(name)?) {
            let field = field.ok()?;
            match field.number {
                2 => kind = varint(field.bytes)?.0,
                5 | 7 => number = varint(field.bytes)?.0,
                9 if field.bytes.len() <= 8 => {
                    number = field.bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
                }
                _ => {}
            }
        }
        (kind == INT32 || kind == INT64).then(|| usize::try_from(number).ok()).flatten().filter(|n| 0 < *n)
    }
}

/// The tensor of a `Constant`.
fn value(node: &[u8]) -> Option<&[u8]> {
    let attribute = fields(node).flatten().find(|field| field.number == node::ATTRIBUTE)?;
    Some(fields(attribute.bytes).flatten().find(|field| field.number == 5)?.bytes)
}

/// What stands for a node: tensors and nodes.
#[derive(Default)]
pub(super) struct Instead {
    pub(super) tensors: Vec<Vec<u8>>,
    pub(super) nodes: Vec<Vec<u8>>,
}

/// What stands for a node, if it is one of ours and its constants are known. `nth` tells it from others.
pub(super) fn instead(
    operator: &str,
    bytes: &[u8],
    constants: &Constants<'_>,
    nth: usize,
) -> Result<Option<Instead>, String> {
    Ok(match operator {
        "STFT" => stft(&Given::read(bytes)?, constants, nth),
        "FusedMatMul" => fused_matmul(&Given::read(bytes)?),
        _ => None,
    })
}

/// What a node is given.
struct Given {
    inputs: Vec<String>,
    output: String,
    /// Its attributes as real and as whole numbers; those that are not of the kind are 0.
    numbers: BTreeMap<String, (f32, u64)>,
}

impl Given {
    fn read(bytes: &[u8]) -> Result<Given, String> {
        let mut given = Given { inputs: Vec::new(), output: String::new(), numbers: BTreeMap::new() };
        for field in fields(bytes) {
            let field = field?;
            let name = || String::from_utf8(field.bytes.to_vec()).map_err(|_| BROKEN.to_owned());
            match field.number {
                node::INPUT => given.inputs.push(name()?),
                node::OUTPUT => given.output = name()?,
                node::ATTRIBUTE => {
                    let mut numbers = (0.0, 0);
                    for part in fields(field.bytes) {
                        let part = part?;
                        match part.number {
                            2 => numbers.0 = f32::from_le_bytes(part.bytes.try_into().map_err(|_| BROKEN)?),
                            3 => numbers.1 = varint(part.bytes).ok_or(BROKEN)?.0,
                            _ => {}
                        }
                    }
                    given.numbers.insert(text(field.bytes, 1)?, numbers);
                }
                _ => {}
            }
        }
        Ok(given)
    }

    fn whole(&self, name: &str, usual: u64) -> u64 {
        self.numbers.get(name).map_or(usual, |(_, whole)| *whole)
    }
}

/// `STFT(signal, step, window, length)` of a real signal, \[batch, time\] or \[batch, time, 1\], as \[batch, frames,
/// waves, 2\].
fn stft(given: &Given, constants: &Constants<'_>, nth: usize) -> Option<Instead> {
    let [signal, step, window, rest @ ..] = given.inputs.as_slice() else { return None };
    let (step, window) = (constants.count(step)?, constants.floats(window)?);
    let length = match rest {
        [length, ..] if !length.is_empty() => constants.count(length)?,
        _ => window.len(),
    };
    if given.whole("onesided", 1) == 0 || length != window.len() || !(2..=LONGEST).contains(&length) {
        return None;
    }
    let waves = length as u64 / 2 + 1;
    let name = |what: &str| format!("articast_stft_{what}_{nth}");
    let [row, parts, swapped] = ["row", "parts", "swapped"].map(name);
    let [kernels, hair, shape, end] = ["kernels", "hair", "shape", "end"].map(name);
    let above: Vec<f32> = (0..2 * waves).map(|n| if n % 2 == 0 { 0.0 } else { HAIR }).collect();
    let strides = [("strides", &[step as u64][..]), ("pads", &[0, 0]), ("dilations", &[1])]
        .map(|(name, numbers)| list_attribute(name, numbers));
    let order = list_attribute("perm", &[0, 2, 1]);
    Some(Instead {
        tensors: vec![
            real_tensor(&kernels, &[2 * waves, 1, length as u64], &windowed_waves(&window)),
            real_tensor(&hair, &[2 * waves], &above),
            whole_tensor(&shape, &[3], &[0, 1, -1]),
            whole_tensor(&end, &[4], &[0, 0, i64::try_from(waves).ok()?, 2]),
        ],
        nodes: vec![
            operation("Reshape", &[signal, &shape], &row, &[]),
            operation("Conv", &[&row, &kernels, &hair], &parts, &strides),
            operation("Transpose", &[&parts], &swapped, &[order]),
            operation("Reshape", &[&swapped, &end], &given.output, &[]),
        ],
    })
}

/// For each wave of a window's length its cosine and its negative sine, times the window.
fn windowed_waves(window: &[f32]) -> Vec<f32> {
    let length = window.len();
    let mut kernels = Vec::with_capacity((length + 2) * length);
    for wave in 0..=length / 2 {
        // No imaginary part is no noise either.
        let is_real = wave == 0 || 2 * wave == length;
        let turn = |n: usize| std::f64::consts::TAU * (wave * n % length) as f64 / length as f64;
        let weighed = |part: fn(f64) -> f64, sign: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "the network has 32 bits")]
            let number = move |(n, weight): (usize, &f32)| (sign * f64::from(*weight) * part(turn(n))) as f32;
            number
        };
        kernels.extend(window.iter().enumerate().map(weighed(libm::cos, 1.0)));
        kernels.extend(window.iter().enumerate().map(weighed(libm::sin, if is_real { 0.0 } else { -1.0 })));
    }
    kernels
}

/// `FusedMatMul(a, b)`: a product of matrices, each turned over where its attribute says so.
fn fused_matmul(given: &Given) -> Option<Instead> {
    let [a, b] = given.inputs.as_slice() else { return None };
    let is_usual = given.numbers.get("alpha").is_none_or(|(alpha, _)| alpha.to_bits() == 1.0_f32.to_bits());
    if !is_usual || given.whole("transBatchA", 0) != 0 || given.whole("transBatchB", 0) != 0 {
        return None;
    }
    // Of how many matrices it is one, an `Einsum` of one alone need not know.
    let over = [text_attribute("equation", "...ij->...ji")];
    let mut nodes = Vec::new();
    let mut sides = [a.clone(), b.clone()];
    for (side, name) in sides.iter_mut().zip(["transA", "transB"]) {
        if given.whole(name, 0) != 0 {
            let turned = format!("articast_{name}_{}", given.output);
            nodes.push(operation("Einsum", &[side.as_str()], &turned, &over));
            *side = turned;
        }
    }
    nodes.push(operation("MatMul", &[sides[0].as_str(), sides[1].as_str()], &given.output, &[]));
    Some(Instead { tensors: Vec::new(), nodes })
}
