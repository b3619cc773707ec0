//! The encoding of ONNX files: messages of protocol buffers, field by field, and the few of `onnx.proto` that we write.

use std::ops::Range;

/// The numbers of the fields of `ModelProto`.
pub(super) mod model {
    pub(in super::super) const GRAPH: u64 = 7;
}

/// The numbers of the fields of `GraphProto`.
pub(super) mod graph {
    pub(in super::super) const NODE: u64 = 1;
    pub(in super::super) const INITIALIZER: u64 = 5;
    pub(in super::super) const INPUT: u64 = 11;
    pub(in super::super) const OUTPUT: u64 = 12;
}

/// The numbers of the fields of `NodeProto`.
pub(super) mod node {
    pub(in super::super) const INPUT: u64 = 1;
    pub(in super::super) const OUTPUT: u64 = 2;
    pub(in super::super) const NAME: u64 = 3;
    pub(in super::super) const OPERATOR: u64 = 4;
    pub(in super::super) const ATTRIBUTE: u64 = 5;
}

/// Values of `TensorProto.DataType` in ONNX.
pub(super) const FLOAT: u64 = 1;
pub(super) const INT32: u64 = 6;
pub(super) const INT64: u64 = 7;

pub(super) const BROKEN: &str = "it is not an ONNX file, or it is damaged";

/// A field of a message.
pub(super) struct Field<'a> {
    pub(super) number: u64,
    /// Its content, without tag and length.
    pub(super) bytes: &'a [u8],
    /// The whole field, with its tag.
    pub(super) whole: &'a [u8],
}

/// The fields of a message, in order.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = Result<Field<'_>, String>> {
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
pub(super) fn field(message: &[u8], at: usize) -> Option<(u64, Range<usize>)> {
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
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0;
    for (n, byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Some((number, n + 1));
        }
    }
    None
}

/// Numbers one after the other.
pub(super) fn varints(mut bytes: &[u8]) -> Option<Vec<u64>> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        let (number, length) = varint(bytes)?;
        numbers.push(number);
        bytes = &bytes[length..];
    }
    Some(numbers)
}

pub(super) fn push_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while 0x80 <= number {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

pub(super) fn push_bytes(message: &mut Vec<u8>, number: u64, content: &[u8]) {
    push_varint(message, number << 3 | 2);
    push_varint(message, content.len() as u64);
    message.extend_from_slice(content);
}

/// A message of one field of bytes.
pub(super) fn field_of(number: u64, content: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(content.len() + 6);
    push_bytes(&mut message, number, content);
    message
}

/// A message of one field that is a number.
pub(super) fn number_of(number: u64, value: u64) -> Vec<u8> {
    let mut message = Vec::new();
    push_varint(&mut message, number << 3);
    push_varint(&mut message, value);
    message
}

pub(super) fn utf8(bytes: &[u8]) -> Result<String, String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| BROKEN.into())
}

/// The text of a field of a message; empty where it is not there.
pub(super) fn text(message: &[u8], number: u64) -> Result<String, String> {
    let mut found = String::new();
    for field in fields(message) {
        let field = field?;
        if field.number == number {
            found = utf8(field.bytes)?;
        }
    }
    Ok(found)
}

/// An `AttributeProto` of a whole number.
pub(super) fn whole_attribute(name: &str, number: u64) -> Vec<u8> {
    let mut attribute = field_of(1, name.as_bytes());
    attribute.extend(number_of(3, number));
    attribute.extend(number_of(20, 2));
    attribute
}

/// One of several whole numbers.
pub(super) fn list_attribute(name: &str, numbers: &[u64]) -> Vec<u8> {
    let mut attribute = field_of(1, name.as_bytes());
    attribute.extend(numbers.iter().flat_map(|number| number_of(8, *number)));
    attribute.extend(number_of(20, 7));
    attribute
}

/// An attribute of a node whose value is a string.
pub(super) fn text_attribute(name: &str, text: &str) -> Vec<u8> {
    let mut attribute = field_of(1, name.as_bytes());
    push_bytes(&mut attribute, 4, text.as_bytes());
    attribute.extend(number_of(20, 3));
    attribute
}

/// A `NodeProto` of the standard's operators.
pub(super) fn operation(operator: &str, inputs: &[&str], output: &str, attributes: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for input in inputs {
        push_bytes(&mut bytes, node::INPUT, input.as_bytes());
    }
    push_bytes(&mut bytes, node::OUTPUT, output.as_bytes());
    push_bytes(&mut bytes, node::NAME, format!("articast_{output}_node").as_bytes());
    push_bytes(&mut bytes, node::OPERATOR, operator.as_bytes());
    for attribute in attributes {
        push_bytes(&mut bytes, node::ATTRIBUTE, attribute);
    }
    bytes
}

/// A `TensorProto` of whole numbers; one without sizes is a number.
pub(super) fn whole_tensor(name: &str, sizes: &[u64], numbers: &[i64]) -> Vec<u8> {
    tensor(name, sizes, INT64, &numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>())
}

/// The same of real numbers.
pub(super) fn real_tensor(name: &str, sizes: &[u64], numbers: &[f32]) -> Vec<u8> {
    tensor(name, sizes, FLOAT, &numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>())
}

fn tensor(name: &str, sizes: &[u64], kind: u64, numbers: &[u8]) -> Vec<u8> {
    let mut tensor: Vec<u8> = sizes.iter().flat_map(|size| number_of(1, *size)).collect();
    tensor.extend(number_of(2, kind));
    push_bytes(&mut tensor, 8, name.as_bytes());
    push_bytes(&mut tensor, 9, numbers);
    tensor
}
