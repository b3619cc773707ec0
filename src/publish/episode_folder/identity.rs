//! The identity of an episode: what it is known by, whatever its title and its folder are called.
//!
//! An article has an origin: the `id` that its author gave it, or else its address, or its path as seen from the
//! project. What a folder was made of is kept in its claim, and an article that is made again finds its folder
//! by that. The episode's id is given once, from the origin, and kept in its manifest.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::manifest::Manifest;
use super::names::{self, CLAIM};
use super::sums::Sums;
use crate::files;

/// What an article and the part of it that is made are known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// A [digest] of its origin and its part.
    pub made_from: String,
    /// The same as earlier versions had it: a digest of the whole path or address.
    pub formerly: String,
    /// The `id` that its author gave it.
    pub given: Option<String>,
    /// The part that is made; empty for the whole article.
    pub part: String,
    /// A [digest] of the bytes of its file; empty if it is no file.
    pub content: String,
    /// The whole path of its file.
    pub file: Option<PathBuf>,
    /// The title of its episode.
    pub title: String,
    /// What is shown of its lines.
    pub lines: BTreeSet<String>,
}

/// The most bytes that are read of a claim.
const LIMIT: u64 = 1 << 16;

/// 16 hexadecimal digits that stand for something, since manifests may be published.
pub fn digest(of: &[u8]) -> String {
    blake3::hash(of).to_hex()[..16].to_owned()
}

/// Of which episode a folder is: the content of its file [`CLAIM`], which is not published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Claim {
    pub(super) made_from: String,
    /// The episode's id; empty in folders of earlier versions.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    part: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    content: String,
    /// The article's file, as seen from the folder of episodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// A [digest] of all that stands before it.
    #[serde(skip_serializing_if = "String::is_empty")]
    seal: String,
    /// The title of the episode that stands in the folder, and what is shown of its lines; empty if that is not known.
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    lines: BTreeSet<String>,
}

/// What a manifest says of its episode's identity; the rest is not kept.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    id: String,
    made_from: String,
}

/// The same, with what tells whether an article is another one.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Content {
    id: String,
    made_from: String,
    title: String,
    cues: Vec<Shown>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    text: String,
}

impl Claim {
    /// Reads a claim. Earlier versions wrote the digest of a place, and nothing else.
    pub(super) fn read(from: impl Read) -> std::io::Result<Claim> {
        let mut text = String::new();
        from.take(LIMIT).read_to_string(&mut text)?;
        Ok(serde_json::from_str(&text).unwrap_or(Claim { made_from: text, ..Claim::default() }))
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).expect("a claim is plain data")
    }

    /// The claim with the seal of what it says.
    fn sealed(self) -> Claim {
        let plain = Claim { seal: String::new(), ..self };
        Claim { seal: digest(plain.json().as_bytes()), ..plain }
    }

    /// Whether a claim's file is damaged: it is not as it was written, or is of another episode than the manifest says.
    /// Earlier versions wrote claims without a seal.
    pub(super) fn is_damaged(folder: &Path, manifest: &Manifest) -> bool {
        let Ok(text) = files::read(&folder.join(CLAIM), LIMIT) else { return false };
        let Ok(claim) = Claim::read(text.as_slice()) else { return true };
        let is_bare = text.iter().all(u8::is_ascii_hexdigit) && text == claim.made_from.as_bytes();
        let is_one = claim.seal.is_empty() || claim.clone().sealed() == claim;
        let is_of = claim.made_from == manifest.made_from && (claim.id.is_empty() || claim.id == manifest.id);
        !(is_bare || is_one && is_of && claim.json().as_bytes() == text)
    }

    /// What a folder is of: the manifest knows best; without one, or where it is damaged, who claimed it.
    pub(super) fn standing(self, folder: &Path) -> Claim {
        let is_sealed = !self.seal.is_empty() && self.clone().sealed() == self;
        let is_damaged = is_sealed && !Sums::known(folder).is_intact(folder, names::MANIFEST);
        match Manifest::head::<Content>(folder) {
            Ok(Content { id, made_from, title, cues }) => {
                let lines = cues.into_iter().map(|cue| cue.text).collect();
                let (made_from, id) = if is_damaged { (self.made_from, self.id) } else { (made_from, id) };
                Claim { made_from, id, title, lines, ..self }
            }
            Err(_) => self,
        }
    }

    /// What the folder of an episode is of, as far as it can be told without a lock. None if it is no such folder.
    fn of(folder: &Path) -> Option<Claim> {
        let claim = files::open(&folder.join(CLAIM)).ok().and_then(|file| Claim::read(file).ok());
        if claim.as_ref().is_some_and(|claim| !claim.id.is_empty()) {
            return claim;
        }
        match Manifest::head::<Head>(folder) {
            Ok(Head { id, made_from }) => Some(Claim { made_from, id, ..claim.unwrap_or_default() }),
            Err(_) => claim,
        }
    }
}

