//! ONNX files: what is in a graph, and the changes that are made to it before it is run.
//!
//! A file is a message of protocol buffers (`onnx.proto`, IR version 3 and later), read here field by field: of a
//! hundred megabytes only the list of nodes matters, and all else is copied as it is.
//!
//! - The durations that a network computes for itself become an output. VITS networks, as Piper's are, round them up
//!   with their only `Ceil`; Kokoro's exports round them with their only `Round`, and `Clip` them to 1 at least.
//! - Each node that draws random numbers takes them from an input instead: its `size` numbers from [`NOISE`], from
//!   [`START`] and a distance of its own onwards, and from the front again after the last. Those are normally
//!   distributed; where even ones are wanted, they are what is left of 64 times their sizes after the point.
//! - Operators that the runtimes compute differently are made of others (`operators.rs`).

mod wire;
mod operators;

use std::collections::BTreeSet;

use self::operators::{Constants, Instead, instead};
use self::wire::{
    BROKEN, FLOAT, INT32, INT64, field_of, fields, graph, model, node, number_of, operation, push_bytes,
    push_varint, real_tensor, text, utf8, varint, varints, whole_attribute, whole_tensor,
};

/// The input that takes the table of random numbers, `float [n]`.
pub(crate) const NOISE: &str = "articast_noise";
/// The input that takes the place where a run starts in the table, `int64 []`.
pub(crate) const START: &str = "articast_start";
/// How far apart in the table the nodes start.
const APART: usize = 100_003;

/// What is known of a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The names of its inputs, as the file has them.
    pub inputs: Vec<String>,
    /// Those of them that take whole numbers.
    pub whole: BTreeSet<String>,
    /// The names of its outputs, as the file has them.
    pub outputs: Vec<String>,
    /// Where it computes how long each of its inputs lasts, in frames.
    pub durations: Option<String>,
    /// The types of all operators in the graph, such as `Conv`.
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
pub(crate) fn prepare(model: &[u8]) -> Result<(Graph, Vec<u8>), String> {
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
        return Err("it does not contain a network".into());
    }
    Ok((graph, bytes))
}

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
    let constants = Constants::of(bytes)?;
    let mut initializers = Vec::new();
    let mut rounded = Rounded::default();
    for (nth, field) in fields(bytes).enumerate() {
        let field = field?;
        match field.number {
            graph::NODE => {
                let node = Node::read(field.bytes)?;
                let other = match node.noise {
                    Some(noise) => {
                        known.noises += 1;
                        Some(drawn(&node, noise, known.noises))
                    }
                    None => instead(&node.operator, field.bytes, &constants, nth)?,
                };
                if let Some(Instead { tensors, nodes }) = other {
                    for tensor in &tensors {
                        push_bytes(changed, graph::INITIALIZER, tensor);
                    }
                    for node in &nodes {
                        push_bytes(changed, graph::NODE, node);
                    }
                    continue;
                }
                known.operators.insert(node.operator.clone());
                known.dice += usize::from(is_dice(&node.operator));
                rounded.see(node);
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
    known.durations = rounded.durations();
    if let Some(durations) = known.durations.as_ref().filter(|name| !known.outputs.contains(name)) {
        push_bytes(changed, graph::OUTPUT, &field_of(1, durations.as_bytes()));
    }
    if known.noises != 0 {
        add_table(changed, known.noises);
    }
    Ok(())
}

/// What a graph rounds.
#[derive(Default)]
struct Rounded {
    ceils: Vec<String>,
    rounds: Vec<String>,
    /// What is held between bounds, and what that gives.
    clips: Vec<(String, String)>,
}

impl Rounded {
    fn see(&mut self, node: Node) {
        let mut outputs = node.outputs;
        match node.operator.as_str() {
            "Ceil" => self.ceils.append(&mut outputs),
            "Round" => self.rounds.append(&mut outputs),
            "Clip" => self.clips.extend(node.inputs.into_iter().next().zip(outputs.pop())),
            _ => {}
        }
    }

    fn durations(self) -> Option<String> {
        match (self.ceils.as_slice(), self.rounds.as_slice()) {
            ([only], _) => Some(only.clone()),
            ([], [only]) => self.clips.into_iter().find(|(from, _)| from == only).map(|(_, to)| to),
            _ => None,
        }
    }
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
        let field = field?;
        if field.number == 8 {
            numbers.extend(varints(field.bytes).ok_or(BROKEN)?);
        }
    }
    Ok(numbers)
}

/// What stands for a node that draws numbers. `nth` tells it from others.
fn drawn(node: &Node, noise: Noise, nth: usize) -> Instead {
    let like = format!("articast_like_{nth}");
    let mut instead = Instead::default();
    if let Some(shape) = &node.shape {
        let sizes = format!("{like}_sizes");
        let shape: Vec<i64> = shape.iter().map(|size| size.cast_signed()).collect();
        instead.tensors.push(whole_tensor(&sizes, &[shape.len() as u64], &shape));
        instead.nodes.push(operation("ConstantOfShape", &[&sizes], &like, &[]));
    }
    let from = node.inputs.first().unwrap_or(&like);
    instead.nodes.extend(from_table(from, &node.outputs[0], noise, nth));
    instead
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
    let op = |operator: &str, inputs: &[&str], output: &str| operation(operator, inputs, output, &[]);
    let remainder = operation("Mod", &[&many, "articast_unit"], &even, &[whole_attribute("fmod", 1)]);
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
    let mut tensors = vec![
        whole_tensor("articast_one", &[], &[1]),
        whole_tensor("articast_length", &[], &[length.cast_signed()]),
        real_tensor("articast_unit", &[], &[1.0]),
        real_tensor("articast_many", &[], &[64.0]),
    ];
    for (nth, apart) in (1..=noises).zip((0..).step_by(APART)) {
        tensors.push(whole_tensor(&format!("articast_apart_{nth}"), &[], &[apart]));
    }
    for tensor in &tensors {
        push_bytes(changed, graph::INITIALIZER, tensor);
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

#[cfg(test)]
mod tests;
