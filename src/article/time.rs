//! The element `time`: `<time datetime="…">`.

use super::{Inline, plain};
use crate::speech::times::meant;

/// The content of an element `time`: marked where its text can be understood in two ways.
pub(super) fn timed(datetime: String, content: Vec<Inline>) -> Vec<Inline> {
    let text = plain(&content);
    if meant(&text, &datetime).is_some() { vec![Inline::Time { datetime, text }] } else { content }
}
