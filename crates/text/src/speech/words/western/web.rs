//! Addresses of mail and pages, names and tags of social media.

use super::number::{self, Form};
use super::{Context, name};
use crate::speech::words::text::Found;
use crate::speech::words::web::{self, Names};

/// Recognises an address, a name or a tag.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    web::named(
        context,
        at,
        &Names {
            marks: &context.tables.web,
            tags: &context.tables.tags,
            number: &|start| {
                let number = number::read(context, start)?;
                Some(Found { next: number.next, said: number.said(context, Form::Alone) })
            },
            digits: &|digits| number::digits(context, digits),
            spell: &|word| name::spell(context, &word.to_uppercase()),
        },
    )
}