/// The folders of episodes in a folder, with what they are of, by their names.
pub(super) fn claims(parent: &Path) -> Vec<(String, Claim)> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    let claim =
        |entry: fs::DirEntry| Some((entry.file_name().into_string().ok()?, Claim::of(&entry.path())?));
    let mut claims: Vec<_> = folders.filter_map(claim).collect();
    claims.sort_by(|a, b| a.0.cmp(&b.0));
    claims
}

impl Identity {
    /// The folders in `parent` that are of this article: one, unless somebody made copies.
    pub fn folders(&self, parent: &Path) -> Vec<PathBuf> {
        self.names(&claims(parent), parent).into_iter().map(|name| parent.join(name)).collect()
    }

    /// The names of the folders in `parent` that are of this article. Where none is, that of one whose article's file is
    /// gone and whose text is nearly the same: it was moved and edited.
    pub(super) fn names(&self, claims: &[(String, Claim)], parent: &Path) -> Vec<String> {
        let known = claims.iter().filter(|(_, claim)| self.is_of(claim, parent));
        let known: Vec<String> = known.map(|(name, _)| name.clone()).collect();
        if !known.is_empty() || self.given.is_some() || self.file.is_none() || self.lines.is_empty() {
            return known;
        }
        let is_gone = |claim: &Claim| {
            claim.part == self.part && claim.file.as_ref().is_some_and(|file| !parent.join(file).exists())
        };
        let gone = claims.iter().filter(|(_, claim)| is_gone(claim));
        let is_moved =
            |name: &String, claim: &Claim| self.is_nearly(&claim.clone().standing(&parent.join(name)));
        gone.filter(|(name, claim)| is_moved(name, claim)).map(|(name, _)| name.clone()).collect()
    }

    /// The claim on a folder in `parent` for the episode of this id.
    pub(super) fn claim(&self, parent: &Path, id: String) -> Claim {
        let (made_from, part, content) = (self.made_from.clone(), self.part.clone(), self.content.clone());
        let file = self.file.as_deref().and_then(|file| relative(&real(parent), &real(file)));
        Claim { made_from, id, part, content, file, ..Claim::default() }.sealed()
    }

    /// Whether a folder in `parent` that is claimed so is that of this article.
    pub(super) fn is_of(&self, claim: &Claim, parent: &Path) -> bool {
        let is_old = claim.id.is_empty() && !self.formerly.is_empty() && claim.made_from == self.formerly;
        let is_origin = !self.made_from.is_empty() && claim.made_from == self.made_from;
        if let Some(given) = &self.given {
            // What its author says decides.
            let is_id =
                claim.id == self.new_id(&[]) || self.part.is_empty() && claim.id.eq_ignore_ascii_case(given);
            return is_origin || is_id || is_old;
        }
        if !self.is_like(claim) {
            return false;
        }
        if self.is_read_as(claim) {
            return true;
        }
        let (Some(file), Some(before)) = (&self.file, &claim.file) else { return is_origin || is_old };
        let is_same = is_origin || claim.content == self.content || self.is_nearly(claim);
        // What has another name is another place: the disk need not be asked of it, for each folder that there is.
        if !is_same && file.file_name() != Path::new(before).file_name() {
            return is_old;
        }
        let (file, before) = (real(file), real(&parent.join(before)));
        let is_part = claim.part == self.part;
        // The same file as before, or where that is gone, the one that took its place.
        let is_moved = || is_same && !before.exists();
        is_old || is_part && (before == file || is_moved())
    }

