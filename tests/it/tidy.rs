//! The rules of the code: layers, budgets, first lines. Each failure names the place and the rule.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::Visit;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 60;
const PARAMETERS: usize = 5;

/// Every Rust file of the package, with its text.
fn rust_files() -> Vec<(PathBuf, String)> {
    fn collect(dir: &Path, files: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    let mut files = Vec::new();
    for dir in ["src", "crates/text/src", "tests/it", "benches", "examples", "fuzz/src"] {
        let dir = Path::new(ROOT).join(dir);
        if dir.exists() {
            collect(&dir, &mut files);
        }
    }
    assert!(20 < files.len(), "the sources were not found");
    files
}

fn short(path: &Path) -> String {
    path.strip_prefix(ROOT).unwrap().display().to_string()
}

fn assert_none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let broken: Vec<String> = rust_files()
        .iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| short(path))
        .collect();
    assert_none(&broken, "a file starts with a `//!` line");
}

#[test]
fn no_file_is_too_long() {
    let lengths = rust_files().into_iter().map(|(path, text)| (short(&path), text.lines().count()));
    let broken: Vec<String> = lengths
        .filter(|(_, lines)| FILE_LINES < *lines)
        .map(|(path, lines)| format!("{path}: {lines}"))
        .collect();
    assert_none(&broken, &format!("a file has at most {FILE_LINES} lines"));
}

#[test]
fn there_is_no_mod_rs() {
    let broken: Vec<String> = rust_files()
        .iter()
        .filter(|(path, _)| path.ends_with("mod.rs"))
        .map(|(path, _)| short(path))
        .collect();
    assert_none(&broken, "`foo.rs` stands beside `foo/`");
}

/// Finds functions that are too long or take too much.
struct Functions {
    file: String,
    broken: Vec<String>,
}

impl Functions {
    fn check(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let name = format!("{}: `{}`", self.file, signature.ident);
        let lines = body.span().end().line - signature.span().start().line + 1;
        if FUNCTION_LINES < lines {
            self.broken.push(format!("{name} has {lines} lines"));
        }
        if PARAMETERS < signature.inputs.len() {
            self.broken.push(format!("{name} takes {} parameters", signature.inputs.len()));
        }
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.check(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.check(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }
}

#[test]
fn no_function_is_too_long_or_takes_too_much() {
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        let mut functions = Functions { file: short(&path), broken: Vec::new() };
        functions.visit_file(
            &syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        );
        broken.extend(functions.broken);
    }
    assert_none(
        &broken,
        &format!("a function has at most {FUNCTION_LINES} lines and {PARAMETERS} parameters"),
    );
}

/// The folders of the crates' sources, each with fewer layers than it has.
const CRATES: [(&str, usize); 2] = [("src", 10), ("crates/text/src", 4)];

/// The layers of a crate from bottom to top: the order of its `mod` lines.
fn layers((folder, fewer): (&str, usize)) -> Vec<String> {
    let layers = modules(&format!("{folder}/lib.rs"));
    assert!(fewer < layers.len(), "the layers of `{folder}` were not found");
    layers
}

/// The modules that a file declares, in order.
fn modules(file: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let modules = syn::parse_file(&text).unwrap().items.into_iter().filter_map(|item| match item {
        syn::Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    });
    modules.collect()
}

/// Finds the layers that a file names by `crate::layer`.
struct Uses {
    layers: Vec<String>,
}

impl Uses {
    fn path(&mut self, mut segments: impl Iterator<Item = String>) {
        if segments.next().as_deref() == Some("crate") {
            self.layers.extend(segments.next());
        }
    }

    fn tree(&mut self, tree: &syn::UseTree) {
        if let syn::UseTree::Path(root) = tree
            && root.ident == "crate"
        {
            match &*root.tree {
                syn::UseTree::Path(path) => self.layers.push(path.ident.to_string()),
                syn::UseTree::Name(name) => self.layers.push(name.ident.to_string()),
                syn::UseTree::Rename(name) => self.layers.push(name.ident.to_string()),
                syn::UseTree::Group(group) => {
                    for tree in &group.items {
                        match tree {
                            syn::UseTree::Path(path) => self.layers.push(path.ident.to_string()),
                            syn::UseTree::Name(name) => self.layers.push(name.ident.to_string()),
                            syn::UseTree::Rename(name) => self.layers.push(name.ident.to_string()),
                            _ => {}
                        }
                    }
                }
                syn::UseTree::Glob(_) => self.layers.push("*".into()),
            }
        }
    }
}

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.path(path.segments.iter().map(|segment| segment.ident.to_string()));
        syn::visit::visit_path(self, path);
    }
}

