//! ONNX files: what is in a graph, and the two changes that are made to it before it is run.
//!
//! A file is a message of protocol buffers (`onnx.proto`, IR version 3 and later), read here field by field: of a
//! hundred megabytes only the list of nodes matters, and all else is copied as it is.
//!
//! - The durations that a network computes for itself become an output. VITS networks, as Piper's are, round them up
//!   with their only `Ceil`.
//! - Each node that draws random numbers takes them from an input instead: its `size` numbers from [`NOISE`], from
//!   [`START`] and a distance of its own onwards, and from the front again after the last. Those are normally
//!   distributed; where even ones are wanted, they are what is left of 64 times their sizes after the point.

use std::collections::BTreeSet;
use std::ops::Range;

/// The input that takes the table of random numbers, `float [n]`.
pub const NOISE: &str = "articast_noise";
/// The input that takes the place where a run starts in the table, `int64 []`.
pub const START: &str = "articast_start";
/// How far apart in the table the nodes start.
const APART: u64 = 100_003;

/// What is known of a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The names of its inputs, as the file has them.
    pub inputs: Vec<String>,
    /// Those of them that take whole numbers.
    pub whole: BTreeSet<String>,
    /// The names of its outputs, as the file has them.
    pub outputs: Vec<String>,
    /// The output of its only `Ceil`: how long each of its inputs lasts, in frames.
    pub durations: Option<String>,
    /// Its operators.
    pub operators: BTreeSet<String>,
    /// How many nodes take their random numbers from us.
    pub noises: usize,
    /// How many nodes go on drawing some themselves.
    pub dice: usize,
}

impl Graph {
    /// Whether the same inputs and the same seed give the same outputs.
    pub fn is_seeded(&self) -> bool {
        self.dice == 0
    }
}

/// Looks through a model and changes it as above. Fails with the reason where it is none.
pub fn prepare(model: &[u8]) -> Result<(Graph, Vec<u8>), String> {
    let mut graph = Graph::default();
    let mut bytes = Vec::with_capacity(model.len() + (1 << 16));
    let mut has_graph = false;
    for field in fields(model) {
        let field = field?;
        if field.number == model::GRAPH {
            push_graph(field.bytes, &mut bytes, &mut graph)?;
            has_graph = true;
        } else {
            bytes.extend_from_slice(field.whole);
        }
    }
    if !has_graph || graph.inputs.is_empty() || graph.outputs.is_empty() {
        return Err("it holds no network".into());
    }
    Ok((graph, bytes))
}

/// The numbers of the fields of `ModelProto`.
mod model {
    pub(super) const GRAPH: u64 = 7;
}

/// The numbers of the fields of `GraphProto`.
mod graph {
    pub(super) const NODE: u64 = 1;
    pub(super) const INITIALIZER: u64 = 5;
    pub(super) const INPUT: u64 = 11;
    pub(super) const OUTPUT: u64 = 12;
}

/// The numbers of the fields of `NodeProto`.
mod node {
    pub(super) const INPUT: u64 = 1;
    pub(super) const OUTPUT: u64 = 2;
    pub(super) const NAME: u64 = 3;
    pub(super) const OPERATOR: u64 = 4;
    pub(super) const ATTRIBUTE: u64 = 5;
}

/// `TensorProto.DataType`.
const FLOAT: u64 = 1;
const INT32: u64 = 6;
const INT64: u64 = 7;

/// Appends the graph with its changes. Its length is known at the end only, and stands in as many bytes as any length
/// may have, so that the weights are copied once.
fn push_graph(graph: &[u8], bytes: &mut Vec<u8>, known: &mut Graph) -> Result<(), String> {
    push_varint(bytes, model::GRAPH << 3 | 2);
    let at = bytes.len();
    bytes.extend_from_slice(&padded(0));
    change(graph, bytes, known)?;
    let length = bytes.len() - at - padded(0).len();
    bytes[at..at + padded(0).len()].copy_from_slice(&padded(length));
    Ok(())
}

/// A length below 2³⁵ in five bytes.
fn padded(length: usize) -> [u8; 5] {
    std::array::from_fn(|n| {
        let seven = (length >> (7 * n)).to_le_bytes()[0] & 0x7f;
        if n < 4 { seven | 0x80 } else { seven }
    })
}