    /// Whether the episode that stands in a folder could be an earlier state of the article. Where the title and nearly all
    /// of the text are others, one article took the place of another.
    fn is_like(&self, claim: &Claim) -> bool {
        let fewer = self.lines.len().min(claim.lines.len());
        let shared = self.lines.intersection(&claim.lines).count();
        self.title == claim.title || fewer == 0 || fewer <= 4 * shared
    }

    /// Whether an episode was made from this article as `articast read` wrote it: from a text with the `id` that the
    /// article's own episode would have.
    fn is_read_as(&self, claim: &Claim) -> bool {
        claim.made_from == digest(origin_of_id(&claim.id, &self.part).as_bytes())
            && claim.id == self.new_id(&[])
    }

    /// Whether most of the article's text is that of the episode that stands in a folder: its file was edited and moved.
    fn is_nearly(&self, claim: &Claim) -> bool {
        let most = self.lines.len().max(claim.lines.len());
        let shared = self.lines.intersection(&claim.lines).count();
        0 < most && 3 * most <= 4 * shared
    }

    /// The id of a new episode: what is given, or a UUID of the fifth version (RFC 9562) from the origin; the next one
    /// where an episode has that already.
    pub(crate) fn new_id(&self, held: &[(String, Claim)]) -> String {
        let given = self.given.as_deref().filter(|_| self.part.is_empty());
        let given = given.and_then(|given| Uuid::parse_str(given).ok());
        let numbered = |n: u64| {
            let number = if n == 1 { String::new() } else { format!("/{n}") };
            let name = format!("articast:{}{number}", self.made_from);
            Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
        };
        let mut ids = given.into_iter().chain((1..).map(numbered)).map(|id| id.to_string());
        ids.find(|id| !held.iter().any(|(_, claim)| claim.id == *id)).unwrap_or_default()
    }
}

/// What the episode of an article with an `id` is known by, before it is [digested](digest).
pub fn origin_of_id(id: &str, part: &str) -> String {
    format!("id:{id}{part}")
}

/// The path of a file as seen from its project, with `/` between its parts: from the nearest folder that holds the folder
/// of episodes too. If that is outside of the Git repository that the file is in, from there.
pub fn path_in_project(file: &Path, output: &Path) -> String {
    let (file, output) = (real(file), real(output));
    let repository = file.ancestors().skip(1).find(|folder| folder.join(".git").exists());
    let root = match repository.filter(|root| !output.starts_with(root)) {
        Some(root) => root,
        None => file.ancestors().skip(1).find(|folder| output.starts_with(folder)).unwrap_or(Path::new("")),
    };
    parts(file.strip_prefix(root).unwrap_or(&file))
}

/// A path without links in its folders, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    let (Some(folder), Some(name)) = (plain.parent(), plain.file_name()) else { return plain };
    match folder.canonicalize() {
        Ok(folder) => folder.join(name),
        Err(_) => real(folder).join(name),
    }
}

/// A path as seen from a folder. None where they are on different disks.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let shared = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().count() - shared;
    if shared == 0 {
        return None;
    }
    let rest: PathBuf = path.components().skip(shared).collect();
    Some(format!("{}{}", "../".repeat(up), parts(&rest)))
}

