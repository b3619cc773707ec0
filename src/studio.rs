//! The studio: everybody in the cast says their lines, in parallel, and each take is kept.

mod estimate;
mod failed;
mod record;

use crate::engine::cached::{Facts, Key};
use crate::engine::timing::Timing;
use crate::script::Role;

pub use estimate::{Count, Estimate, estimate};
pub use failed::{OnFailure, Recorded, Then, Unspoken, record_all};
pub use record::{Event, Queue, record};

/// A recorded line. The sound itself is in the cache, under the key.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// Where the cache keeps it.
    pub key: Key,
    /// Whose line it is.
    pub role: Role,
    /// Which of the parts of the opened cast said it: its index in [`OpenedCast::parts`](crate::cast::OpenedCast::parts).
    pub part: usize,
    /// What is known of its sound, with the times of all words.
    pub facts: Facts,
    /// Where the times of the words are from.
    pub timing: Timing,
    /// Whether that part says it because its own could not.
    pub stands_in: bool,
}