/// Copies the graph with its changes; tells what was found.
fn change(bytes: &[u8], changed: &mut Vec<u8>, known: &mut Graph) -> Result<(), String> {
    let mut initializers = Vec::new();
    let mut ceils = Vec::new();
    for field in fields(bytes) {
        let field = field?;
        match field.number {
            graph::NODE => {
                let node = Node::read(field.bytes)?;
                if let Some(noise) = node.noise {
                    known.noises += 1;
                    let nth = known.noises;
                    let like = format!("articast_like_{nth}");
                    if let Some(shape) = &node.shape {
                        let [sizes, zeros] = of_shape(shape, &like);
                        push_bytes(changed, graph::INITIALIZER, &sizes);
                        push_bytes(changed, graph::NODE, &zeros);
                    }
                    let from = node.inputs.first().unwrap_or(&like);
                    for node in from_table(from, &node.outputs[0], noise, nth) {
                        push_bytes(changed, graph::NODE, &node);
                    }
                    continue;
                }
                known.operators.insert(node.operator.clone());
                known.dice += usize::from(is_dice(&node.operator));
                if node.operator == "Ceil" {
                    ceils.extend(node.outputs);
                }
            }
            graph::INITIALIZER => initializers.push(text(field.bytes, 8)?),
            graph::INPUT => {
                let name = text(field.bytes, 1)?;
                if is_whole(field.bytes)? {
                    known.whole.insert(name.clone());
                }
                known.inputs.push(name);
            }
            graph::OUTPUT => known.outputs.push(text(field.bytes, 1)?),
            _ => {}
        }
        changed.extend_from_slice(field.whole);
    }
    // Old files list the weights among the inputs.
    known.inputs.retain(|name| !initializers.contains(name));
    if let [only] = ceils.as_slice() {
        known.durations = Some(only.clone());
        if !known.outputs.contains(only) {
            push_bytes(changed, graph::OUTPUT, &field_of(1, only.as_bytes()));
        }
    }
    if known.noises != 0 {
        add_table(changed, known.noises);
    }
    Ok(())
}

/// Whether a node draws numbers.
fn is_dice(operator: &str) -> bool {
    matches!(
        operator,
        "RandomNormal"
            | "RandomNormalLike"
            | "RandomUniform"
            | "RandomUniformLike"
            | "Bernoulli"
            | "Multinomial"
    )
}

/// A node, as far as it matters.
struct Node {
    inputs: Vec<String>,
    outputs: Vec<String>,
    operator: String,
    /// The sizes that it names itself, where it has no input.
    shape: Option<Vec<u64>>,
    /// Which numbers it draws, if it draws as many as its input or its shape has, in the usual way.
    noise: Option<Noise>,
}

/// Numbers that are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noise {
    /// Around 0 with a deviation of 1.
    Normal,
    /// From 0 to below 1.
    Even,
}

impl Node {
    fn read(bytes: &[u8]) -> Result<Node, String> {
        let (mut inputs, mut outputs, mut operator) = (Vec::new(), Vec::new(), String::new());
        let (mut is_plain, mut shape) = (true, None);
        for field in fields(bytes) {
            let field = field?;
            match field.number {
                node::INPUT => inputs.push(utf8(field.bytes)?),
                node::OUTPUT => outputs.push(utf8(field.bytes)?),
                node::OPERATOR => operator = utf8(field.bytes)?,
                node::ATTRIBUTE if text(field.bytes, 1)? == "shape" => {
                    shape = Some(whole_numbers(field.bytes)?);
                }
                node::ATTRIBUTE => is_plain &= is_usual(field.bytes)?,
                _ => {}
            }
        }
        let noise = match operator.as_str() {
            "RandomNormalLike" | "RandomNormal" => Some(Noise::Normal),
            "RandomUniformLike" | "RandomUniform" => Some(Noise::Even),
            _ => None,
        };
        let is_sized = inputs.len() + usize::from(shape.is_some()) == 1;
        let noise = noise.filter(|_| is_plain && is_sized && outputs.len() == 1);
        Ok(Node { inputs, outputs, operator, shape, noise })
    }
}

/// The whole numbers of an attribute, packed or one by one.
fn whole_numbers(attribute: &[u8]) -> Result<Vec<u64>, String> {
    let mut numbers = Vec::new();
    for field in fields(attribute) {
        let mut rest = field.as_ref().map_err(Clone::clone)?.bytes;
        while field.as_ref().is_ok_and(|field| field.number == 8) && !rest.is_empty() {
            let (number, length) = varint(rest).ok_or(BROKEN)?;
            numbers.push(number);
            rest = &rest[length..];
        }
    }
    Ok(numbers)
}

