//! Where things are on this machine, by the environment and the habits of its system.

mod home;

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::args::Bytes;
use super::output::{Terminal, Volume};
use crate::files::{Library, Places, Secret, SpeechServer, trust};
use crate::models::runtime;

pub(super) use home::clear;

/// The programs of engines: where a folder is left aside, they are missed.
const ENGINES: [&str; 3] = ["festival", "flite", "espeak-ng"];

/// The places of this machine. `ARTICAST_CACHE`, `ARTICAST_DATA` and `ARTICAST_CONFIG` override the user's own. What
/// others could change is left aside where it is run, or names what is run; a warning says so.
pub(super) fn find() -> Places {
    /// One process sees one environment: it is asked once, and warned of once.
    static FOUND: OnceLock<Places> = OnceLock::new();
    FOUND.get_or_init(look).clone()
}

fn look() -> Places {
    let mut warnings = Vec::new();
    let home = home::find();
    let mut own = |name: &str, standard: &str, fallback: &str| {
        let given = absolute(name, &mut warnings);
        let shared = || env::var_os(standard).map(PathBuf::from).filter(|path| path.is_absolute());
        let below =
            || shared().or_else(|| Some(home.as_ref()?.join(fallback))).map(|dir| dir.join("articast"));
        given.or_else(below).unwrap_or_else(|| home::private(name))
    };
    let (config, cache, data) = match env::consts::OS {
        "macos" => ("Library/Application Support", "Library/Caches", "Library/Application Support"),
        "windows" => ("AppData/Roaming", "AppData/Local", "AppData/Local"),
        _ => (".config", ".cache", ".local/share"),
    };
    let config = own("ARTICAST_CONFIG", "XDG_CONFIG_HOME", config);
    let cache = own("ARTICAST_CACHE", "XDG_CACHE_HOME", cache);
    let data = own("ARTICAST_DATA", "XDG_DATA_HOME", data);
    let config = settings(config, &mut warnings);
    let onnxruntime = onnxruntime(&data, &mut warnings);
    let (programs, left_aside) = programs(&mut warnings);
    let config_of_modules = home.iter().map(|home| home.join(".config/speech-dispatcher/modules"));
    let config_of_modules = config_of_modules.chain(["/etc/speech-dispatcher/modules".into()]);
    let places = Places {
        own: env::current_exe().ok(),
        programs,
        modules: out_of_reach(modules(home.as_deref(), &mut warnings), &mut warnings),
        module_configs: out_of_reach(config_of_modules, &mut warnings),
        config,
        cache,
        cache_limit: cache_limit(&mut warnings),
        data,
        speech: speech(),
        fonts: fonts(home.as_deref()),
        onnxruntime,
        left_aside,
        variables: variables(),
    };
    let terminal = Terminal::new(Volume::Usual);
    for text in &warnings {
        terminal.warn(text);
    }
    places
}

/// A path that the environment names. One that counts from the working folder is not used: what lies beside an article
/// would be taken for the user's own.
fn absolute(name: &str, warnings: &mut Vec<String>) -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os(name).filter(|value| !value.is_empty())?);
    if path.is_absolute() {
        return Some(path);
    }
    warnings.push(format!("`{name}` is not used: `{}` is not an absolute path", path.display()));
    None
}

/// The size that the cache may have, by `ARTICAST_CACHE_LIMIT`.
fn cache_limit(warnings: &mut Vec<String>) -> Option<u64> {
    let given = env::var("ARTICAST_CACHE_LIMIT").ok().filter(|text| !text.trim().is_empty())?;
    let limit = given.parse::<Bytes>();
    warnings.extend(limit.err().map(|why| format!("`ARTICAST_CACHE_LIMIT` is not used: {why}")));
    limit.ok().map(|limit| limit.0)
}

/// The folder of the user's settings, or an empty one where others can write to it: casts name programs.
fn settings(folder: PathBuf, warnings: &mut Vec<String>) -> PathBuf {
    match trust::reach(&folder) {
        Some(open) => {
            warnings.push(reached(&folder, &open));
            home::private("ARTICAST_CONFIG")
        }
        None => folder,
    }
}

/// The folders that are there and that nobody else can change.
fn out_of_reach(folders: impl IntoIterator<Item = PathBuf>, warnings: &mut Vec<String>) -> Vec<PathBuf> {
    let is_own = |folder: &PathBuf| {
        let open = trust::reach(folder);
        warnings.extend(open.as_ref().map(|open| reached(folder, open)));
        open.is_none()
    };
    folders.into_iter().filter(|folder| folder.is_dir()).filter(is_own).collect()
}

/// What is said of a path that is left aside.
fn reached(path: &Path, open: &Path) -> String {
    let whose = "belongs to another user, or is writable by others";
    let path = path.display();
    match open.display() {
        open if path.to_string() == open.to_string() => format!("`{path}` is not used: it {whose}"),
        open => format!("`{path}` is not used: `{open}` {whose}"),
    }
}

/// Where programs are looked for, and where they are not since others can write there.
fn programs(warnings: &mut Vec<String>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let path = env::var_os("PATH").unwrap_or_default();
    // An empty entry stands for the working folder, where an article's neighbour must not become a program.
    let folders = env::split_paths(&path).filter(|dir| dir.is_absolute() && dir.is_dir());
    let (own, aside): (Vec<_>, Vec<_>) = folders.partition(|dir| trust::reach(dir).is_none());
    let is_missed = |dir: &&PathBuf| ENGINES.iter().any(|name| dir.join(name).is_file());
    let missed = aside.iter().filter(is_missed);
    warnings.extend(missed.filter_map(|dir| Some(reached(dir, &trust::reach(dir)?))));
    (own, aside)
}

