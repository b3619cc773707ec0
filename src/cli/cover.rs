//! The cover of an episode: which one is asked for, and where the article's picture is.

use std::path::Path;

use super::args::{InputChoice, Make};
use super::input;
use crate::Result;
use crate::article::{Article, Source};
use crate::cover::{Design, Found, Made, Near, Words, lead, not_there};
use crate::files::Places;
use crate::publish::manifest;

/// The cover that an order asks for, if it asks for one, and what to say of it. One that stands in the episode's folder
/// already is not made again.
pub(super) fn cover(
    order: &Make,
    (name, source, article, title): (&str, &Source, &Article, &str),
    folder: &Path,
    places: &Places,
) -> Result<(Option<Made>, Option<String>)> {
    let meta = &article.meta;
    let words = Words {
        title: title.to_owned(),
        byline: meta.byline.clone().unwrap_or_default(),
        site: meta.site.clone().unwrap_or_default(),
    };
    let (design, warning) = match order.cover.as_deref() {
        Some(choice) if choice == Path::new("none") => return Ok((None, None)),
        Some(choice) if choice == Path::new("generated") => (Design::Drawn(words), None),
        Some(file) => (Design::own(file)?, None),
        None if cfg!(not(feature = "covers")) => return Ok((None, None)),
        None => {
            let beside = Path::new(name)
                .parent()
                .map(|dir| if dir.as_os_str().is_empty() { Path::new(".") } else { dir });
            let near = Near {
                source,
                folder: beside.filter(|_| name != "-" && !input::is_address(name)),
                fetch: &|address, limit| fetch(address, limit, &order.input),
            };
            match lead(article, &near) {
                Found::Picture(bytes) => (Design::Lead { bytes, words }, None),
                Found::Nothing => (Design::Drawn(words), None),
                Found::Failed(why) => (Design::Drawn(words), Some(not_there(&why))),
            }
        }
    };
    let kept = manifest::cover(&folder.join(manifest::NAME))
        .and_then(|(file, seal)| design.kept(&folder.join(file), &seal));
    let mut made = kept.map_or_else(|| design.make(&places.fonts), Ok)?;
    let warning = made.warning.take().or(warning);
    Ok((Some(made), warning))
}

#[cfg(feature = "fetch")]
fn fetch(address: &str, limit: u64, choice: &InputChoice) -> Result<Vec<u8>, String> {
    use std::time::Duration;

    use super::output::with_causes;
    use crate::fetch::{Fetcher, Limits, Reach};

    let reach = if choice.allow_local { Reach::Anywhere } else { Reach::Public };
    // A picture is not worth the patience that an article is.
    let limits =
        Limits { time: Duration::from_secs(30), silence: Duration::from_secs(8), ..Limits::default() };
    Fetcher::new(reach, limits).bytes(address, limit).map_err(|error| with_causes(&error))
}

#[cfg(not(feature = "fetch"))]
fn fetch(_: &str, _: u64, _: &InputChoice) -> Result<Vec<u8>, String> {
    Err("this Articast was built without `fetch`".into())
}