/// A tensor of zeros that has a shape: the sizes, and the node that makes it.
fn of_shape(shape: &[u64], name: &str) -> [Vec<u8>; 2] {
    let sizes = format!("{name}_sizes");
    let mut tensor = number_of(1, shape.len() as u64);
    tensor.extend(number_of(2, INT64));
    push_bytes(&mut tensor, 8, sizes.as_bytes());
    push_bytes(&mut tensor, 9, &shape.iter().flat_map(|size| size.to_le_bytes()).collect::<Vec<u8>>());
    let mut zeros = field_of(node::INPUT, sizes.as_bytes());
    push_bytes(&mut zeros, node::OUTPUT, name.as_bytes());
    push_bytes(&mut zeros, node::OPERATOR, b"ConstantOfShape");
    [tensor, zeros]
}

/// Whether an attribute of a node that draws numbers leaves it as it usually is.
fn is_usual(attribute: &[u8]) -> Result<bool, String> {
    let (mut name, mut float, mut int) = (String::new(), 0.0, 0);
    for field in fields(attribute) {
        let field = field?;
        match field.number {
            1 => name = utf8(field.bytes)?,
            2 => float = f32::from_le_bytes(field.bytes.try_into().map_err(|_| BROKEN)?),
            3 => int = varint(field.bytes).ok_or(BROKEN)?.0,
            _ => {}
        }
    }
    Ok(match name.as_str() {
        "mean" | "low" => float == 0.0,
        "scale" | "high" => float.to_bits() == 1.0_f32.to_bits(),
        "dtype" => int == FLOAT,
        "seed" => true,
        _ => false,
    })
}

/// The nodes that give `to` the shape of `from` and numbers from the table. `nth` tells them from others.
fn from_table(from: &str, to: &str, noise: Noise, nth: usize) -> Vec<Vec<u8>> {
    let name = |what: &str| format!("articast_{what}_{nth}");
    let [size, apart, first, end] = ["size", "apart", "first", "end"].map(name);
    let [range, index, numbers, shape] = ["range", "index", "numbers", "shape"].map(name);
    let [sizes, many, even] = ["sizes", "many", "even"].map(name);
    let op = |operator: &str, inputs: &[&str], output: &str| {
        let mut bytes = Vec::new();
        for input in inputs {
            push_bytes(&mut bytes, node::INPUT, input.as_bytes());
        }
        push_bytes(&mut bytes, node::OUTPUT, output.as_bytes());
        push_bytes(&mut bytes, node::NAME, format!("articast_{output}_node").as_bytes());
        push_bytes(&mut bytes, node::OPERATOR, operator.as_bytes());
        bytes
    };
    let mut remainder = op("Mod", &[&many, "articast_unit"], &even);
    push_bytes(&mut remainder, node::ATTRIBUTE, &whole_attribute("fmod", 1));
    let (drawn, evened) = match noise {
        Noise::Normal => (&numbers, Vec::new()),
        Noise::Even => {
            let spread = op("Mul", &[&sizes, "articast_many"], &many);
            (&even, vec![op("Abs", &[&numbers], &sizes), spread, remainder])
        }
    };
    let mut nodes = vec![
        op("Size", &[from], &size),
        op("Add", &[START, &apart], &first),
        op("Add", &[&first, &size], &end),
        op("Range", &[&first, &end, "articast_one"], &range),
        op("Mod", &[&range, "articast_length"], &index),
        op("Gather", &[NOISE, &index], &numbers),
        op("Shape", &[from], &shape),
    ];
    nodes.extend(evened);
    nodes.push(op("Reshape", &[drawn, &shape], to));
    nodes
}

/// The inputs of the table, and the numbers that [`from_table`] uses.
fn add_table(changed: &mut Vec<u8>, noises: usize) {
    let length = super::noise::table().len() as u64;
    push_bytes(changed, graph::INPUT, &input(NOISE, FLOAT, Some(length)));
    push_bytes(changed, graph::INPUT, &input(START, INT64, None));
    push_bytes(changed, graph::INITIALIZER, &whole_number("articast_one", 1));
    push_bytes(changed, graph::INITIALIZER, &whole_number("articast_length", length));
    push_bytes(changed, graph::INITIALIZER, &real_number("articast_unit", 1.0));
    push_bytes(changed, graph::INITIALIZER, &real_number("articast_many", 64.0));
    for nth in 1..=noises {
        let number = whole_number(&format!("articast_apart_{nth}"), (nth as u64 - 1) * APART);
        push_bytes(changed, graph::INITIALIZER, &number);
    }
}