#[test]
fn each_layer_uses_only_those_below_it() {
    for of_crate in CRATES {
        uses_only_those_below(of_crate);
    }
}

fn uses_only_those_below(of_crate: (&str, usize)) {
    let layers = layers(of_crate);
    let rank: BTreeMap<&str, usize> = layers.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
    let mut broken = Vec::new();
    let mut seen = 0;
    for (path, text) in rust_files() {
        let inside = short(&path);
        let Some(own) = inside.strip_prefix(of_crate.0).and_then(|own| own.strip_prefix('/')) else {
            continue;
        };
        let own = own.split(['/', '.']).next().unwrap();
        let Some(&height) = rank.get(own) else { continue };
        let mut uses = Uses { layers: Vec::new() };
        uses.visit_file(&syn::parse_file(&text).unwrap());
        for used in uses.layers {
            match rank.get(used.as_str()) {
                Some(&other) => {
                    seen += 1;
                    if height < other {
                        broken.push(format!("{inside}: `{own}` must not use `{used}`"));
                    }
                }
                None if used == "*" => broken.push(format!("{inside}: `use crate::*`")),
                None => {}
            }
        }
    }
    assert!(50 < seen, "the uses were not found");
    assert_none(&broken, "a layer uses only those below it");
}

/// The paths that a file names, without those of its inline modules, which are tests.
#[derive(Default)]
struct Paths {
    paths: Vec<Vec<String>>,
}

impl Paths {
    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| before.iter().cloned().chain([ident.to_string()]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.paths.push(with(&name.ident)),
            syn::UseTree::Rename(name) => self.paths.push(with(&name.ident)),
            syn::UseTree::Glob(_) => self.paths.push(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(before, tree)),
        }
    }

    /// The paths from the crate's root on, for a file that is the module `own`.
    fn absolute(self, own: &[String]) -> impl Iterator<Item = Vec<String>> {
        self.paths.into_iter().filter_map(move |path| {
            let supers = path.iter().take_while(|segment| *segment == "super").count();
            match path.first()?.as_str() {
                "crate" => Some(path[1..].to_vec()),
                "super" => Some([own.get(..own.len().checked_sub(supers)?)?, &path[supers..]].concat()),
                _ => None,
            }
        })
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}
}

#[test]
fn publishing_has_no_circles() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for room in [&["publish"][..], &["publish", "episode_folder"], &["publish", "podcast"]] {
        let modules = modules(&format!("src/{}.rs", room.join("/")));
        let rank = |path: &[String]| {
            let inside =
                path.iter().zip(room).filter(|(segment, name)| segment == name).count() == room.len();
            let module = path.get(room.len()).filter(|_| inside)?;
            modules.iter().position(|known| known == module)
        };
        for (path, text) in rust_files() {
            let name = short(&path);
            let Some(own) = name.strip_prefix("src/").and_then(|name| name.strip_suffix(".rs")) else {
                continue;
            };
            let own: Vec<String> = own.split('/').map(str::to_owned).collect();
            let Some(height) = rank(&own).filter(|n| modules[*n] != "tests") else { continue };
            let mut paths = Paths::default();
            paths.visit_file(&syn::parse_file(&text).unwrap());
            for used in paths.absolute(&own) {
                let other = rank(&used);
                seen += usize::from(other.is_some());
                if other.is_some_and(|other| height < other) {
                    broken.push(format!("{name}: `{}`", used.join("::")));
                }
            }
        }
    }
    assert!(50 < seen, "the uses were not found");
    assert_none(&broken, "inside `publish`, a module uses only those above it in the list of modules");
}

#[test]
fn only_the_command_line_asks_the_environment_or_the_clock() {
    let asks = ["env::var", "SystemTime::now", "std::env::args", "env::current_dir", "env::temp_dir"];
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        let name = short(&path);
        // Cargo talks to a build script through the environment.
        let is_allowed = name.starts_with("src/cli") || name.ends_with("src/build.rs");
        if is_allowed || !CRATES.iter().any(|(folder, _)| name.starts_with(folder)) {
            continue;
        }
        broken.extend(asks.iter().filter(|ask| text.contains(**ask)).map(|ask| format!("{name}: `{ask}`")));
    }
    assert_none(&broken, "nothing below `cli` asks the environment or the clock");
}