/// The parts of a path with `/` between them.
fn parts(path: &Path) -> String {
    let parts = path.components().filter(|part| matches!(part, Component::Normal(_)));
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(dir: &Path, name: &str) -> PathBuf {
        let path = dir.join(name);
        files::write(&path, b"Words.").unwrap();
        path
    }

    #[test]
    fn a_path_is_the_same_wherever_its_project_is() {
        let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        for dir in &dirs {
            let article = file(dir.path(), "project/articles/one.md");
            let seen = |output: &str| path_in_project(&article, &dir.path().join(output));
            assert_eq!(seen("project/output"), "articles/one.md");
            assert_eq!(seen("project/build/of/today"), "articles/one.md");
            assert_eq!(seen("project"), "articles/one.md");
            assert_eq!(seen("project/articles/output"), "one.md");
            assert_eq!(seen("elsewhere"), "project/articles/one.md");
            file(dir.path(), "project/.git/config");
            assert_eq!(seen("elsewhere"), "articles/one.md");
            assert_eq!(seen("project/articles/output"), "one.md");
        }
    }

    #[test]
    fn a_moved_file_is_the_same_and_a_copy_is_another() {
        let dir = tempfile::tempdir().unwrap();
        let parent = dir.path().join("output");
        let identity = |name: &str, content: &str| Identity {
            made_from: digest(name.as_bytes()),
            content: content.into(),
            file: Some(dir.path().join(name)),
            ..Identity::default()
        };
        let first = file(dir.path(), "a.md");
        let claim = identity("a.md", "x").claim(&parent, "id".into());
        assert_eq!(claim.file.as_deref(), Some("../a.md"));
        assert_eq!(Claim::read(claim.json().as_bytes()).unwrap(), claim);
        let is = |name, content| identity(name, content).is_of(&claim, &parent);
        assert!(is("a.md", "x") && is("a.md", "other"));
        file(dir.path(), "b.md");
        assert!(!is("b.md", "x"));
        fs::remove_file(first).unwrap();
        assert!(is("b.md", "x") && !is("b.md", "other"));
        let part = Identity { part: " chapter 2".into(), ..identity("b.md", "x") };
        assert!(!part.is_of(&claim, &parent));
    }

    #[test]
    fn an_article_in_the_place_of_another_is_another() {
        let parent = Path::new("output");
        let identity = |title: &str, lines: &[&str]| Identity {
            made_from: digest(b"letter.md"),
            title: title.into(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            ..Identity::default()
        };
        let letter = identity("Letter one", &["Letter one", "It rains.", "It snows.", "Goodbye."]);
        let claim = letter.claim(parent, letter.new_id(&[]));
        let claim = Claim { title: letter.title.clone(), lines: letter.lines.clone(), ..claim };
        for (title, lines, expected) in [
            ("Letter 1", ["It rains.", "It snows.", "Goodbye.", "P.S."].as_slice(), true),
            ("Letter one", &["The sun shines."], true),
            ("Letter two", &["The sun shines.", "It is hot.", "We swim.", "We eat.", "Bye."], false),
            ("Letter two", &[], true),
        ] {
            assert_eq!(identity(title, lines).is_of(&claim, parent), expected, "{title}");
        }
    }

    #[test]
    fn what_an_author_gives_decides() {
        let parent = Path::new("output");
        let given = |id: &str| Identity {
            made_from: digest(id.as_bytes()),
            formerly: digest(b"/a.md"),
            given: Some(id.into()),
            file: Some("a.md".into()),
            ..Identity::default()
        };
        let claim = given("one").claim(parent, given("one").new_id(&[]));
        assert!(given("one").is_of(&claim, parent) && !given("two").is_of(&claim, parent));
        assert!(given(&claim.id.to_uppercase()).is_of(&claim, parent));
        let old = Claim::read(digest(b"/a.md").as_bytes()).unwrap();
        assert!(given("one").is_of(&old, parent) && !old.made_from.is_empty());
    }

    #[test]
    fn an_id_is_given_once() {
        let one = Identity { made_from: digest(b"one"), ..Identity::default() };
        let first = one.new_id(&[]);
        assert_eq!(one.new_id(&[]), first);
        let held = [("a".to_owned(), Claim { id: first.clone(), ..Claim::default() })];
        assert_ne!(one.new_id(&held), first);
        let uuid = "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6";
        let given = Identity { given: Some(uuid.into()), ..one };
        assert_eq!(given.new_id(&held), uuid.to_lowercase());
    }
}
