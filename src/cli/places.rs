//! Where things are on this machine, by the environment and the habits of its system.

use std::env;
use std::path::PathBuf;

use crate::files::{Library, Places, Secret, SpeechServer};

/// The places of this machine. `ARTICAST_CACHE`, `ARTICAST_DATA` and `ARTICAST_CONFIG` override the user's own.
pub(super) fn find() -> Places {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    // Without a home, work goes on in the system's folder for what may vanish.
    let home = home.unwrap_or_else(|| env::temp_dir().join("articast"));
    let under_home = |name: &str, standard: &str, fallback: &str| {
        let own = env::var_os(name).map(PathBuf::from);
        let shared = || env::var_os(standard).map(PathBuf::from).filter(|path| path.is_absolute());
        own.unwrap_or_else(|| shared().unwrap_or_else(|| home.join(fallback)).join("articast"))
    };
    let (config, cache, data) = match env::consts::OS {
        "macos" => ("Library/Application Support", "Library/Caches", "Library/Application Support"),
        "windows" => ("AppData/Roaming", "AppData/Local", "AppData/Local"),
        _ => (".config", ".cache", ".local/share"),
    };
    let path = env::var_os("PATH").unwrap_or_default();
    // An empty entry stands for the working folder, where an article's neighbour must not become a program.
    let mut programs: Vec<PathBuf> = env::split_paths(&path).filter(|dir| dir.is_absolute()).collect();
    // macOS' own speech is reached through this very program.
    programs.extend(env::current_exe().ok().and_then(|program| program.parent().map(PathBuf::from)));
    let speechd_home = home.join(".config/speech-dispatcher/modules");
    Places {
        programs,
        modules: modules(&home),
        module_configs: vec![speechd_home, "/etc/speech-dispatcher/modules".into()],
        config: under_home("ARTICAST_CONFIG", "XDG_CONFIG_HOME", config),
        cache: under_home("ARTICAST_CACHE", "XDG_CACHE_HOME", cache),
        data: under_home("ARTICAST_DATA", "XDG_DATA_HOME", data),
        speech: speech(),
        fonts: fonts(&home),
        onnxruntime: onnxruntime(),
    }
}

/// The folders in which systems and users keep fonts.
fn fonts(home: &std::path::Path) -> Vec<PathBuf> {
    match env::consts::OS {
        "macos" => vec!["/System/Library/Fonts".into(), "/Library/Fonts".into(), home.join("Library/Fonts")],
        "windows" => {
            let windows = env::var_os("WINDIR").map_or_else(|| "C:/Windows".into(), PathBuf::from);
            vec![windows.join("Fonts"), home.join("AppData/Local/Microsoft/Windows/Fonts")]
        }
        _ => {
            let own = [".local/share/fonts", ".fonts"].map(|folder| home.join(folder));
            ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).into_iter().chain(own).collect()
        }
    }
}

/// Where onnxruntime's library is: where `ARTICAST_ONNXRUNTIME` says, which is a file, or nothing to do without it;
/// else beside the program or where packages put it.
fn onnxruntime() -> Library {
    match env::var_os("ARTICAST_ONNXRUNTIME") {
        Some(path) if path.is_empty() => return Library::Off,
        Some(path) => return Library::Named(path.into()),
        None => {}
    }
    let name = format!("{}onnxruntime{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    let own = env::current_exe().ok().and_then(|program| program.parent().map(PathBuf::from));
    let usual = ["/usr/local/lib", "/usr/lib", "/usr/lib64", "/opt/homebrew/lib", "/opt/onnxruntime/lib"];
    let multiarch = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    let folders = own.into_iter().chain(usual.map(PathBuf::from)).chain([multiarch.into()]);
    Library::Usual(folders.map(|folder| folder.join(&name)).collect())
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
fn modules(home: &std::path::Path) -> Vec<PathBuf> {
    let own = env::var_os("ARTICAST_MODULES");
    let mut folders: Vec<PathBuf> = own.map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    folders.push(home.join(".local/libexec/speech-dispatcher"));
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
