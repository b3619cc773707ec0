//! Addresses of mail and pages, names and tags of social media.

use super::super::text::{Found, Text};
use super::super::web::{self, Names};
use super::{name, number};
use crate::language::german::GERMAN;

/// Recognises an address, a name or a tag.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    web::named(
        text,
        at,
        &Names {
            marks: &GERMAN.web,
            tags: &GERMAN.tags,
            number: &|start| {
                let number = number::read(text, start)?;
                Some(Found { next: number.next, said: number.said() })
            },
            digits: &number::digits,
            spell: &|word| name::spell(&word.to_uppercase()),
        },
    )
}
