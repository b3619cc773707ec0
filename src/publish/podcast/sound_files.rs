//! The sound files that a feed names, compared with what the manifest says of them. A file that its owner edited is
//! published as it is; one that is cut short is not.

use std::collections::BTreeMap;

use super::published::Published;
use super::sound_version::SoundVersion;
use crate::audio::length;
use crate::publish::episode_folder::manifest::SoundFile;
use crate::publish::episode_folder::names::is_plain;

/// What was found out about the sound files of an episode.
#[derive(Debug, Default)]
pub(super) struct Examined {
    /// The names of the files that were edited.
    pub(super) edited: Vec<String>,
    /// The names of the files other than the enclosure that cannot be published, each with the reason.
    pub(super) unfit: Vec<(String, String)>,
}

/// Looks at the sound files of an episode that its feed names. `known` is what is registered of them, and takes what is
/// new. The episode is told their real sizes and versions; a file other than the enclosure that is missing or cut short
/// is taken from it.
///
/// # Errors
///
/// Why the enclosure cannot be published, for people.
pub(super) fn examine(
    one: &mut Published,
    known: &mut BTreeMap<String, SoundVersion>,
) -> Result<Examined, String> {
    let enclosure = one.enclosure().map(|file| file.name.clone());
    let others: Vec<String> = one.alternates().map(|file| file.name.clone()).collect();
    let mut examined = Examined::default();
    for name in enclosure.iter().chain(&others) {
        let is_enclosure = Some(name) == enclosure.as_ref();
        let Some(at) = one.manifest.files.iter().position(|file| file.name == *name) else { continue };
        match version(one, &one.manifest.files[at], known.get(name)) {
            Ok(version) => {
                if let Some(seconds) = version.edited_seconds {
                    examined.edited.push(name.clone());
                    one.edited_seconds = one.edited_seconds.or(is_enclosure.then_some(seconds));
                }
                one.manifest.files[at].bytes = version.bytes;
                one.marks.extend(version.mark().map(|mark| (name.clone(), mark.to_owned())));
                known.insert(name.clone(), version);
            }
            Err(why) if is_enclosure => return Err(why),
            Err(why) => {
                examined.unfit.push((name.clone(), why));
                one.manifest.files.remove(at);
            }
        }
    }
    Ok(examined)
}

/// The version of a file that can be published, or why it cannot be.
fn version(one: &Published, file: &SoundFile, known: Option<&SoundVersion>) -> Result<SoundVersion, String> {
    let path = one.folder.join(&file.name);
    if !is_plain(&file.name) || !path.is_file() {
        return Err(format!("`{}` is missing", file.name));
    }
    let mut version =
        SoundVersion::of(&path, known).map_err(|error| format!("`{}` cannot be read: {error}", file.name))?;
    if version.bytes == file.bytes {
        version.edited_seconds = None;
    } else if version.edited_seconds.is_none() {
        let there = version.bytes;
        let length = length::of(&path)
            .map_err(|_| format!("`{}` has {there} bytes instead of {}", file.name, file.bytes))?;
        version.edited_seconds = Some(length.as_secs() + u64::from(500 <= length.subsec_millis()));
    }
    Ok(version)
}