fn beside_the_program() -> Option<PathBuf> {
    env::current_exe().ok().and_then(|program| program.parent().map(PathBuf::from))
}

/// What programs of the user's choice see of the environment: who the user is and how things are written. Windows'
/// programs need more of it, and get all but what is ours or a secret by its name.
fn variables() -> Vec<(std::ffi::OsString, std::ffi::OsString)> {
    const NAMES: [&str; 10] = [
        "HOME",
        "USER",
        "LOGNAME",
        "LANG",
        "LANGUAGE",
        "TMPDIR",
        "TZ",
        "XDG_RUNTIME_DIR",
        "PULSE_SERVER",
        "PIPEWIRE_REMOTE",
    ];
    const PATHS: [&str; 3] = ["HOME", "TMPDIR", "XDG_RUNTIME_DIR"];
    const SECRET: [&str; 7] = ["KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL", "AWS_", "ARTICAST_"];
    let is_seen = |name: &str| {
        let name = name.to_uppercase();
        let is_secret = SECRET.iter().any(|part| name.contains(part));
        NAMES.contains(&name.as_str()) || name.starts_with("LC_") || cfg!(windows) && !is_secret
    };
    // Settings are not read from the working folder by those that we start either.
    let is_elsewhere = |name: &str, value: &Path| !PATHS.contains(&name) || value.is_absolute();
    let is_fit = |name: &str, value: &Path| is_seen(name) && is_elsewhere(name, value);
    env::vars_os()
        .filter(|(name, value)| name.to_str().is_some_and(|name| is_fit(name, value.as_ref())))
        .collect()
}

/// The folders in which systems and users keep fonts.
fn fonts(home: Option<&Path>) -> Vec<PathBuf> {
    let own = |folder: &str| home.map(|home| home.join(folder));
    let (system, own) = match env::consts::OS {
        "macos" => {
            (vec!["/System/Library/Fonts".into(), "/Library/Fonts".into()], vec![own("Library/Fonts")])
        }
        "windows" => {
            let windows = env::var_os("WINDIR").map_or_else(|| "C:/Windows".into(), PathBuf::from);
            (vec![windows.join("Fonts")], vec![own("AppData/Local/Microsoft/Windows/Fonts")])
        }
        _ => {
            let system = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
            (system.to_vec(), vec![own(".local/share/fonts"), own(".fonts")])
        }
    };
    system.into_iter().chain(own.into_iter().flatten()).collect()
}

/// Where onnxruntime's library is: where `ARTICAST_ONNXRUNTIME` says, which is a file, or nothing to do without it;
/// else where `voices add onnxruntime` puts it, beside the program or where packages put it. A library that others could change is not loaded.
fn onnxruntime(data: &Path, warnings: &mut Vec<String>) -> Library {
    if env::var_os("ARTICAST_ONNXRUNTIME").is_some() {
        let Some(path) = absolute("ARTICAST_ONNXRUNTIME", warnings) else { return Library::Off };
        let open = trust::reach(&path);
        warnings.extend(open.as_ref().map(|open| reached(&path, open)));
        return if open.is_some() { Library::Off } else { Library::Named(path) };
    }
    let name = format!("{}onnxruntime{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    let usual = ["/usr/local/lib", "/usr/lib", "/usr/lib64", "/opt/homebrew/lib", "/opt/onnxruntime/lib"];
    let multiarch = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    let folders = beside_the_program().into_iter().chain(usual.map(PathBuf::from)).chain([multiarch.into()]);
    let others = folders.map(|folder| folder.join(&name));
    Library::Usual(std::iter::once(runtime::file(data)).chain(others).collect())
}

/// The user's speech server: `ARTICAST_SPEECH_URL`, with `ARTICAST_SPEECH_KEY`. `OPENAI_API_KEY` may be there for
/// other programs, and goes to `api.openai.com` only.
fn speech() -> Option<SpeechServer> {
    let given = |name: &str| env::var(name).ok().filter(|text| !text.trim().is_empty());
    let url = given("ARTICAST_SPEECH_URL")?.trim().to_owned();
    let is_openais = url == "https://api.openai.com" || url.starts_with("https://api.openai.com/");
    let openais = || given("OPENAI_API_KEY").filter(|_| is_openais);
    let key = given("ARTICAST_SPEECH_KEY").or_else(openais).map(Secret::new);
    Some(SpeechServer { url, key })
}

/// The folders in which distributions put speech-dispatcher's modules. `ARTICAST_MODULES` comes first.
fn modules(home: Option<&Path>, warnings: &mut Vec<String>) -> Vec<PathBuf> {
    let named = env::var_os("ARTICAST_MODULES").unwrap_or_default();
    let (mut folders, others): (Vec<PathBuf>, Vec<PathBuf>) =
        env::split_paths(&named).filter(|dir| !dir.as_os_str().is_empty()).partition(|dir| dir.is_absolute());
    warnings.extend(others.iter().map(|dir| {
        format!("`{}` of `ARTICAST_MODULES` is not used: it is not an absolute path", dir.display())
    }));
    folders.extend(home.map(|home| home.join(".local/libexec/speech-dispatcher")));
    folders.extend(
        [
            "/usr/lib/speech-dispatcher-modules",
            "/usr/libexec/speech-dispatcher-modules",
            "/usr/lib64/speech-dispatcher-modules",
            "/usr/local/libexec/speech-dispatcher-modules",
            "/usr/local/lib/speech-dispatcher-modules",
            "/run/current-system/sw/libexec/speech-dispatcher-modules",
        ]
        .map(PathBuf::from),
    );
    folders
}

/// The folder of the user's own casts. The working folder is none: a cast names programs, and what lies beside an
/// article must not choose them.
pub(super) fn casts(places: &Places) -> Vec<PathBuf> {
    vec![places.config.join("voices")]
}