/// A `ValueInfoProto` of one dimension, or of none.
fn input(name: &str, kind: u64, length: Option<u64>) -> Vec<u8> {
    let dimension = length.map(|length| field_of(1, &number_of(1, length)));
    let mut tensor = number_of(1, kind);
    push_bytes(&mut tensor, 2, &dimension.unwrap_or_default());
    let mut value = field_of(1, name.as_bytes());
    push_bytes(&mut value, 2, &field_of(1, &tensor));
    value
}

/// A `TensorProto` of one whole number without dimensions.
fn whole_number(name: &str, number: u64) -> Vec<u8> {
    let mut tensor = number_of(2, INT64);
    push_bytes(&mut tensor, 8, name.as_bytes());
    push_bytes(&mut tensor, 9, &number.to_le_bytes());
    tensor
}

/// The same of a real number.
fn real_number(name: &str, number: f32) -> Vec<u8> {
    let mut tensor = number_of(2, FLOAT);
    push_bytes(&mut tensor, 8, name.as_bytes());
    push_bytes(&mut tensor, 9, &number.to_le_bytes());
    tensor
}

/// An `AttributeProto` of a whole number.
fn whole_attribute(name: &str, number: u64) -> Vec<u8> {
    let mut attribute = field_of(1, name.as_bytes());
    push_varint(&mut attribute, 3 << 3);
    push_varint(&mut attribute, number);
    push_varint(&mut attribute, 20 << 3);
    push_varint(&mut attribute, 2);
    attribute
}

/// Whether a `ValueInfoProto` is of whole numbers.
fn is_whole(value: &[u8]) -> Result<bool, String> {
    let mut kind = 0;
    for named in fields(value) {
        let named = named?;
        for tensor in fields(named.bytes).filter(|_| named.number == 2) {
            let tensor = tensor?;
            for field in fields(tensor.bytes).filter(|_| tensor.number == 1) {
                let field = field?;
                if field.number == 1 {
                    kind = varint(field.bytes).ok_or(BROKEN)?.0;
                }
            }
        }
    }
    Ok(kind == INT32 || kind == INT64)
}

const BROKEN: &str = "it is no ONNX file, or a damaged one";

/// A field of a message.
struct Field<'a> {
    number: u64,
    /// Its content, without tag and length.
    bytes: &'a [u8],
    /// All of it.
    whole: &'a [u8],
}

/// The fields of a message, in order.
fn fields(message: &[u8]) -> impl Iterator<Item = Result<Field<'_>, String>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at == message.len() {
            return None;
        }
        let start = at;
        let Some((number, content)) = field(message, start) else {
            at = message.len();
            return Some(Err(BROKEN.into()));
        };
        at = content.end;
        Some(Ok(Field { number, whole: &message[start..content.end], bytes: &message[content] }))
    })
}

/// The number of the field at `at`, and where its content is.
fn field(message: &[u8], at: usize) -> Option<(u64, Range<usize>)> {
    let (tag, mut from) = varint(message.get(at..)?)?;
    from += at;
    let length = match tag & 7 {
        0 => varint(&message[from..])?.1,
        1 => 8,
        2 => {
            let (length, size) = varint(&message[from..])?;
            from += size;
            usize::try_from(length).ok()?
        }
        5 => 4,
        _ => return None,
    };
    let end = from.checked_add(length)?;
    (0 < tag >> 3 && end <= message.len()).then_some((tag >> 3, from..end))
}

/// A number in the variable encoding, and how many bytes it takes.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0;
    for (n, byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Some((number, n + 1));
        }
    }
    None
}

fn push_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while 0x80 <= number {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn push_bytes(message: &mut Vec<u8>, number: u64, content: &[u8]) {
    push_varint(message, number << 3 | 2);
    push_varint(message, content.len() as u64);
    message.extend_from_slice(content);
}

/// A message of one field of bytes.
fn field_of(number: u64, content: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(content.len() + 6);
    push_bytes(&mut message, number, content);
    message
}

/// A message of one field that is a number.
fn number_of(number: u64, value: u64) -> Vec<u8> {
    let mut message = Vec::new();
    push_varint(&mut message, number << 3);
    push_varint(&mut message, value);
    message
}

fn utf8(bytes: &[u8]) -> Result<String, String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| BROKEN.into())
}

/// The text of a field of a message; empty where it is not there.
fn text(message: &[u8], number: u64) -> Result<String, String> {
    let mut found = String::new();
    for field in fields(message) {
        let field = field?;
        if field.number == number {
            found = utf8(field.bytes)?;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