#[test]
fn files_are_made_and_renamed_in_one_place() {
    let ways = ["fs::rename(", ".persist(", "File::create(", "File::create_new(", "fs::copy(", "hard_link("];
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        let name = short(&path);
        let is_allowed = name.starts_with("src/files") || name == "src/build.rs" || name.contains("test");
        if is_allowed || !name.starts_with("src/") {
            continue;
        }
        let own = text.split("#[cfg(test)]").next().unwrap();
        broken.extend(ways.iter().filter(|way| own.contains(**way)).map(|way| format!("{name}: `{way}`")));
    }
    assert_none(&broken, "`files` alone makes and renames files, so that their order on the disk is right");
}

#[test]
fn nothing_is_left_for_later() {
    let words =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimple", "mented!(")];
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        for (n, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                broken.push(format!("{}:{}: {}", short(&path), n + 1, line.trim()));
            }
        }
    }
    assert_none(&broken, "nothing is left for later");
}

#[test]
fn the_changelog_knows_the_version() {
    let text = fs::read_to_string(Path::new(ROOT).join("CHANGELOG.md")).unwrap();
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    // Until the first version is published, all that there is to tell is unreleased.
    let published: Vec<&&str> = headings.iter().filter(|heading| **heading != "Unreleased").collect();
    let version = env!("CARGO_PKG_VERSION");
    match published.first() {
        Some(newest) => {
            let newest = newest.split(' ').next().unwrap();
            assert_eq!(newest, version, "the newest version in CHANGELOG.md is the package's");
        }
        None => assert_eq!((version, &headings[..]), ("0.1.0", &["Unreleased"][..])),
    }
    assert!(
        headings.iter().skip(1).all(|heading| *heading != "Unreleased"),
        "what is unreleased stands first"
    );
}

#[test]
fn the_top_level_is_as_it_was_given() {
    const GIVEN: [&str; 15] = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "voices",
        "output",
        "tests",
        "README.md",
        "CHANGELOG.md",
        "benches",
        "docs",
        "crates",
        "packaging",
        "examples",
        "fuzz",
        "proptest-regressions",
    ];
    let entries = fs::read_dir(ROOT).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_given = |name: &String| {
        GIVEN.contains(&&**name) || name.starts_with('.') || name.starts_with("LICENSE") || name == "target"
    };
    let others: Vec<String> = entries.filter(|name| !is_given(name)).collect();
    assert_none(&others, "nothing else stands at the top level");
}

/// “1 lines” comes of a number in front of a fixed plural: messages count by `error::count`. Here the number is never one.
#[test]
fn counted_words_have_their_number() {
    const NOUNS: [&str; 16] = [
        "articles",
        "blocks",
        "chapters",
        "characters",
        "columns",
        "episodes",
        "feeds",
        "files",
        "items",
        "letters",
        "lines",
        "pages",
        "rows",
        "times",
        "voices",
        "words",
    ];
    const NEVER_ONE: [&str; 8] = [
        "{seconds:.1} s for {letters} letters",
        "{seconds:.2} s for {letters} letters",
        "more than {MOST_ENTRIES} files",
        "{} episodes in `{}` are called",
        "{said} of {of} letters",
        "redirects more than {} times",
        "{times} times in a row",
        "format!(\"{times} times\")",
    ];
    let is_fixed = |line: &str| {
        let ends = line.match_indices("} ").map(|(at, _)| &line[at + 2..]);
        ends.filter_map(|rest| rest.split(|sign: char| !sign.is_alphabetic()).next())
            .any(|word| NOUNS.contains(&word))
    };
    let mut broken = Vec::new();
    for (path, text) in rust_files().iter().filter(|(path, _)| short(path).starts_with("src/")) {
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains('"') && is_fixed(line));
        let fixed = lines.filter(|(_, line)| {
            !line.trim().starts_with("//") && !NEVER_ONE.iter().any(|text| line.contains(text))
        });
        broken.extend(fixed.map(|(number, line)| format!("{}:{}: {}", short(path), number + 1, line.trim())));
    }
    assert_none(&broken, "a number in front of a plural goes through `count`");
}
